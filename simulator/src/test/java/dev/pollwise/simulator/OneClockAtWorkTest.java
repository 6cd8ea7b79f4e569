package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A job, a long poll about it, its webhook, a limiter's window, the lease of a fault and an outage,
 * all ten simulated minutes long, with a stream of events beside them: the control API's clock
 * moves them together.
 */
@Timeout(60)
class OneClockAtWorkTest {

  private static final Duration TEN = Duration.ofMinutes(10);
  private static final String ALL = "/v3/video-translations";
  private static final String NO_FAULT = "X-Pollwise-Fault: none";
  private static final int PATIENCE = 20_000;
  private static final int SILENCE = 150;

  private final RecordingReceiver receiver = newReceiver();
  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .frozen()
          .scenario(
              Scenario.lasting(DurationLaw.fixed(TEN))
                  .withRequestLimits(
                      Scenario.RequestLimits.none().withKey("often", new RequestLimit(1, TEN))))
          .faces(
              FaceSettings.defaults()
                  .withHeyGen(
                      HeyGenOptions.defaults()
                          .withExtensions(HeyGenOptions.Extensions.none().withLongPoll(true))))
          .build()
          .start();
  private final Stream<String> events = events();
  private final Iterator<String> lines = events.iterator();
  private final RawConnection poll = newConnection();

  private static RecordingReceiver newReceiver() {
    try {
      return new RecordingReceiver();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    String created =
        text(
            poll.post(
                ALL,
                WebhookBench.createBody("\"callback_url\":\"" + receiver.uri("/hook") + "\","),
                "X-Api-Key: demo"));
    String id = created.replaceAll("(?s).*\\[\"([^\"]+)\"].*", "$1");
    simulator.fault(FaultRule.of(Fault.status(503)).onRoute("list").lease(TEN));
    assertThat(statusOfLimited()).isEqualTo(200);
    poll.write(
        "GET "
            + ALL
            + "/"
            + id
            + " HTTP/1.1\r\nHost: t\r\nX-Api-Key: demo\r\nPrefer: wait=60\r\n\r\n");
  }

  @AfterEach
  void close() throws Exception {
    poll.close();
    events.close();
    client.shutdownNow();
    simulator.close();
    receiver.close();
  }

  @Test
  void allStandStillWhileItIsFrozenAndMoveOnWhenItIsAdvanced() throws Exception {
    assertNothingHasMoved();

    clock("POST", "/advance", "{\"by\":\"9m59s\"}");
    assertThat(nextClockEvent()).containsPattern("\"simulated\":\"PT9M59(.0+\\d*)?S\"");
    assertNothingHasMoved();

    clock("POST", "/advance", "{\"by\":\"1s\"}");
    assertThat(nextClockEvent()).containsPattern("\"simulated\":\"PT10M(0.0+\\d*S)?\"");
    assertAllHasMoved();
  }

  @Test
  void allRunFasterWhenItIsScaled() throws Exception {
    clock("PUT", "", "{\"scale\":10000}");
    assertThat(nextClockEvent()).contains("\"scale\":10000", "\"frozen\":true");
    assertNothingHasMoved();

    clock("PUT", "", "{\"frozen\":false}");

    assertThat(nextClockEvent()).contains("\"frozen\":false");
    await().until(() -> simulator.simulation().clock().now().compareTo(TEN) >= 0);
    assertAllHasMoved();
  }

  @Test
  void anOutageEndsByTheSameClock() throws Exception {
    simulator.fault(FaultRule.of(new Fault.Outage()).lease(TEN));
    await().until(() -> !isListening());
    clock("POST", "/advance", "{\"by\":\"9m59s\"}");
    assertThat(isListening()).isFalse();

    clock("POST", "/advance", "{\"by\":\"1s\"}");

    await().until(this::isListening);
    await().until(() -> receiver.posts().size() == 1);
  }

  private void assertNothingHasMoved() throws Exception {
    assertThat(poll.look(SILENCE)).isEqualTo(new Seen.Silence());
    assertThat(receiver.posts()).isEmpty();
    assertThat(statusOfLimited()).isEqualTo(429);
    assertThat(status(ALL, "X-Api-Key: demo")).isEqualTo(503);
  }

  private void assertAllHasMoved() throws Exception {
    assertThat(text(poll.look(PATIENCE))).contains("\"status\":\"completed\"");
    await().until(() -> receiver.posts().size() == 1);
    assertThat(statusOfLimited()).isEqualTo(200);
    assertThat(status(ALL, "X-Api-Key: demo")).isEqualTo(200);
  }

  private int statusOfLimited() throws Exception {
    return status("/v3/users/me", "X-Api-Key: often", NO_FAULT);
  }

  private int status(String path, String... headers) throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      return Integer.parseInt(text(connection.get(path, headers)).substring(9, 12));
    }
  }

  private boolean isListening() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      return connection.get("/status", NO_FAULT) instanceof Seen.Answer;
    } catch (ConnectException e) {
      return false;
    }
  }

  private RawConnection newConnection() {
    try {
      return new RawConnection(simulator.uri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI control(String path) {
    return simulator.controlUri().orElseThrow().resolve(path);
  }

  private Stream<String> events() {
    HttpRequest request = HttpRequest.newBuilder(control("/simulator/events")).build();
    return client.sendAsync(request, BodyHandlers.ofLines()).join().body();
  }

  private String nextClockEvent() {
    while (lines.hasNext()) {
      if (lines.next().equals("event: clock")) {
        return lines.next();
      }
    }
    return "the stream ended";
  }

  private void clock(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(control("/simulator/clock" + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private static String text(Seen seen) {
    assertThat(seen).isInstanceOf(Seen.Answer.class);
    return ((Seen.Answer) seen).text();
  }
}
