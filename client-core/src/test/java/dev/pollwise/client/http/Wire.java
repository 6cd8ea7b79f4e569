package dev.pollwise.client.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers made up for tests. */
final class Wire {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  static final URI ASKED = URI.create("https://api.test/v3/jobs/x?token=s3cret");

  private Wire() {}

  static WireAnswer ok(String body) {
    return answer(200, body);
  }

  static WireAnswer ok(byte[] body) {
    return new WireAnswer(200, headers(), body, NOON, ASKED);
  }

  /** Headers as name, value, name, value. */
  static WireAnswer answer(int status, String body, String... headers) {
    return new WireAnswer(
        status, headers(headers), body.getBytes(StandardCharsets.UTF_8), NOON, ASKED);
  }

  private static HttpHeaders headers(String... namesAndValues) {
    Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    map.put("Content-Type", List.of("application/json"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return HttpHeaders.of(map, (name, value) -> true);
  }
}
