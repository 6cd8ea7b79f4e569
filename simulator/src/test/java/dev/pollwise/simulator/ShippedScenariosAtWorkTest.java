package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * That every shipped scenario, seen by a client over real sockets, does what its description says.
 * Simulated time stands still and is advanced by the test; the seed is 7.
 */
@Timeout(120)
class ShippedScenariosAtWorkTest {

  private static final String JOBS = "/v3/video-translations";
  private static final String KEY = "X-Api-Key: demo";
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int MOST_ROUNDS = 500;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private SimulatorServer running(String scenario) {
    SimulatorServer server =
        SimulatorServer.builder().port(0).seed(7).frozen().scenario(scenario).build().start();
    opened.add(server);
    return server;
  }

  /** Each row: how often to look, and between which ages both jobs must be seen to be over. */
  @ParameterizedTest
  @CsvSource({
    "happy-path,        PT1S,  PT3S,  PT30S, completed",
    "heygen-typical,    PT30S, PT2M,  PT30M, completed",
    "heygen-peak-hours, PT5M,  PT10M, PT90M, completed",
    "flaky-network,     PT1S,  PT3S,  PT60S, completed",
    "rate-limited,      PT3S,  PT6S,  PT60S, completed",
    "outage,            PT45S, PT45S, PT90S, completed",
    "bad-source-video,  PT1S,  PT1S,  PT37S, failed",
    "chaos,             PT5S,  PT3S,  PT15M, completed"
  })
  void bringsJobsToTheirEnd(
      String scenario, Duration step, Duration soonest, Duration latest, String end) {
    SimulatorServer server = running(scenario);
    List<String> ids = submit(server, step, "French", "German");

    for (String id : ids) {
      JsonObject job = ask(server, JOBS + "/" + id).orElse(JsonObject.EMPTY_JSON_OBJECT);
      for (int round = 0; !isOver(job) && round < MOST_ROUNDS; round++) {
        advance(server, step);
        job = ask(server, JOBS + "/" + id).orElse(JsonObject.EMPTY_JSON_OBJECT);
      }
      assertThat(job.getString("status", "unknown")).isEqualTo(end);
      assertThat(server.simulation().clock().now()).isBetween(soonest, latest);
    }
  }

  @Test
  void badSourceVideoSaysWhy() {
    SimulatorServer server = running("bad-source-video");
    List<String> ids = submit(server, Duration.ofSeconds(1), "French", "German", "Dutch", "Danish");

    advance(server, Duration.ofSeconds(36));

    Stream<String> reasons =
        ids.stream()
            .map(id -> ask(server, JOBS + "/" + id).orElseThrow())
            .map(job -> job.getString("failure_message"));
    assertThat(reasons.distinct())
        .hasSize(2)
        .allMatch(reason ->
            reason.startsWith("Failed to download") || reason.contains("audio is missing"));
  }

  @Test
  void rateLimitedAnswers429UntilTimeHasPassed() throws Exception {
    SimulatorServer server = running("rate-limited");
    String list = JOBS + "?limit=1";
    for (int i = 0; i < 30; i++) {
      assertThat(answer(server, list)).startsWith("HTTP/1.1 200 ");
    }

    assertThat(answer(server, list)).startsWith("HTTP/1.1 429 ").contains("Retry-After: 1\r\n");
    advance(server, Duration.ofSeconds(2));
    assertThat(answer(server, list)).startsWith("HTTP/1.1 200 ");
    assertThat(answer(server, list)).startsWith("HTTP/1.1 429 ");
  }

