package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedServer.JOB;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedCallTest {

  private static final Duration LIMIT = ofSeconds(30);

  private final VirtualTime time = new VirtualTime();

  private CompletableFuture<Answer> call(StatusSource source) {
    return TimedCall.of(
        new PollRuntime(source, time, time, () -> 0.5, new EventDispatcher(List.of(), time)),
        JOB,
        LIMIT);
  }

  @Test
  void bringsTheAnswerAndLeavesNoTimer() {
    CompletableFuture<Answer> call =
        call(job -> CompletableFuture.completedFuture(ScriptedServer.running()));
    time.settle();

    assertThat(call).isCompletedWithValue(ScriptedServer.running());
    assertThat(time.pending()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void isAMissWhenTheLimitHasPassedAndAbortsTheCall() {
    CompletableFuture<Answer> silent = new CompletableFuture<>();
    CompletableFuture<Answer> call = call(job -> silent);

    time.pass(LIMIT.minusNanos(1));
    assertThat(call).isNotDone();
    time.pass(Duration.ofNanos(1));

    assertThat(call).isCompletedWithValue(new Miss.TimedOut(LIMIT));
    assertThat(silent).isCancelled();
  }

  @Test
  void isAMissThoughTheSourceIgnoresThatItIsCancelled() {
    CompletableFuture<Answer> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
          }
        };
    CompletableFuture<Answer> call = call(job -> stubborn);
    time.pass(LIMIT);
    assertThat(call).isCompletedWithValue(new Miss.TimedOut(LIMIT));

    stubborn.complete(ScriptedServer.completed());

    assertThat(call).as("too late").isCompletedWithValue(new Miss.TimedOut(LIMIT));
  }

  @Test
  void isAMissForAnyStageThatHasNoFutureToCancel() {
    CompletionStage<Answer> minimal = new CompletableFuture<Answer>().minimalCompletionStage();
    CompletableFuture<Answer> call = call(job -> minimal);

    time.pass(LIMIT);

    assertThat(call).isCompletedWithValue(new Miss.TimedOut(LIMIT));
  }

  @Test
  void whatTheSourceThrowsIsAMissAnErrorToo() {
    CompletableFuture<Answer> thrown =
        call(job -> {
          throw new StackOverflowError();
        });
    CompletableFuture<Answer> failed =
        call(job -> CompletableFuture.failedFuture(new IllegalStateException("cable pulled")));
    time.settle();

    assertThat(thrown).isCompletedWithValue(new Miss.Unreachable("StackOverflowError"));
    assertThat(failed).isCompletedWithValue(new Miss.Unreachable("cable pulled"));
    assertThat(time.pending()).isZero();
  }

  @Test
  void aTimeoutOfTheSourcesOwnIsNotTakenForTheAttemptTimeout() {
    CompletableFuture<Answer> call =
        call(job -> CompletableFuture.failedFuture(new TimeoutException("pool exhausted")));
    time.settle();

    assertThat(call).isCompletedWithValue(new Miss.Unreachable("pool exhausted"));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a null checker can do
  void nullInPlaceOfAStageOrOfAnAnswerIsAMiss() {
    CompletableFuture<Answer> noStage = call(job -> null);
    CompletableFuture<Answer> noAnswer = call(job -> CompletableFuture.completedFuture(null));
    time.settle();

    assertThat(noStage.join()).isInstanceOf(Miss.class);
    assertThat(noAnswer)
        .isCompletedWithValue(new Miss.Unreadable("the status source answered null"));
  }

  @Test
  void aStageThatIsCompletedTwiceAnswersOnce() {
    CompletableFuture<Answer> twice = new CompletableFuture<>();
    CompletableFuture<Answer> call = call(job -> twice);
    time.settle();

    twice.complete(ScriptedServer.running());
    twice.obtrudeValue(ScriptedServer.completed());

    assertThat(call).isCompletedWithValue(ScriptedServer.running());
  }

  @Test
  void cancellingAbortsAndLeavesNoTimer() {
    CompletableFuture<Answer> silent = new CompletableFuture<>();
    CompletableFuture<Answer> call = call(job -> silent);
    time.settle();

    call.cancel(true);

    assertThat(silent).isCancelled();
    assertThat(time.pending()).isZero();
  }

  @Test
  void cancelledBeforeItBeganTheSourceIsNeverAsked() {
    ScriptedServer server = ScriptedServer.completingAfter(time, ofSeconds(1));

    call(server).cancel(true);
    time.passAll();

    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aSourceThatBlocksIsFreedByCancelling() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    StatusSource blocking =
        job -> {
          inside.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException interrupted) {
            freed.countDown();
          }
          return CompletableFuture.completedFuture(ScriptedServer.running());
        };
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Answer> call =
          TimedCall.of(
              new PollRuntime(
                  blocking, time, worker, () -> 0.5, new EventDispatcher(List.of(), worker)),
              JOB,
              LIMIT);
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

      call.cancel(true);

      assertThat(freed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(call).isCancelled();
    }
  }
}
