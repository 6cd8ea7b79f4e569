package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.failsafe.TimeoutExceededException;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Failsafe's timeout runs by the machine's clock: what must not time out gets minutes, what must
 * gets milliseconds.
 */
@Timeout(60)
class TimedCallTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Miss LATE = new Miss.TimedOut(SHORT);

  private final VirtualClock time = new VirtualClock();

  private CompletableFuture<String> call(Supplier<CompletionStage<String>> call, Duration limit) {
    return TimedCall.of(call, limit, time);
  }

  private static Miss missOf(CompletableFuture<String> call, Duration limit) {
    return call.<Miss>handle((value, error) -> TimedCall.miss(error, limit))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void bringsWhatTheCallBrings() {
    CompletableFuture<String> call = call(() -> CompletableFuture.completedFuture("yes"), LONG);
    time.settle();

    assertThat(call).isCompletedWithValue("yes");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void isAMissWhenTheLimitHasPassedAndAbortsTheCallWithInterrupt() {
    AtomicBoolean asked = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    CompletableFuture<String> silent =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            interrupted.set(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
          }
        };

    // On a busy machine the limit can pass before the call has begun: then there is none to abort.
    while (!asked.get()) {
      CompletableFuture<String> call =
          call(
              () -> {
                asked.set(true);
                return silent;
              },
              SHORT);
      time.settle();
      assertThat(missOf(call, SHORT)).isEqualTo(LATE);
    }

    // The thread that timed the call out says so first, and aborts it then.
    await().until(silent::isCancelled);
    assertThat(interrupted).as("the JDK's client aborts for nothing less").isTrue();
  }

  @Test
  void isAMissThoughTheCallNeverBeginsInTime() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> call = call(() -> silent, SHORT);

    assertThat(missOf(call, SHORT)).as("no worker was free").isEqualTo(LATE);
    time.settle();

    assertThat(silent).as("never asked").isNotDone();
  }

  @Test
  void isAMissThoughTheStageIgnoresThatItIsCancelled() {
    CompletableFuture<String> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
          }
        };
    CompletableFuture<String> call = call(() -> stubborn, SHORT);
    time.settle();

    assertThat(missOf(call, SHORT)).isEqualTo(LATE);
    stubborn.complete("too late");
    assertThat(missOf(call, SHORT)).isEqualTo(LATE);
  }

  @Test
  void isAMissForAStageThatHasNoFutureToCancel() {
    CompletionStage<String> minimal = new CompletableFuture<String>().minimalCompletionStage();
    CompletableFuture<String> call = call(() -> minimal, SHORT);
    time.settle();

    assertThat(missOf(call, SHORT)).isEqualTo(LATE);
  }

  @Test
  void isAMissForACallThatBlocksAndFreesItsThread() throws InterruptedException {
    CountDownLatch freed = new CountDownLatch(1);
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> call =
          TimedCall.of(() -> blocked(new CountDownLatch(1), freed), SHORT, worker);

      assertThat(missOf(call, SHORT)).isEqualTo(LATE);
      assertThat(freed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatTheCallThrowsIsItsFailureAnErrorToo() {
    CompletableFuture<String> thrown =
        call(
            () -> {
              throw new StackOverflowError();
            },
            LONG);
    CompletableFuture<String> failed =
        call(() -> CompletableFuture.failedFuture(new IllegalStateException("cable pulled")), LONG);
    time.settle();

    assertThat(missOf(thrown, LONG)).isEqualTo(new Miss.Unreachable("StackOverflowError"));
    assertThat(missOf(failed, LONG)).isEqualTo(new Miss.Unreachable("cable pulled"));
  }

  @Test
  void aTimeoutOfTheCallsOwnIsNotTakenForTheAttemptTimeout() {
    CompletableFuture<String> call =
        call(() -> CompletableFuture.failedFuture(new TimeoutException("pool exhausted")), LONG);
    time.settle();

    assertThat(missOf(call, LONG)).isEqualTo(new Miss.Unreachable("pool exhausted"));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a null checker can do
  void nullInPlaceOfAStageOrOfAValueIsAMiss() {
    CompletableFuture<String> noStage = call(() -> null, LONG);
    CompletableFuture<String> noValue = call(() -> CompletableFuture.completedFuture(null), LONG);
    time.settle();

    assertThat(missOf(noStage, LONG)).isInstanceOf(Miss.Unreachable.class);
    assertThat(missOf(noValue, LONG)).isEqualTo(new Miss.Unreachable("the call brought null"));
  }

  @Test
  void cancellingAbortsTheCall() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> call = call(() -> silent, LONG);
    time.settle();

    call.cancel(true);

    assertThat(silent).isCancelled();
  }

  @Test
  void cancelledBeforeItBeganNothingIsAsked() {
    AtomicBoolean asked = new AtomicBoolean();

    call(
            () -> {
              asked.set(true);
              return new CompletableFuture<>();
            },
            LONG)
        .cancel(true);
    time.settle();

    assertThat(asked).isFalse();
  }

  @Test
  void aCallThatBlocksIsFreedByCancelling() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> call = TimedCall.of(() -> blocked(inside, freed), LONG, worker);
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

      call.cancel(true);

      assertThat(freed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(call).isCancelled();
    }
  }

  private static CompletionStage<String> blocked(CountDownLatch inside, CountDownLatch freed) {
    inside.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      freed.countDown();
    }
    return CompletableFuture.completedFuture("never");
  }

  @Test
  void explainsATimeoutThroughTheWrapperThatStagesPutAroundIt() {
    CompletableFuture<String> call = call(CompletableFuture::new, SHORT);
    time.settle();

    assertThat(call)
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutExceededException.class);
  }
}
