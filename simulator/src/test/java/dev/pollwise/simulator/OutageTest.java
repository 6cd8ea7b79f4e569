package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages, in which really nobody listens. */
@Timeout(60)
class OutageTest {

  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}\
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();
  private final URI address = simulator.uri();

  OutageTest() {
    simulator.simulation().clock().freeze(true);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void connectionsAreRefusedAndOpenOnesResetUntilTheOutageIsOver() throws Exception {
    try (RawConnection open = new RawConnection(simulator.uri())) {
      assertThat(open.get("/status")).isInstanceOf(Seen.Answer.class);
      simulator.fault(
          FaultRule.of(Fault.outage()).between(Duration.ofSeconds(15), Duration.ofSeconds(45)));
      assertThat(open.get("/status")).isInstanceOf(Seen.Answer.class);

      simulator.simulation().clock().advance(Duration.ofSeconds(15));

      await().until(this::isRefused);
      assertThat(open.look(20_000)).isEqualTo(new Seen.Reset());
    }
    simulator.simulation().clock().advance(Duration.ofSeconds(29));
    assertThat(isRefused()).isTrue();
    simulator.simulation().clock().advance(Duration.ofSeconds(1));
    await().until(() -> !isRefused());
    assertThat(fresh()).isInstanceOf(Seen.Answer.class);
  }

  @Test
  void theControlFaceGoesOnAndLiftsTheOutage() throws Exception {
    HttpResponse<String> begun = control("POST", "/simulator/faults", "outage");
    await().until(this::isRefused);

    HttpResponse<String> shown = control("GET", "/simulator/faults", "");
    control("DELETE", begun.headers().firstValue("Location").orElseThrow(), "");

    assertThat(shown.body()).contains("\"fault\":\"outage\"");
    await().until(() -> !isRefused());
  }

  @Test
  void aHeaderBeginsAnOutageThatLiftsItself() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      assertThat(connection.get("/status", "X-Pollwise-Fault: {fault: outage, lease: 30s}"))
          .isEqualTo(new Seen.Reset());
    }
    await().until(this::isRefused);

    simulator.simulation().clock().advance(Duration.ofSeconds(30));

    await().until(() -> !isRefused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lease: PT9223372036854775807S",
        "lease: 200000d, until: 200000d",
        "lease: 36500d",
        "lease: 61m",
        "lease: 1m, from: 1s",
        "share: 1"
      })
  void aHeaderBeginsNoOutageThatLastsOrWaits(String rule) throws Exception {
    for (int i = 0; i < 3; i++) {
      try (RawConnection connection = new RawConnection(simulator.uri())) {
        Seen seen = connection.get("/status", "X-Pollwise-Fault: {fault: outage, " + rule + "}");
        assertThat(seen.toString()).contains("HTTP/1.1 400 ", "X-Pollwise-Fault: ");
      }
    }

    simulator.fault(FaultRule.of(Fault.outage()).lease(Duration.ofSeconds(1)));

    await().until(this::isRefused);
    simulator.simulation().clock().advance(Duration.ofSeconds(1));
    await().until(() -> !isRefused());
  }

  @Test
  void noClockThatStandsStillMakesAnOutageOfAClientLast() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      assertThat(connection.get("/status", "X-Pollwise-Fault: {fault: outage, lease: 1s}"))
          .isEqualTo(new Seen.Reset());
    }

    await().until(() -> control("GET", "/simulator/faults", "").body(), "{\"faults\":[]}"::equals);
    await().until(() -> !isRefused());
  }

  @Test
  void anyNumberOfClientsPicksOneOutageThatEndsWithTheLastOfThem() {
    FaultBoard board = simulator.simulation().faults();
    for (int i = 0; i < 100; i++) {
      simulator.simulation().pickedOutage(outageOf(30));
    }
    simulator.simulation().pickedOutage(outageOf(60));
    simulator.simulation().pickedOutage(outageOf(1));

    assertThat(board.inForce(Duration.ZERO))
        .singleElement()
        .satisfies(rule -> assertThat(rule.rule()).isEqualTo(outageOf(60)));
  }

  private static FaultRule outageOf(int seconds) {
    return FaultRule.of(Fault.outage()).lease(Duration.ofSeconds(seconds));
  }

  @Test
  void theThreadThatKeepsOutagesSurvivesEveryExceptionAndSaysSo() throws Exception {
    FailingClock wall = new FailingClock();
    try (Warnings warnings = Warnings.meantOf(BackgroundWork.class);
        SimulatorServer server = SimulatorServer.builder().port(0).wallClock(wall).build()) {
      wall.failing = true;
      server.start();
      URI health = server.controlUri().orElseThrow().resolve("/observe/health");
      await().until(() -> get(health), body -> body.contains("\"DOWN\",\"failing\":[\"outage-k"));
      server.fault(FaultRule.of(Fault.outage()));

      wall.failing = false;

      await().until(() -> isRefused(server.uri()));
      await().until(() -> get(health), "{\"status\":\"UP\"}"::equals);
      server.simulation().reset();
      await().until(() -> !isRefused(server.uri()));
      assertThat(warnings.all()).singleElement().asString().contains("outage-keeper failed");
    }
  }

  private String get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /** Fails in the thread that keeps outages. */
  private static final class FailingClock implements WallClock {

    private final ManualWallClock wall = new ManualWallClock();
    private volatile boolean failing;

    @Override
    public long nanoTime() {
      if (failing && Thread.currentThread().getName().equals("outage-keeper")) {
        throw new StackOverflowError("on purpose");
      }
      return wall.nanoTime();
    }

    @Override
    public Instant instant() {
      return wall.instant();
    }
  }

  @Test
  void whatTheServerKnewBeforeItKnowsAfterwards() throws Exception {
    URI uri = simulator.uri();
    String id = created();
    String rule = simulator.fault(FaultRule.of(Fault.outage())).id();
    await().until(this::isRefused);

    simulator.simulation().faults().lift(rule);
    await().until(() -> !isRefused());

    assertThat(simulator.uri()).isEqualTo(uri);
    assertThat(created()).as("the same key is answered as before").isEqualTo(id);
  }

  @Test
  void aRequestThatIsHeldWhileItsConnectionIsCutIsServedToItsEndWithoutAWarning() throws Exception {
    try (Warnings warnings = new Warnings()) {
      simulator.fault(
          FaultRule.of(Fault.latency(DurationLaw.fixed(Duration.ofHours(1))))
              .in(FaultRule.Phase.BEFORE));
      try (RawConnection held = new RawConnection(simulator.uri())) {
        held.write("GET /status HTTP/1.1\r\nHost: test\r\n\r\n");
        await().until(() -> control("GET", "/observe/metrics", "").body(), this::oneWaits);
        simulator.fault(FaultRule.of(Fault.outage()));
        assertThat(held.look(20_000)).isEqualTo(new Seen.Reset());
      }

      simulator.close();

      Journal journal = simulator.simulation().journal();
      await().until(() -> journal.written() == 1);
      assertThat(journal.entries(all -> true, 1).getFirst().status()).isEqualTo(200);
      assertThat(warnings.all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{fault: latency, delay: 1h}",
        "{fault: no-answer}",
        "{fault: stall, at-most: 1h}"
      })
  void nothingIsHeldForAConnectionThatAnOutageCut(String fault) throws Exception {
    try (RawConnection held = new RawConnection(simulator.uri())) {
      held.write("GET /status HTTP/1.1\r\nHost: test\r\nX-Pollwise-Fault: " + fault + "\r\n\r\n");
      await().until(() -> control("GET", "/observe/metrics", "").body(), this::oneWaits);

      simulator.fault(FaultRule.of(Fault.outage()));

      // Sooner than a stopping server would interrupt what is still going on.
      await()
          .atMost(Duration.ofSeconds(4))
          .until(
              () -> control("GET", "/observe/metrics", "").body(),
              metrics -> metrics.contains("pollwise_waiting_requests 0.0"));
    }
  }

  @Test
  void anOutageThatIsLiftedWhileTheServerIsStillTurningIsOver() throws Exception {
    LiftingClock wall = new LiftingClock();
    try (SimulatorServer server =
        SimulatorServer.builder().port(0).wallClock(wall).build().start()) {
      wall.lifted = server;

      server.fault(FaultRule.of(Fault.outage()).between(Duration.ZERO, Duration.ofHours(1)));

      await().until(() -> server.simulation().faults().inForce(Duration.ZERO).isEmpty());
      await().until(() -> !isRefused(server.uri()));
    }
  }

  /** Ends an outage from within the turn that begins it, and parks the thread as a lock might. */
  private static final class LiftingClock implements WallClock {

    private final ManualWallClock wall = new ManualWallClock();
    private volatile @Nullable SimulatorServer lifted;

    @Override
    public long nanoTime() {
      SimulatorServer server = lifted;
      if (server != null
          && Thread.currentThread().getName().equals("outage-keeper")
          && isRefused(server.uri())) {
        lifted = null;
        FaultBoard faults = server.simulation().faults();
        faults.inForce(Duration.ZERO).forEach(rule -> faults.lift(rule.id()));
        LockSupport.parkNanos(1);
      }
      return wall.nanoTime();
    }

    @Override
    public Instant instant() {
      return wall.instant();
    }
  }

  @Test
  void theServerStopsAmidAnOutage() throws Exception {
    simulator.fault(FaultRule.of(Fault.outage()));
    await().until(this::isRefused);

    simulator.close();

    assertThat(isRefused()).isTrue();
  }

  private boolean oneWaits(String metrics) {
    return metrics.contains("pollwise_waiting_requests 1.0");
  }

  private boolean isRefused() {
    return isRefused(address);
  }

  private static boolean isRefused(URI address) {
    try {
      new RawConnection(address).close();
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Seen fresh() throws IOException {
    try (RawConnection connection = new RawConnection(address)) {
      return connection.get("/status");
    }
  }

  private String created() throws IOException {
    try (RawConnection connection = new RawConnection(address)) {
      Seen seen =
          connection.post(
              "/v3/video-translations", CREATE, "X-Api-Key: demo", "Idempotency-Key: k");
      assertThat(seen).isInstanceOf(Seen.Answer.class);
      String text = ((Seen.Answer) seen).text();
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  private HttpResponse<String> control(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(simulator.controlUri().orElseThrow().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
