package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Simulation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.shutdownNow();
    simulator.close();
  }

  @Test
  void streamsWhatHappens() throws Exception {
    try (Stream<String> lines = events("")) {
      get(simulator.uri().resolve("/status"));
      control("PUT", "/simulator/clock", "{\"frozen\":true}");

      assertThat(names(lines, 2)).containsExactly("request", "clock");
    }
  }

  @Test
  void tellsOfChangesThatWereMadeFromJava() throws Exception {
    try (Stream<String> lines = events("")) {
      Simulation world = simulator.simulation();
      world.clock().freeze(true);
      world.clock().advance(Duration.ofSeconds(1));
      world.clock().scale(2);
      String id = simulator.fault(FaultRule.of(Fault.reset()).onRoute("get")).id();
      boolean lifted = world.faults().lift(id);
      boolean again = world.faults().lift(id);
      world.use(Scenario.happyPath());
      world.reset();

      assertThat(List.of(lifted, again)).containsExactly(true, false);
      assertThat(names(lines, 9))
          .containsExactly(
              "clock",
              "clock",
              "clock",
              "fault-added",
              "fault-lifted",
              "scenario",
              "clock",
              "reset",
              "job");
    }
  }

  @Test
  void aChangeOverHttpIsToldOnce() throws Exception {
    try (Stream<String> lines = events("")) {
      control("PUT", "/simulator/clock", "{\"frozen\":true}");
      control("PUT", "/simulator/clock", "{\"frozen\":true}");
      control("POST", "/simulator/clock/advance", "{\"by\":\"1s\"}");
      control("POST", "/simulator/faults", "reset");
      control("DELETE", "/simulator/faults/fault-1", "");
      control("PUT", "/simulator/scenario", "{\"name\":\"stuck-job\"}");

      assertThat(names(lines, 5))
          .containsExactly("clock", "clock", "fault-added", "fault-lifted", "scenario");
    }
  }

  @Test
  void resumesAfterTheLastEventThatWasSeen() throws Exception {
    control("PUT", "/simulator/scenario", "{\"name\":\"stuck-job\"}");
    control("POST", "/simulator/faults", "reset");
    control("POST", "/simulator/reset", "");

    try (Stream<String> ids = events("0")) {
      String second = fields("id: ", ids, 2).getLast();
      try (Stream<String> all = events("0");
          Stream<String> rest = events(second);
          Stream<String> fromAFormerRun = events("4711");
          Stream<String> fromTheFuture = events("9".repeat(18))) {
        assertThat(names(all, 5))
            .containsExactly("scenario", "fault-added", "clock", "reset", "job");
        assertThat(names(rest, 3)).containsExactly("clock", "reset", "job");
        assertThat(names(fromAFormerRun, 1)).containsExactly("scenario");
        assertThat(names(fromTheFuture, 1)).containsExactly("scenario");
      }
    }
  }

  @Test
  void refusesAnIdThatIsNone() throws Exception {
    HttpResponse<String> refused =
        client.send(
            request("/simulator/events").header("Last-Event-ID", "x").build(),
            BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void endsWithTheServerAtOnce() throws Exception {
    try (Stream<String> lines = events("")) {
      CompletableFuture<Long> rest = CompletableFuture.supplyAsync(lines::count);

      simulator.close();

      assertThat(rest.join()).isPositive();
    }
  }

  @Test
  void dropsAReaderThatDoesNotRead() throws Exception {
    URI control = simulator.controlUri().orElseThrow();
    try (Socket lazy = new Socket()) {
      lazy.setReceiveBufferSize(2_048);
      lazy.connect(new InetSocketAddress(control.getHost(), control.getPort()));
      lazy.getOutputStream()
          .write(
              "GET /simulator/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      await().until(() -> watchers() == 1);

      await()
          .atMost(Duration.ofSeconds(40))
          .pollDelay(Duration.ZERO)
          .until(() -> {
            for (int i = 0; i < 5_000; i++) {
              simulator.simulation().restartImplicitJob();
            }
            return watchers() == 0;
          });
    }
    assertThat(get(simulator.uri().resolve("/status")).statusCode()).isEqualTo(200);
  }

  private int watchers() throws IOException, InterruptedException {
    String metrics = get(simulator.controlUri().orElseThrow().resolve("/observe/metrics")).body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("pollwise_event_readers "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(" ") + 1)))
        .sum();
  }

  private Stream<String> events(String after) throws Exception {
    HttpRequest.Builder request = request("/simulator/events");
    if (!after.isEmpty()) {
      request.header("Last-Event-ID", after);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).startsWith("retry:");
    return reader.lines().onClose(() -> closeQuietly(response));
  }

  private static void closeQuietly(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Stream<String> lines, int count) {
    return fields("event: ", lines, count);
  }

  private static List<String> fields(String field, Stream<String> lines, int count) {
    List<String> values = new ArrayList<>();
    lines
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .limit(count)
        .forEach(values::add);
    return values;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(simulator.controlUri().orElseThrow().resolve(path));
  }

  private void control(String method, String path, String body) throws Exception {
    HttpResponse<Void> answer =
        client.send(
            request(path).method(method, BodyPublishers.ofString(body)).build(),
            BodyHandlers.discarding());
    assertThat(answer.statusCode()).isLessThan(300);
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
