package dev.pollwise.simulator.fuzz;

import dev.pollwise.simulator.Extremes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes up requests that are wrong in many ways, the same for the same seed. */
final class HostileRequests {

  /** Headers with an extreme in place of each {@code @}: every quantity that one can hold. */
  private static final List<String> EXTREME_HEADERS =
      List.of(
          "X-Pollwise-Fault: {fault: latency, delay: @, phase: @}",
          "X-Pollwise-Fault: {fault: status, status: @, retry-after: @}",
          "X-Pollwise-Fault: {fault: status, status: 503, retry-after: @, for: @, lease: @}",
          "X-Pollwise-Fault: {fault: stored, age: @}",
          "X-Pollwise-Fault: {fault: clock-skew, by: @}",
          "X-Pollwise-Fault: @",
          "Prefer: wait=@",
          "Range: bytes=@-@",
          "Range: @",
          "If-Range: @",
          "Idempotency-Key: @",
          "X-Api-Key: @",
          "Authorization: Bearer @",
          "Content-Type: @",
          "Accept-Encoding: gzip;q=@",
          "Accept: @;q=@",
          "User-Agent: @");

  /** Bodies of the control API, and to which route they go. */
  private static final List<String> CONTROL =
      List.of(
          "PUT /simulator/clock {scale: @, frozen: @}",
          "PUT /simulator/clock {scale: @}",
          "POST /simulator/clock/advance {by: @}",
          "POST /simulator/clock/advance @",
          "POST /simulator/faults {fault: latency, delay: @, for: @, first: @}",
          "POST /simulator/faults {fault: latency, delay: {log-normal: {median: @, sigma: @}}}",
          "POST /simulator/faults {fault: latency, delay: {weibull: {scale: @, shape: @}}}",
          "POST /simulator/faults {fault: outage, after: @, for: @, lease: @, every: @}",
          "POST /simulator/faults {fault: status, status: @, route: @, probability: @, nth: @}",
          "POST /simulator/faults {fault: huge-body, bytes: @, skip: @}",
          "PUT /simulator/scenario {duration: @, queue: @, concurrency: @}",
          "PUT /simulator/scenario {duration: @, request-limit: {requests: @, per: @, burst: @}}",
          "PUT /simulator/scenario {duration: {mixture: @}, errors: {probability: @, after: @}}",
          "PUT /simulator/scenario {polls: {pending: @, running: @}, webhooks: {loss: @, delay:"
              + " @}}",
          "PUT /simulator/scenario {name: @}",
          "GET /simulator/report?r=@&jobs=@ ",
          "GET /simulator/verdict?lost=@&early=@&cost=@&late=@ ",
          "GET /simulator/verdict?r=@&format=@&@=@ ",
          "GET /simulator/requests?limit=@ ",
          "GET /simulator/jobs?limit=@&token=@ ",
          "DELETE /simulator/requests ",
          "POST /simulator/reset ");

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
          "/v3/assets/search",
          "/v3/assets/direct-uploads/batches",
          "/v3/assets/complete/batches",
          "/v3/assets/batches/x",
          "/library/6.png",
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
          "?query=%ff&type=icon&scope=personal&limit=50",
          "?query=a&type=image&token=AAAA",
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

  /** What browsers say of where a request comes from. */
  private static final List<String> BROWSER =
      List.of(
          "Origin: http://localhost",
          "Origin: http://evil.example",
          "Origin: null",
          "Origin: @",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site",
          "Sec-Fetch-Site: same-origin",
          "Sec-Fetch-Site: none",
          "Sec-Fetch-Mode: navigate",
          "Content-Type: text/plain",
          "Referer: http://evil.example/");

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
          "{\"files\":[null,{\"size_bytes\":1e99}],\"title\":7}",
          "{\"files\":[{\"filename\":\"a\",\"content_type\":\"image/png\",\"size_bytes\":1}]}",
          "{\"batch_id\":{}}",
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
    if (random.nextInt(4) == 0) {
      head.append(extreme(one(EXTREME_HEADERS, random), random)).append("\r\n");
    }
    if (random.nextInt(80) == 0) {
      head.append("X-Long: ").append("y".repeat(random.nextInt(40_000))).append("\r\n");
    }
    head.append(framing(body, random)).append("\r\n");
    byte[] bytes = (head + body).getBytes(StandardCharsets.ISO_8859_1);
    return random.nextInt(10) == 0 ? mutated(bytes, random) : bytes;
  }

  /** The bytes of a request of that number for the control API, as a browser may send it. */
  byte[] control(int number) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_033 + number);
    String[] parts = one(CONTROL, random).split(" ", 3);
    String body = extreme(parts[2], random);
    String path = extreme(parts[1], random).replace(" ", "%20");
    StringBuilder head = new StringBuilder(parts[0] + " " + path + " HTTP/1.1\r\n");
    head.append(random.nextInt(10) == 0 ? "Host: evil.example\r\n" : "Host: localhost\r\n");
    for (int i = random.nextInt(3); i > 0; i--) {
      head.append(one(BROWSER, random)).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String extreme(String template, RandomGenerator random) {
    String text = template;
    while (text.contains("@")) {
      text = text.replaceFirst("@", one(Extremes.VALUES, random));
    }
    return text;
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