  @Test
  void rateLimitedRefusesAFourthJobUntilOneIsOver() throws Exception {
    SimulatorServer server = running("rate-limited");
    List<String> ids = submit(server, Duration.ofSeconds(1), "French", "German", "Dutch");
    assertThat(ids).hasSize(3);

    assertThat(create(server, "Danish")).startsWith("HTTP/1.1 429 ");
    advance(server, Duration.ofMinutes(2));
    assertThat(create(server, "Danish")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void outageRefusesConnectionsAndJobsGoOn() throws Exception {
    SimulatorServer server = running("outage");
    String id = submit(server, Duration.ofSeconds(1), "French").getFirst();

    advance(server, Duration.ofSeconds(15));
    await().until(() -> refuses(server));
    advance(server, Duration.ofSeconds(30));
    await().until(() -> !refuses(server));

    assertThat(ask(server, JOBS + "/" + id).orElseThrow().getString("status"))
        .isEqualTo("completed");
  }

  private static boolean refuses(SimulatorServer server) throws IOException {
    try (RawConnection connection = new RawConnection(server.uri())) {
      return !(connection.get("/status") instanceof Seen.Answer);
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void stuckJobIsStillRunningAfterDaysAndSaysSo() {
    SimulatorServer server = running("stuck-job");
    String id = submit(server, Duration.ofSeconds(1), "French").getFirst();

    for (int day = 0; day < 10; day++) {
      advance(server, Duration.ofDays(1));

      assertThat(ask(server, JOBS + "/" + id).orElseThrow().getString("status"))
          .isEqualTo("running");
    }
  }

  @Test
  void heyGenRefusesAnEleventhJob() throws Exception {
    SimulatorServer server = running("heygen-typical");
    for (int i = 0; i < 10; i++) {
      assertThat(create(server, "French")).startsWith("HTTP/1.1 200 ");
    }

    assertThat(create(server, "French")).startsWith("HTTP/1.1 429 ").contains("Retry-After: ");
  }

  @Test
  void peakHoursKeepMostJobsInTheQueueForMinutes() {
    SimulatorServer server = running("heygen-peak-hours");
    List<String> ids = submit(server, Duration.ofSeconds(1), "French", "German", "Dutch", "Danish");

    advance(server, Duration.ofMinutes(4));

    assertThat(
            ids.stream()
                .flatMap(id -> ask(server, JOBS + "/" + id).stream())
                .filter(job -> job.getString("status").equals("pending")))
        .hasSizeGreaterThan(1);
  }

  /** Submits until it is taken: some scenarios lose the first attempts, or their answers. */
  private static List<String> submit(SimulatorServer server, Duration step, String... languages) {
    String names = "\"" + String.join("\",\"", languages) + "\"";
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<JsonObject> created = json(create(server, names));
      if (created.isPresent() && created.get().containsKey("data")) {
        return created
            .get()
            .getJsonObject("data")
            .getJsonArray("video_translation_ids")
            .getValuesAs(JsonString::getString);
      }
      advance(server, step);
    }
    throw new AssertionError("no job was created");
  }

  private static String create(SimulatorServer server, String languages) {
    String names = languages.startsWith("\"") ? languages : "\"" + languages + "\"";
    String body =
        "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},\"output_languages\":["
            + names
            + "]}";
    return answer(server, client -> client.post(JOBS, body, KEY));
  }

  private static String answer(SimulatorServer server, String path) {
    return answer(server, client -> client.get(path, KEY));
  }

  /** Something that a client asks once. */
  private interface Question {

    Seen ask(RawConnection client) throws IOException;
  }

  /** What comes back, head and body; empty if it is no answer. */
  private static String answer(SimulatorServer server, Question question) {
    try (RawConnection client = new RawConnection(server.uri(), PATIENCE_MILLIS)) {
      return question.ask(client) instanceof Seen.Answer(String text) ? text : "";
    } catch (ConnectException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job, if a usable answer came back. */
  private static Optional<JsonObject> ask(SimulatorServer server, String path) {
    return json(answer(server, path)).map(body -> body.getJsonObject("data"));
  }

  /** The body of an answer 200 that is what it should be. */
  private static Optional<JsonObject> json(String answer) {
    int body = answer.indexOf("\r\n\r\n");
    if (!answer.startsWith("HTTP/1.1 200 ") || body < 0) {
      return Optional.empty();
    }
    try (var reader = Json.createReader(new StringReader(answer.substring(body)))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static boolean isOver(JsonObject job) {
    return Set.of("completed", "failed").contains(job.getString("status", "unknown"));
  }

  private static void advance(SimulatorServer server, Duration time) {
    server.simulation().clock().advance(time);
  }
}
