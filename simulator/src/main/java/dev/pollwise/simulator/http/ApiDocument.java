package dev.pollwise.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A description of a face in OpenAPI 3.1, served as it was written. */
public final class ApiDocument {

  private final byte[] text;

  private ApiDocument(String file) {
    try (InputStream in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(file))) {
      text = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ApiDocument ofFaces() {
    return new ApiDocument("openapi-faces.yaml");
  }

  public static ApiDocument ofControl() {
    return new ApiDocument("openapi-control.yaml");
  }

  public Response answer(RequestContext call) {
    return Response.bytes("application/yaml", text);
  }
}
