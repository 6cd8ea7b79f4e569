package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a blocking call throws shows where it was called. */
@Timeout(60)
class CallersStackTest {

  private static void assertNamesItsCaller(
      Class<? extends PollwiseException> type, ThrowingCallable call) {
    PollwiseException thrown = catchThrowableOfType(type, call);

    assertThat(Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::getClassName))
        .contains(CallersStackTest.class.getName());
  }

  @Test
  void ofTheClient() throws IOException {
    try (RawServer server =
            new RawServer(exchange -> exchange.answer(400, Bodies.error("bad_request", "no")));
        TranslationClient client = TranslationClient.builder(server.uri()).build()) {
      assertNamesItsCaller(PollwiseException.class, client::languages);
      assertNamesItsCaller(PollwiseException.class, () -> client.status(JobId.of("t-es")));
      assertNamesItsCaller(
          PollwiseException.class,
          () -> client.translate(TranslationRequest.of(Clients.VIDEO, "German")));
      assertNamesItsCaller(
          PollwiseException.class,
          () ->
              client.translateBatch(
                  BatchRequest.of(List.of(TranslationRequest.of(Clients.VIDEO, "German")))));
    }
  }

  @Test
  void ofAWaitToEachOfItsCallers() {
    IllegalStateException defect = new IllegalStateException("pacing of the user's");
    PollingPolicy broken =
        PollingPolicy.defaults()
            .withPacing(
                Pacing.of(
                    "broken",
                    (poll, elapsed) -> {
                      throw defect;
                    }));
    try (Poller poller =
        Poller.builder(job ->
                CompletableFuture.<Answer>completedFuture(new Answer.Seen(new JobStatus.Running())))
            .policy(broken)
            .build()) {
      JobHandle job = poller.watch(JobId.of("job"));
      assertNamesItsCaller(WaitBrokenException.class, job::await);
      assertNamesItsCaller(WaitBrokenException.class, () -> job.await(Duration.ofMinutes(1)));

      WaitBrokenException first = catchThrowableOfType(WaitBrokenException.class, job::await);
      WaitBrokenException second = catchThrowableOfType(WaitBrokenException.class, job::await);
      assertThat(second).isNotSameAs(first).hasCause(defect).hasMessage(first.getMessage());
    }
  }
}
