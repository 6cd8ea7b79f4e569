package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedCallTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Miss LATE = new Miss.TimedOut(LIMIT);

  private final VirtualClock clock = new VirtualClock();

  private CompletableFuture<String> call(Supplier<CompletionStage<String>> call) {
    return TimedCall.of(call, LIMIT, clock, clock);
  }

  private static Miss missOf(CompletableFuture<String> call) {
    assertThat(call).isDone();
    return call.<Miss>handle((value, error) -> TimedCall.miss(error, LIMIT)).join();
  }

  @Test
  void bringsWhatTheCallBringsAndLeavesNoAlarmBehind() {
    CompletableFuture<String> call = call(() -> CompletableFuture.completedFuture("yes"));
    clock.settle();

    assertThat(call).isCompletedWithValue("yes");
    assertThat(clock.pendingTasks()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void isAMissExactlyAtTheLimitAndAbortsTheCallWithInterrupt() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CompletableFuture<String> silent =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            interrupted.set(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
          }
        };
    CompletableFuture<String> call = call(() -> silent);

    clock.advance(LIMIT.minusNanos(1));
    assertThat(call).isNotDone();

    clock.advance(Duration.ofNanos(1));
    assertThat(missOf(call)).isEqualTo(LATE);
    assertThat(silent).isCancelled();
    assertThat(interrupted).as("the JDK's client aborts for nothing less").isTrue();
  }

  @Test
  void isAMissThoughTheCallNeverBeginsInTime() {
    AtomicBoolean asked = new AtomicBoolean();
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> call =
        TimedCall.of(
            () -> {
              asked.set(true);
              return new CompletableFuture<>();
            },
            LIMIT,
            clock,
            clock,
            queue::add);

    clock.advance(LIMIT);
    assertThat(missOf(call)).as("no thread was free").isEqualTo(LATE);

    queue.forEach(Runnable::run);
    assertThat(asked).isFalse();
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
    CompletableFuture<String> call = call(() -> stubborn);
    clock.advance(LIMIT);

    assertThat(missOf(call)).isEqualTo(LATE);
    stubborn.complete("too late");
    assertThat(missOf(call)).isEqualTo(LATE);
  }

  @Test
  void isAMissForAStageThatHasNoFutureToCancel() {
    CompletionStage<String> minimal = new CompletableFuture<String>().minimalCompletionStage();
    CompletableFuture<String> call = call(() -> minimal);
    CompletableFuture<String> other = call(() -> minimal);
    clock.settle();
    other.cancel(true);
    clock.advance(LIMIT);

    assertThat(missOf(call)).isEqualTo(LATE);
    assertThat(other).isCancelled();
  }

  @Test
  void isAMissForACallThatBlocksAndFreesItsThread() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> call =
          TimedCall.of(() -> blocked(inside, freed), LIMIT, clock, clock, worker);
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

      clock.advance(LIMIT);

      assertThat(missOf(call)).isEqualTo(LATE);
      assertThat(freed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theMachinesClockTimesCallsThatWereBegunBeforeItIsClosed() {
    Duration limit = Duration.ofMillis(20);
    ServerContext machine =
        new ServerContext(
            URI.create("http://sample"), null, Thread.ofVirtual()::start, new Random(1));
    CompletableFuture<String> call =
        TimedCall.of(CompletableFuture::new, limit, machine.clock(), machine.worker());
    machine.close();

    assertThat(
            call.<Miss>handle((value, error) -> TimedCall.miss(error, limit))
                .orTimeout(30, TimeUnit.SECONDS)
                .join())
        .isEqualTo(new Miss.TimedOut(limit));
  }

  @Test
  void aLimitBeyondWhatAClockCanCountIsNoLimit() {
    Future<?> alarm = PollClock.system().after(Duration.ofSeconds(Long.MAX_VALUE), () -> {});

    assertThat(alarm.isDone()).isFalse();
    alarm.cancel(false);
  }

  @Test
  void whatTheCallThrowsIsItsFailureAnErrorToo() {
    CompletableFuture<String> thrown =
        call(() -> {
          throw new StackOverflowError();
        });
    CompletableFuture<String> failed =
        call(() -> CompletableFuture.failedFuture(new IllegalStateException("cable pulled")));
    clock.settle();

    assertThat(missOf(thrown)).isEqualTo(new Miss.Unreachable("StackOverflowError"));
    assertThat(missOf(failed)).isEqualTo(new Miss.Unreachable("cable pulled"));
  }

  @Test
  void aTimeoutOfTheCallsOwnIsNotTakenForTheAttemptTimeout() {
    CompletableFuture<String> call =
        call(() -> CompletableFuture.failedFuture(new TimeoutException("pool exhausted")));
    clock.settle();

    assertThat(missOf(call)).isEqualTo(new Miss.Unreachable("pool exhausted"));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a null checker can do
  void nullInPlaceOfAStageOrOfAValueIsAMiss() {
    CompletableFuture<String> noStage = call(() -> null);
    CompletableFuture<String> noValue = call(() -> CompletableFuture.completedFuture(null));
    clock.settle();

    assertThat(missOf(noStage)).isInstanceOf(Miss.Unreachable.class);
    assertThat(missOf(noValue)).isEqualTo(new Miss.Unreachable("the call brought null"));
  }

  @Test
  void cancellingAbortsTheCallAndLeavesNoAlarmBehind() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> call = call(() -> silent);
    clock.settle();

    call.cancel(true);

    assertThat(silent).isCancelled();
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void cancelledBeforeItBeganNothingIsAsked() {
    AtomicBoolean asked = new AtomicBoolean();

    call(
            () -> {
              asked.set(true);
              return new CompletableFuture<>();
            })
        .cancel(true);
    clock.settle();

    assertThat(asked).isFalse();
  }

  @Test
  void aCallThatBlocksIsFreedByCancelling() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> call =
          TimedCall.of(() -> blocked(inside, freed), LIMIT, clock, worker);
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
    CompletableFuture<String> call = call(CompletableFuture::new);
    CompletableFuture<String> dependent = call.thenApply(value -> value);
    clock.advance(LIMIT);

    assertThat(dependent.handle((value, error) -> error).join())
        .isInstanceOf(CompletionException.class);
    assertThat(missOf(dependent)).isEqualTo(LATE);
  }
}
