package dev.pollwise.simulator.benchmark;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * {@code GET /v3/video-translations/{id}} with gradebook, journal, events, metrics and limiter on
 * against a bare Helidon route in the same process, in alternating rounds; then a million jobs.
 * Prints ratios first. Arguments: rounds, seconds per round, connections.
 */
public final class ServingBenchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int JOBS = 1_000_000;

  private ServingBenchmark() {}

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Duration time = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 4);
    int connections = args.length > 2 ? Integer.parseInt(args[2]) : 16;
    say(
        "Java %s, %d processors, heap at most %d MB, %d connections, %d rounds of %s",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        connections,
        rounds,
        time);
    speed(rounds, time, connections);
    size();
  }

  private static void speed(int rounds, Duration time, int connections) throws Exception {
    WebServer bare =
        WebServer.builder()
            .host("127.0.0.1")
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .routing(
                routing -> routing.get("/hello", (request, response) -> response.send("Hello")))
            .build()
            .start();
    Scenario limited =
        Scenario.happyPath().withRequestLimit(new RequestLimit(100_000, Duration.ofSeconds(1)));
    try (var simulator = SimulatorServer.builder().port(0).scenario(limited).build().start()) {
      String id = create(simulator, "[\"French\"]");
      Load hello = new Load(URI.create("http://127.0.0.1:" + bare.port()), "/hello", connections);
      Load get = new Load(simulator.uri(), "/v3/video-translations/" + id, connections);
      hello.run(WARM_UP);
      get.run(WARM_UP);
      List<Load.Result> hellos = new ArrayList<>();
      List<Load.Result> gets = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        hellos.add(hello.run(time));
        gets.add(get.run(time));
      }
      say(
          "requests per second: %.2f of the bare route; processor time %.1f, p50 %.1f, p99 %.1f"
              + " times its own",
          median(gets, Load.Result::perSecond) / median(hellos, Load.Result::perSecond),
          median(gets, r -> millis(r.cpu())) / median(hellos, r -> millis(r.cpu())),
          median(gets, r -> millis(r.p50())) / median(hellos, r -> millis(r.p50())),
          median(gets, r -> millis(r.p99())) / median(hellos, r -> millis(r.p99())));
      show("bare route", hellos);
      show("get", gets);
    } finally {
      WebServer unused = bare.stop();
    }
  }

  private static void size() throws Exception {
    try (var simulator = SimulatorServer.builder().port(0).build().start()) {
      List<String> names = languages(simulator);
      String all =
          names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
      long begin = System.nanoTime();
      for (int made = 0; made < JOBS; made += names.size()) {
        create(simulator, all);
      }
      double created = (System.nanoTime() - begin) / 1e9;
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      say(
          "%,d jobs created in %.1f s, heap in use %d MB",
          JOBS, created, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
      begin = System.nanoTime();
      int listed = 0;
      String token = "";
      do {
        HttpResponse<String> page = send(request(simulator, "?limit=100" + token).build());
        listed += page.body().split("\"callback_id\"|\"created_at\"", -1).length - 1;
        int at = page.body().indexOf("\"next_token\":\"");
        token =
            at < 0
                ? ""
                : "&token=" + page.body().substring(at + 14, page.body().indexOf('"', at + 14));
      } while (!token.isEmpty());
      say("%,d jobs listed in %.1f s", listed, (System.nanoTime() - begin) / 1e9);
      Job last = simulator.simulation().jobs().page(Long.MAX_VALUE, 1, job -> true).getFirst();
      say("the last of them is number %,d", last.number());
    }
  }

  private static List<String> languages(SimulatorServer simulator) throws Exception {
    String body = send(request(simulator, "/languages").build()).body();
    String list = body.substring(body.indexOf('[') + 2, body.indexOf(']') - 1);
    return List.of(list.split("\",\"", -1));
  }

  private static String create(SimulatorServer simulator, String languages) throws Exception {
    String body =
        "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},\"output_languages\":"
            + languages
            + "}";
    String answer = send(request(simulator, "").POST(BodyPublishers.ofString(body)).build()).body();
    int at = answer.indexOf('[') + 2;
    return answer.substring(at, answer.indexOf('"', at));
  }

  private static HttpRequest.Builder request(SimulatorServer simulator, String path) {
    return HttpRequest.newBuilder(URI.create(simulator.uri() + "/v3/video-translations" + path))
        .header("X-Api-Key", "demo")
        .header("Content-Type", "application/json");
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static double median(List<Load.Result> results, ToDoubleFunction<Load.Result> of) {
    double[] sorted = results.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void show(String name, List<Load.Result> results) {
    say(
        "  %-10s %,8.0f/s (%s)  %.0f us of processor  p50 %.2f ms  p99 %.2f ms",
        name,
        median(results, Load.Result::perSecond),
        results.stream()
            .map(result -> String.format(Locale.ROOT, "%,.0f", result.perSecond()))
            .collect(Collectors.joining(" ")),
        median(results, r -> 1_000 * millis(r.cpu())),
        median(results, r -> millis(r.p50())),
        median(results, r -> millis(r.p99())));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
  private static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
