package dev.pollwise.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A description of a face in OpenAPI 3.1, served as it was written, with schemas that follow from
 * code.
 */
public final class ApiDocument {

  private final byte[] text;

  private ApiDocument(String file, String schemas) {
    try (InputStream in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(file))) {
      text = (new String(in.readAllBytes(), UTF_8) + schemas).getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ApiDocument ofFaces() {
    return new ApiDocument("openapi-faces.yaml", "");
  }

  public static ApiDocument ofControl() {
    String schemas =
        Stream.of(
                Map.entry("Law", DurationLaw.schema()),
                Map.entry("FaultRule", FaultRule.schema()),
                Map.entry("Scenario", Scenario.schema()))
            .map(schema -> "    " + schema.getKey() + ": " + schema.getValue() + "\n")
            .collect(Collectors.joining());
    return new ApiDocument("openapi-control.yaml", schemas);
  }

  public Response answer(RequestContext call) {
    return Response.bytes("application/yaml", text);
  }
}
