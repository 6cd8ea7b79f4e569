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

/** What one face of the server does its own way. */
public interface Face {

  /** How it words a refusal; {@code Retry-After} and {@code Allow} are added by the caller. */
  Response envelope(ApiError refusal);

  /**
   * Notes who calls, as far as that shows; done before anything can go wrong with the request.
   *
   * @throws ApiError if nobody may call like this, not even where {@link #admit} is not asked
   */
  default void recognise(RequestContext call) {}

  /**
   * Lets a request in.
   *
   * @throws ApiError if it has no key, or comes too often
   */
  void admit(RequestContext call);

  /** The same, but without keys and limits: for addresses that are secrets themselves. */
  static Face withoutKey(Face face) {
    return new Face() {
      @Override
      public Response envelope(ApiError refusal) {
        return face.envelope(refusal);
      }

      @Override
      public void admit(RequestContext call) {
        // Who knows the address may come in.
      }
    };
  }

  /**
   * A description of a face in OpenAPI 3.1, served as it was written, with schemas that follow from
   * code.
   */
  final class ApiDocument {

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
}
