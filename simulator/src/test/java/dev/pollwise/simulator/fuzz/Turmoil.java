package dev.pollwise.simulator.fuzz;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that pick faults at random, while somebody else resets, thaws, advances, changes the
 * scenario and adds rules: what goes wrong only where features meet. Each draws its requests from
 * its seed; how they meet is up to the threads. Complains of a 500 that nobody asked for, of
 * silence, and of a server that does not serve as before once all is lifted.
 */
final class Turmoil {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CLIENTS = 6;
  private static final Pattern ID = Pattern.compile("\\[\"([^\"]+)\"");

  private static final List<String> FAULTS =
      List.of(
          "none",
          "reset",
          "close",
          "reset-amid",
          "garbage",
          "truncate",
          "bad-json",
          "gzip",
          "wrong-type",
          "wrong-length",
          "regress",
          "ignore-idempotency-key",
          "{fault: status, status: 503, retry-after: 5s}",
          "{fault: status, status: 200, body: '${ids}'}",
          "{fault: latency, delay: 20ms}",
          "{fault: latency, delay: 20ms, phase: after}",
          "{fault: no-answer, at-most: 50ms}",
          "{fault: stall, at-most: 50ms}",
          "{fault: dribble, pieces: 3, over: 40ms}",
          "{fault: huge-body, bytes: 300000}",
          "{fault: outage, lease: 20ms}",
          "{fault: clock-skew, by: 1d}",
          "{fault: not-found, for: 1h}",
          "{fault: no-url, for: 1h}",
          "{fault: stored, age: 1h}",
          "{fault: patch, patch: '{\"a\":1}'}");

  private static final List<String> STEERING =
      List.of(
          "POST /simulator/clock/advance {by: 1h}",
          "POST /simulator/clock/advance {by: 365d}",
          "PUT /simulator/clock {frozen: true}",
          "PUT /simulator/clock {frozen: false, scale: 10000}",
          "PUT /simulator/clock {scale: 0.001}",
          "POST /simulator/faults {fault: latency, delay: 5ms, lease: 5s}",
          "POST /simulator/faults {fault: outage, lease: 10ms}",
          "POST /simulator/faults {fault: not-found, for: 1h, lease: 5s}",
          "POST /simulator/faults {fault: webhook-loss, lease: 5s}",
          "PUT /simulator/scenario {name: rate-limited}",
          "PUT /simulator/scenario {name: chaos}",
          "POST /simulator/reset ",
          "GET /simulator/report ",
          "GET /simulator/verdict?lost=0&cost=2 ",
          "GET /simulator/requests ",
          "GET /simulator/jobs ");

  private static final String CREATE =
      "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
          + "\"output_languages\":[\"French\",\"German\"]}";
  private static final String FILE =
      "{\"filename\":\"a\",\"content_type\":\"image/png\",\"size_bytes\":1}";

  private final long seed;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>(List.of("x"));

  Turmoil(long seed) {
    this.seed = seed;
  }

  /** Has each client send so many requests; what was wrong, at most a few. */
  List<String> run(int each) throws Exception {
    HeyGenOptions.Extensions longPoll = HeyGenOptions.Extensions.none().withLongPoll(true);
    FaceSettings faces =
        FaceSettings.defaults().withHeyGen(HeyGenOptions.defaults().withExtensions(longPoll));
    try (SimulatorServer server = SimulatorServer.builder().port(0).faces(faces).build().start();
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI control = server.controlUri().orElseThrow();
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RandomGenerator random = new SplittableRandom(seed * 1_000 + i);
        clients.add(threads.submit(() -> ask(client, server.uri(), random, each)));
      }
      RandomGenerator random = new SplittableRandom(seed * 1_000 + CLIENTS);
      for (int i = 0; i < each; i++) {
        steer(client, control, random);
      }
      for (Future<?> one : clients) {
        one.get(5, TimeUnit.MINUTES);
      }
      calm(client, server, control);
    }
    return complaints.subList(0, Math.min(20, complaints.size()));
  }

  private void ask(HttpClient client, URI server, RandomGenerator random, int count) {
    for (int i = 0; i < count; i++) {
      String id = ids.element();
      String fault = one(FAULTS, random);
      HttpRequest.Builder request =
          switch (random.nextInt(8)) {
            case 0 -> request(server, "GET", "/status", "");
            case 1 -> request(server, "POST", "/status", "");
            case 2 ->
                request(server, "GET", "/v3/video-translations/" + id, "")
                    .header("Prefer", "wait=1");
            case 3 ->
                request(server, "POST", "/v3/video-translations", CREATE)
                    .header("Idempotency-Key", "k" + random.nextInt(3));
            case 4 -> request(server, "DELETE", "/v3/video-translations/" + id, "");
            case 5 ->
                request(
                    server,
                    "GET",
                    "/v3/video-translations/statuses?video_translation_ids=" + id + ",x," + id,
                    "");
            case 6 ->
                request(
                    server,
                    "POST",
                    "/v3/assets/direct-uploads/batches",
                    "{\"files\":[" + FILE + "," + FILE + "]}");
            default -> request(server, "GET", "/v3/video-translations?limit=3", "");
          };
      String body = exchange(client, request.header("X-Pollwise-Fault", fault), fault);
      Matcher created = ID.matcher(body.contains("video_translation_ids") ? body : "");
      if (created.find()) {
        ids.add(created.group(1));
        if (ids.size() > 5) {
          ids.remove();
        }
      }
    }
  }

  private void steer(HttpClient client, URI control, RandomGenerator random) {
    String[] parts = one(STEERING, random).split(" ", 3);
    String answer = exchange(client, request(control, parts[0], parts[1], parts[2]), parts[1]);
    if (answer.equals("broken")) {
      complaints.add("control did not answer " + String.join(" ", parts));
    }
  }

  private static HttpRequest.Builder request(URI to, String method, String path, String body) {
    return HttpRequest.newBuilder(to.resolve(path))
        .timeout(PATIENCE)
        .header("X-Api-Key", "demo")
        .header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  /** What was answered; most faults make it something that is no HTTP, which is as it should be. */
  private String exchange(HttpClient client, HttpRequest.Builder request, String what) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() == 500) {
        complaints.add(what + " got 500: " + answer.body());
      }
      return answer.body();
    } catch (HttpTimeoutException e) {
      complaints.add(what + " got silence");
      return "broken";
    } catch (IOException e) {
      return "broken";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "broken";
    }
  }

  /** All is lifted; what was held back and what was wrong must be over. */
  private void calm(HttpClient client, SimulatorServer server, URI control) throws Exception {
    for (String step :
        List.of(
            "PUT /simulator/clock {frozen: false, scale: 1}",
            "PUT /simulator/scenario {name: happy-path}",
            "POST /simulator/reset ")) {
      String[] parts = step.split(" ", 3);
      String unused = exchange(client, request(control, parts[0], parts[1], parts[2]), step);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String state;
    do {
      String health = exchange(client, request(control, "GET", "/observe/health", ""), "health");
      String status = exchange(client, request(server.uri(), "GET", "/status", ""), "status");
      String metrics = exchange(client, request(control, "GET", "/observe/metrics", ""), "metrics");
      boolean waits = !metrics.contains("pollwise_waiting_requests 0");
      state = health + status + (waits ? " requests wait" : "");
      if (health.contains("\"UP\"") && status.contains("pending") && !waits) {
        return;
      }
    } while (System.nanoTime() < deadline);
    complaints.add("not as before: " + state);
  }

  private static String one(List<String> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
