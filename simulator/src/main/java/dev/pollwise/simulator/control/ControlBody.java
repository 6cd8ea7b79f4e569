package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Bodies of the control API: YAML or JSON. */
final class ControlBody {

  private ControlBody() {}

  /**
   * What a reader makes of a body.
   *
   * @throws ApiError if it is no text, or not what the reader wants
   */
  static <T> T read(RequestContext call, Function<YamlValue, T> reader) {
    return call.parsed(body -> read(body, reader));
  }

  private static <T> T read(byte[] body, Function<YamlValue, T> reader) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return reader.apply(Yaml.read("body", text));
    } catch (CharacterCodingException e) {
      throw ApiError.of(400, "", "The body is not text in UTF-8");
    } catch (DocumentException e) {
      throw ApiError.of(400, "", e.getMessage() == null ? "" : e.getMessage());
    }
  }
}
