package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.BatchLostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server calls its answer is in whatever tells that it was of no use. */
@Timeout(60)
class RequestIdTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard)
        .policy(Clients.POLICY.withFailureBudget(Duration.ofSeconds(20)))
        .build();
  }

  /** Numbers its answers. */
  private static RawServer saying(int status) throws Exception {
    return new RawServer(exchange ->
        exchange.answer(
            status, "{}", "X-Request-Id: req-" + exchange.number() + " of " + Clients.KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 503})
  void aWaitThatGaveUpNamesTheLastAnswer(int status) throws Exception {
    try (RawServer server = saying(status);
        TranslationClient client = client(server)) {
      JobOutcome outcome = client.watch(JobId.of("t-es")).await();

      assertThat(outcome)
          .isInstanceOfSatisfying(
              JobOutcome.GaveUp.class,
              lost ->
                  assertThat(lost.requestId())
                      .isEqualTo("req-" + server.requests().size() + " of …"));
    }
  }

  @Test
  void soItDoesWhereSeveralJobsWereAskedAboutInOneCall() throws Exception {
    try (RawServer server = saying(503);
        TranslationClient client = client(server)) {
      List<TranslationJob> jobs =
          List.of(client.watch(JobId.of("t-es")), client.watch(JobId.of("t-fr")));

      for (TranslationJob job : jobs) {
        assertThat(job.await())
            .isInstanceOfSatisfying(
                JobOutcome.GaveUp.class,
                lost -> assertThat(lost.requestId()).startsWith("req-").endsWith(" of …"));
      }
      assertThat(server.requests()).anyMatch(request -> request.line().contains("/statuses?"));
    }
  }

  @Test
  void nothingIsSaidWhereTheLastCallWasNotAnswered() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.number() == 1) {
                exchange.answer(503, "{}", "X-Request-Id: req-1");
              } else {
                exchange.reset();
              }
            });
        TranslationClient client = client(server)) {
      assertThat(client.watch(JobId.of("t-es")).await())
          .isInstanceOfSatisfying(
              JobOutcome.GaveUp.class, lost -> assertThat(lost.requestId()).isEmpty());
    }
  }

  @Test
  void everyLookThatFailedNamesItsAnswer() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> {
              switch (exchange.number()) {
                case 1 -> exchange.answer(503, "{}", "X-Request-Id: req-1");
                case 2 -> exchange.answer(500, "{}");
                case 3 -> exchange.answer(200, "{}", "X-Request-Id: req-3");
                default -> exchange.answer(200, Bodies.COMPLETED);
              }
            });
        TranslationClient client = client(server)) {
      client.watch(JobId.of("t-es")).await();
    }
    assertThat(heard.events())
        .filteredOn(JobEvent.Missed.class::isInstance)
        .extracting(event -> ((JobEvent.Missed) event).requestId())
        .containsExactly("req-1", "", "req-3");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 503})
  void aBatchThatIsLostNamesTheLastAnswer(int status) throws Exception {
    try (RawServer server = saying(status);
        TranslationClient client = client(server)) {
      TranslationBatch batch = client.batch(BatchId.of("b-1"));

      assertThatThrownBy(() -> batch.items().join())
          .cause()
          .isInstanceOfSatisfying(
              BatchLostException.class,
              lost ->
                  assertThat(lost.requestId())
                      .isEqualTo("req-" + server.requests().size() + " of …"))
          .hasMessageEndingWith("; request id req-" + server.requests().size() + " of …");
    }
  }
}
