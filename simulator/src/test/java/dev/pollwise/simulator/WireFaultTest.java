package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault looks like to somebody who reads bytes. */
@Timeout(60)
class WireFaultTest {

  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}\
      """;

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();

  @AfterEach
  void close() {
    simulator.close();
  }

  /** A fresh connection, or one that has carried an answer before. */
  private RawConnection connection(boolean keptAlive) throws Exception {
    RawConnection connection = new RawConnection(simulator.uri());
    if (keptAlive) {
      assertThat(connection.get("/status")).isInstanceOf(Seen.Answer.class);
    }
    return connection;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resetIsARstBeforeAnyByte(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      simulator.fault(FaultRule.of(Fault.reset()));

      assertThat(connection.get("/status")).isEqualTo(new Seen.Reset());
    }
    assertThat(lastRequest().fault()).isEqualTo("reset");
    assertThat(lastRequest().status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closeIsAFinBeforeAnyByte(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      simulator.fault(FaultRule.of(Fault.close()));

      assertThat(connection.get("/status")).isEqualTo(new Seen.Closed());
    }
    assertThat(lastRequest().fault()).isEqualTo("close");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noAnswerKeepsTheConnectionOpenAndEmpty(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      simulator.fault(FaultRule.of(Fault.noAnswer()));

      Seen seen = connection.send("GET /status HTTP/1.1\r\nHost: test\r\n\r\n", 300);
      simulator.close();

      assertThat(seen).isEqualTo(new Seen.Silence());
      assertThat(connection.look(20_000)).as("once the server stops").isEqualTo(new Seen.Closed());
    }
    assertThat(lastRequest().fault()).isEqualTo("no-answer");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorStatusIsWholeAndKeepsTheConnection(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      var rule = simulator.fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(7))));

      Seen refused = connection.get("/v3/video-translations", "X-Api-Key: demo");
      simulator.simulation().faults().lift(rule.id());
      Seen served = connection.get("/v3/video-translations", "X-Api-Key: demo");

      assertThat(text(refused))
          .startsWith("HTTP/1.1 429 ")
          .contains("Retry-After: 7\r\n", "\"code\":\"rate_limit_exceeded\"");
      assertThat(text(served)).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEmptyErrorHasNoBody(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      assertThat(
              text(
                  connection.get(
                      "/status", "X-Pollwise-Fault: {fault: status, status: 502, body: empty}")))
          .startsWith("HTTP/1.1 502 ")
          .contains("Content-Length: 0")
          .endsWith("\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void retryAfterCanBeADate(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      assertThat(
              text(
                  connection.get(
                      "/status",
                      "X-Pollwise-Fault: {fault: status, status: 503, retry-after: {date: 90s}}")))
          .containsPattern(
              "Retry-After: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} "
                  + "\\d\\d:\\d\\d:\\d\\d GMT\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void latencyHoldsTheAnswerBackAndNothingElse(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      simulator.fault(FaultRule.of(Fault.latency(DurationLaw.fixed(Duration.ofMinutes(10)))));
      connection.write("GET /status HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(connection.look(200)).isEqualTo(new Seen.Silence());

      // Stopping wakes it, and the answer is the one of the moment when the poll arrived.
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(simulator::close);

      assertThat(text(connection.look(20_000)))
          .startsWith("HTTP/1.1 200 ")
          .contains("Connection: close", "{\"result\":\"pending\"}");
      stopped.join();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void latencyCanComeAfterTheWorkWasDone(boolean keptAlive) throws Exception {
    Fault tenMinutes = Fault.latency(DurationLaw.fixed(Duration.ofMinutes(10)));
    simulator.fault(FaultRule.of(tenMinutes).onRoute("create").in(FaultRule.Phase.AFTER));
    try (RawConnection connection = connection(keptAlive)) {
      writeCreate(connection);
      await().until(() -> !jobs().isEmpty());
      assertThat(connection.look(200)).isEqualTo(new Seen.Silence());
      String id = jobs().getFirst().id();

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(simulator::close);

      assertThat(text(connection.look(20_000))).startsWith("HTTP/1.1 200 ").contains(id);
      stopped.join();
    }
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(Fault.reset(), new Seen.Reset(), false),
        Arguments.of(Fault.reset(), new Seen.Reset(), true),
        Arguments.of(Fault.close(), new Seen.Closed(), false),
        Arguments.of(Fault.close(), new Seen.Closed(), true),
        Arguments.of(Fault.noAnswer(), new Seen.Silence(), false),
        Arguments.of(Fault.noAnswer(), new Seen.Silence(), true));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void anAnswerCanBeLostAfterTheWorkWasDone(Fault by, Seen as, boolean keptAlive) throws Exception {
    simulator.fault(FaultRule.of(by).onRoute("create").in(FaultRule.Phase.AFTER).first(1));
    try (RawConnection connection = connection(keptAlive)) {
      writeCreate(connection, "Idempotency-Key: k");
      await().until(() -> !jobs().isEmpty());

      assertThat(connection.look(as instanceof Seen.Silence ? 300 : 20_000)).isEqualTo(as);
    }
    try (RawConnection connection = connection(false)) {
      String again = text(create(connection, "Idempotency-Key: k"));

      assertThat(jobs()).singleElement().satisfies(job -> assertThat(again).contains(job.id()));
    }
  }

  @Test
  void nothingIsCreatedWhenTheFaultStrikesBefore() throws Exception {
    simulator.fault(FaultRule.of(Fault.reset()).onRoute("create"));
    try (RawConnection connection = connection(false)) {
      assertThat(create(connection)).isEqualTo(new Seen.Reset());
    }
    assertThat(jobs()).isEmpty();
  }

  @Test
  void aRepetitionIsToldThatTheFirstRequestIsInProgress() throws Exception {
    simulator.fault(
        FaultRule.of(Fault.latency(DurationLaw.fixed(Duration.ofMinutes(10))))
            .onRoute("create")
            .first(1));
    try (RawConnection first = connection(false);
        RawConnection second = connection(false)) {
      writeCreate(first, "Idempotency-Key: k");
      await().until(() -> !jobs().isEmpty());

      assertThat(text(create(second, "Idempotency-Key: k")))
          .startsWith("HTTP/1.1 409 ")
          .contains("request_in_progress");
    }
  }

  @Test
  void theHeaderComesBeforeAnyRule() throws Exception {
    simulator.fault(FaultRule.of(Fault.reset()));
    try (RawConnection connection = connection(false)) {
      assertThat(text(connection.get("/status", "X-Pollwise-Fault: none")))
          .startsWith("HTTP/1.1 200 ");
      assertThat(text(connection.get("/status", "X-Pollwise-Fault: {fault: status, status: 418}")))
          .startsWith("HTTP/1.1 418 ");
      assertThat(text(connection.get("/status", "X-Pollwise-Fault: gremlins")))
          .startsWith("HTTP/1.1 400 ")
          .contains("unknown fault");
    }
  }

  @Test
  void anOutageBeginsAndEndsInSimulatedTime() throws Exception {
    simulator.simulation().clock().freeze(true);
    simulator.fault(
        FaultRule.of(Fault.reset()).between(Duration.ofSeconds(15), Duration.ofSeconds(45)));

    assertThat(fresh()).isInstanceOf(Seen.Answer.class);
    simulator.simulation().clock().advance(Duration.ofSeconds(15));
    assertThat(fresh()).isEqualTo(new Seen.Reset());
    simulator.simulation().clock().advance(Duration.ofSeconds(30));
    assertThat(fresh()).isInstanceOf(Seen.Answer.class);
  }

  private Seen fresh() throws Exception {
    try (RawConnection connection = connection(false)) {
      return connection.get("/status");
    }
  }

  private static Seen create(RawConnection connection, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("X-Api-Key: demo");
    return connection.post("/v3/video-translations", CREATE, all.toArray(new String[0]));
  }

  /** Sends the request and does not wait for an answer. */
  private static void writeCreate(RawConnection connection, String... headers) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    connection.write(
        "POST /v3/video-translations HTTP/1.1\r\nHost: test\r\nX-Api-Key: demo\r\n"
            + lines
            + "Content-Length: "
            + CREATE.length()
            + "\r\n\r\n"
            + CREATE);
  }

  private List<Job> jobs() {
    return simulator.simulation().jobs().page(Long.MAX_VALUE, 10, job -> true);
  }

  private Journal.JournalEntry lastRequest() {
    return simulator.simulation().journal().entries(entry -> true, 1).getFirst();
  }

  private static String text(Seen seen) {
    assertThat(seen).isInstanceOf(Seen.Answer.class);
    return ((Seen.Answer) seen).text();
  }
}
