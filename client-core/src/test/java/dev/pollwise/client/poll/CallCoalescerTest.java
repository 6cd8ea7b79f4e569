package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedBulkServer.completed;
import static dev.pollwise.client.poll.ScriptedBulkServer.running;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.SharedCall.Participant;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several asks of one moment become one call, and each hears of its own job. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // the calls that went out are looked at instead
class CallCoalescerTest {

  private static final JobId ONE = JobId.of("one");
  private static final JobId TWO = JobId.of("two");

  private final VirtualClock time = new VirtualClock();
  private final ScriptedBulkServer server =
      new ScriptedBulkServer(time, 3, (job, at) -> job.equals(ONE) ? running() : completed(job));
  private final CallCoalescer coalescer = deskOf(server);

  private ServerContext context(Executor worker) {
    return new ServerContext(URI.create("http://sample"), time, worker, new Random(1));
  }

  private CallCoalescer deskOf(StatusSource source) {
    return new CallCoalescer(source, context(time), () -> 2, () -> {});
  }

  private void gather() {
    time.advance(CallCoalescer.WINDOW);
  }

  /** A source whose bulk call brings whatever a test says. */
  private static StatusSource.Bulk bringing(
      Supplier<@Nullable CompletionStage<Map<JobId, Answer>>> bulk) {
    return new StatusSource.Bulk() {
      @Override
      public int mostJobs() {
        return 10;
      }

      @Override
      @SuppressWarnings("NullAway") // what a careless source does
      public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
        attempt.sentAgain();
        return bulk.get();
      }

      @Override
      public CompletionStage<Answer> ask(JobId job) {
        throw new AssertionError("asked alone about " + job);
      }
    };
  }

  @Test
  void asksOfOneMomentBecomeOneCallAndEachHearsOfItsOwnJob() {
    Participant one = coalescer.join(ONE);
    time.advance(Duration.ofMillis(19));
    Participant two = coalescer.join(TWO);
    gather();

    assertThat(server.calls())
        .extracting(ScriptedBulkServer.Call::jobs)
        .containsExactly(List.of(ONE, TWO));
    assertThat(server.asked()).containsExactly(CallCoalescer.WINDOW);
    assertThat(one).isCompletedWithValue(running());
    assertThat(two).isCompletedWithValue(completed(TWO));
    assertThat(one.leave(Duration.ZERO).participants()).isEqualTo(2);
  }

  @Test
  void whoComesAfterTheDepartureGetsTheNextCall() {
    coalescer.join(ONE);
    gather();
    coalescer.join(TWO);
    gather();

    assertThat(server.calls())
        .extracting(ScriptedBulkServer.Call::jobs)
        .containsExactly(List.of(ONE), List.of(TWO));
  }

  @Test
  void moreAsksThanTheSourceTakesAreSpreadOverSeveralCalls() {
    List<Participant> participants =
        IntStream.range(0, 8).mapToObj(i -> coalescer.join(JobId.of("job-" + i))).toList();
    gather();

    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsExactly(3, 3, 2);
    assertThat(participants).allMatch(CompletableFuture::isDone);
    assertThat(participants)
        .extracting(participant -> participant.leave(Duration.ZERO).participants())
        .containsExactly(3, 3, 3, 3, 3, 3, 2, 2);
  }

  @Test
  void twoWaitsForOneJobAskOnceAndAlone() {
    Participant first = coalescer.join(ONE);
    Participant second = coalescer.join(ONE);
    gather();

    assertThat(server.calls())
        .extracting(ScriptedBulkServer.Call::jobs)
        .containsExactly(List.of(ONE));
    assertThat(first).isCompletedWithValue(running());
    assertThat(second).isCompletedWithValue(running());
    assertThat(first.leave(Duration.ZERO).participants()).as("each pays a half").isEqualTo(2);
  }

  @Test
  void whoLeavesInTimeIsNotAskedAbout() {
    Participant gone = coalescer.join(ONE);
    Participant left = coalescer.join(TWO);
    gone.cancel(true);
    gather();

    assertThat(server.calls())
        .extracting(ScriptedBulkServer.Call::jobs)
        .containsExactly(List.of(TWO));
    assertThat(left.leave(Duration.ZERO).participants()).isEqualTo(1);
  }

  @Test
  void ifAllLeaveInTimeThereIsNoCall() {
    Participant one = coalescer.join(ONE);
    one.cancel(true);
    gather();

    assertThat(server.calls()).isEmpty();
    assertThat(one.leave(Duration.ZERO).participants()).isZero();
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void whoAsksWhatCallItWasHasLeftIt() {
    Participant one = coalescer.join(ONE);
    Participant two = coalescer.join(TWO);

    assertThat(one.leave(Duration.ZERO).participants()).as("in time").isZero();
    gather();
    assertThat(one.leave(Duration.ZERO).participants()).as("still").isZero();
    assertThat(two.leave(Duration.ZERO).participants()).isEqualTo(1);
    assertThat(server.calls())
        .extracting(ScriptedBulkServer.Call::jobs)
        .containsExactly(List.of(TWO));
  }

  @Test
  void aCallIsAbortedOnlyWhenNobodyWaitsForItAnyMore() {
    server.fallSilent();
    Participant one = coalescer.join(ONE);
    Participant two = coalescer.join(TWO);
    gather();

    one.cancel(true);
    assertThat(server.lastCall()).isNotCancelled();
    two.cancel(true);
    assertThat(server.lastCall()).isCancelled();
  }

  @Test
  void aCallAboutOneJobIsAbortedToo() {
    server.fallSilent();
    Participant one = coalescer.join(ONE);
    gather();

    one.cancel(true);

    assertThat(server.lastCall()).isCancelled();
  }

  @Test
  void aCertainCallTakesNobodyOnceItHasLeft() {
    SharedCall certain = new SharedCall(3);
    Participant one = requireNonNull(coalescer.join(ONE, certain));
    gather();

    assertThat(one).isDone();
    assertThat(coalescer.join(TWO, certain)).isNull();
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void aJobTheAnswerLeavesOutIsUnreadableAndTheOthersAreNot() {
    Map<JobId, Answer> holes = new HashMap<>();
    holes.put(ONE, running());
    CallCoalescer coalescer = deskOf(bringing(() -> CompletableFuture.completedFuture(holes)));
    Participant one = coalescer.join(ONE);
    Participant two = coalescer.join(TWO);
    gather();

    assertThat(one).isCompletedWithValue(running());
    assertThat(two.join()).isInstanceOf(Miss.Unreadable.class);
    assertThat(two.leave(Duration.ZERO).repeats()).as("what the source reports").isEqualTo(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless source does
  void aNullAmongTheAnswersIsUnreadable() {
    Map<JobId, Answer> holes = new HashMap<>();
    holes.put(ONE, null);
    CallCoalescer coalescer = deskOf(bringing(() -> CompletableFuture.completedFuture(holes)));
    Participant one = coalescer.join(ONE);
    coalescer.join(TWO);
    gather();

    assertThat(one.join()).isInstanceOf(Miss.Unreadable.class);
  }

  @Test
  void aSourceThatThrowsFailsOrBringsNullFailsEveryRide() {
    List<Supplier<@Nullable CompletionStage<Map<JobId, Answer>>>> careless =
        List.of(
            () -> {
              throw new IllegalStateException("cable pulled");
            },
            () -> CompletableFuture.failedFuture(new IllegalStateException("cable pulled")),
            () -> null,
            CallCoalescerTest::nothing);
    for (var source : careless) {
      CallCoalescer coalescer = deskOf(bringing(source));
      Participant one = coalescer.join(ONE);
      Participant two = coalescer.join(TWO);
      gather();

      assertThat(one).isCompletedExceptionally();
      assertThat(two).isCompletedExceptionally();
    }
  }

  @SuppressWarnings("NullAway") // what a careless source does
  private static CompletionStage<Map<JobId, Answer>> nothing() {
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void aSourceThatBlocksIsInterruptedWhenNobodyWaitsAnyMore() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    CallCoalescer coalescer =
        new CallCoalescer(
            bringing(() -> {
              blocked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException interrupted) {
                freed.countDown();
              }
              return new CompletableFuture<>();
            }),
            context(task -> Thread.ofVirtual().start(task)),
            () -> 2,
            () -> {});
    Participant one = coalescer.join(ONE);
    Participant two = coalescer.join(TWO);
    gather();
    assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

    one.cancel(true);
    two.cancel(true);

    assertThat(freed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aPlainSourceIsNeverShared() {
    StatusSource plain = job -> CompletableFuture.completedFuture(running());

    assertThat(deskOf(plain).isShared()).isFalse();
    assertThat(deskOf(plain).mostParticipants()).isEqualTo(1);
  }

  @Test
  void aBulkSourceThatTakesLessThanTwoJobsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deskOf(new ScriptedBulkServer(time, 1, (job, at) -> running())))
        .withMessage("mostJobs 1: must be at least 2");
  }
}
