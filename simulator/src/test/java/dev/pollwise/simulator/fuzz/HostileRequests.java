package dev.pollwise.simulator.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes up requests that are wrong in many ways, the same for the same seed. */
final class HostileRequests {

  private static final List<String> METHODS =
      List.of(
          "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get", "");
  private static final List<String> PATHS =
      List.of(
          "/status",
          "/v3/video-translations",
          "/v3/video-translations/languages",
          "/v3/video-translations/statuses",
          "/v3/video-translations/x",
          "/results/x/video.mp4",
          "/v3/users/me",
          "/v3/assets",
          "/v3/webhooks/endpoints",
          "/openapi",
          "/nothing",
          "/../../etc/passwd",
          "//",
          "*",
          "/%00",
          "/%zz",
          "/\u00e9",
          "http://other/status");
  private static final List<String> QUERIES =
      List.of(
          "",
          "?",
          "?limit=0",
          "?limit=99999999999999999999",
          "?limit=-1&limit=2",
          "?token=%ff%fe",
          "?token=AAAA",
          "?video_translation_ids=,,,",
          "?video_translation_ids=%",
          "?a=b;c=d&&&=",
          "?%00=%00");
  private static final List<String> HEADERS =
      List.of(
          "X-Api-Key: demo",
          "X-Api-Key:",
          "Authorization: Bearer x",
          "Authorization: Basic !!!",
          "Content-Type: application/json",
          "Content-Type: text/plain; charset=nonsense",
          "Content-Type: ;;;",
          "Accept: nonsense/;q=x",
          "Idempotency-Key: a",
          "Idempotency-Key: \u0001",
          "X-Pollwise-Fault: none",
          "X-Pollwise-Fault: {fault: gremlins}",
          "X-Pollwise-Fault: [[[[",
          "Prefer: wait=x",
          "Range: bytes=5-1",
          "Expect: 100-continue",
          "Expect: nothing",
          "Connection: upgrade",
          "Upgrade: h2c",
          "Transfer-Encoding: gzip",
          "Content-Encoding: gzip",
          "Host: again",
          "Host: evil.example:8081",
          "Origin: http://evil.example",
          "Origin: null",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: \u0001",
          "Sec-Fetch-Mode: no-cors",
          "Access-Control-Request-Headers: x-pollwise-fault",
          "No colon at all",
          " : ",
          "Cookie: a=b; c",
          "Last-Event-ID: -1");
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "null",
          "[]",
          "\"\\ud800\"",
          "{\"video\":",
          "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},\"output_languages\":[\"French\"]}",
          "{\"video\":{\"type\":1},\"output_languages\":{}}",
          "{\"video\":{\"type\":\"url\",\"url\":\"\"},\"output_languages\":[null,1,{}]}",
          "{\"title\":1e999,\"title\":[[[[[]]]]]}",
          "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n--x--");

  private final long seed;

  HostileRequests(long seed) {
    this.seed = seed;
  }

  /** The bytes of the request of that number. */
  byte[] make(int number) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
    String body = body(random);
    StringBuilder head = new StringBuilder();
    head.append(one(METHODS, random))
        .append(random.nextInt(50) == 0 ? "  " : " ")
        .append(one(PATHS, random))
        .append(random.nextInt(60) == 0 ? "x".repeat(random.nextInt(9_000)) : "")
        .append(one(QUERIES, random))
        .append(random.nextInt(30) == 0 ? " HTTP/9.x" : " HTTP/1.1")
        .append(random.nextInt(60) == 0 ? "\n" : "\r\n");
    if (random.nextInt(20) != 0) {
      head.append("Host: localhost\r\n");
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      head.append(one(HEADERS, random)).append("\r\n");
    }
    if (random.nextInt(80) == 0) {
      head.append("X-Long: ").append("y".repeat(random.nextInt(40_000))).append("\r\n");
    }
    head.append(framing(body, random)).append("\r\n");
    byte[] bytes = (head + body).getBytes(StandardCharsets.ISO_8859_1);
    return random.nextInt(10) == 0 ? mutated(bytes, random) : bytes;
  }

  private static String body(RandomGenerator random) {
    String body = one(BODIES, random);
    return switch (random.nextInt(25)) {
      case 0 -> body + "z".repeat(random.nextInt(200_000));
      case 1 -> "[".repeat(random.nextInt(5_000));
      default -> body;
    };
  }

  private static String framing(String body, RandomGenerator random) {
    return switch (random.nextInt(14)) {
      case 0 -> "Content-Length: -5\r\n";
      case 1 -> "Content-Length: 99999999999999999999\r\n";
      case 2 -> "Content-Length: 3\r\nContent-Length: 4\r\n";
      case 3 -> "Transfer-Encoding: chunked\r\n";
      case 4 -> "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n";
      case 5 -> "";
      case 6 -> "Content-Length: " + (body.length() + 7) + "\r\n";
      default -> "Content-Length: " + body.length() + "\r\n";
    };
  }

  /** Some bytes changed, left out or doubled. */
  private static byte[] mutated(byte[] bytes, RandomGenerator random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte each : bytes) {
      switch (random.nextInt(80)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> {}
        case 2 -> {
          out.write(each);
          out.write(each);
        }
        default -> out.write(each);
      }
    }
    return out.toByteArray();
  }

  private static String one(List<String> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
