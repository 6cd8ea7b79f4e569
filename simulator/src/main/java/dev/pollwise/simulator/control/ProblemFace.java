package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** Problem details (RFC 9457) and the token of the control face. */
final class ProblemFace implements Face {

  private static final String BEARER = "Bearer ";

  private final String token;

  /** Lets everybody in if the token is empty. */
  ProblemFace(String token) {
    this.token = token;
  }

  @Override
  public Response envelope(ApiError refusal) {
    var problem =
        Json.object()
            .add("type", "about:blank")
            .add("title", Status.create(refusal.status()).reasonPhrase())
            .add("status", refusal.status())
            .add("detail", refusal.message());
    if (!refusal.param().isEmpty()) {
      problem.add("param", refusal.param());
    }
    return new Response(
        refusal.status(),
        Map.of("Content-Type", "application/problem+json"),
        Json.bytes(problem.build()));
  }

  @Override
  public void admit(RequestContext call) {
    String given = call.header(HeaderNames.AUTHORIZATION).orElse("");
    // Compares in constant time, so that the time tells nothing about the token.
    if (!token.isEmpty() && !MessageDigest.isEqual(utf8(given), utf8(BEARER + token))) {
      throw ApiError.of(401, "", "The control token is missing or wrong");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
