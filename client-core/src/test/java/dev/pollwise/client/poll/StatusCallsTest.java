package dev.pollwise.client.poll;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusCallsTest {

  private static final URI SERVER = URI.create("poller:local");
  private static final Duration TIMEOUT = ofSeconds(30);

  private final VirtualClock time = new VirtualClock();
  private final ServerContext context = new ServerContext(SERVER, time, time, new Random(1));
  private final ScriptedSource server = new ScriptedSource(time);
  private final AtomicInteger jobs = new AtomicInteger(2);
  private final List<List<JobId>> askedAtTheGate = new ArrayList<>();
  private @Nullable Duration closedUntil;
  private final StatusCalls calls = calls(server.inBulk(10));
  private final JobId a = server.begin(JobScript.begin().running(ofSeconds(100)).failed("no face"));
  private final JobId b = server.begin(JobScript.begin().running(ofSeconds(100)).failed("no face"));

  private StatusCalls.Gate gate() {
    return asked -> {
      askedAtTheGate.add(asked);
      return Optional.ofNullable(closedUntil);
    };
  }

  private StatusCalls calls(StatusSource source) {
    return new StatusCalls(source, context, jobs::get, () -> {}, gate());
  }

  private Surroundings around() {
    return Surroundings.alone(time.steady(), time.instant(), 0.5);
  }

  private DurableWait waiting(JobId job) {
    ResumeToken token = new ResumeToken(SERVER, job, time.instant());
    return DurableWait.running(token, PollingPolicy.defaults(), around()).durable();
  }

  private CompletableFuture<StatusCalls.Made> ask(JobId job) {
    return calls.ask(waiting(job), time.steady());
  }

  private Answer answer(CompletableFuture<StatusCalls.Made> asked) {
    return time.await(asked).answer().orElseThrow();
  }

  private static Evidence evidence(double share) {
    return new Evidence(1, share, new Evidence.Lateness.Unknown());
  }

  @Test
  void makesOneCallOfThoseThatAreWantedTogether() {
    CompletableFuture<StatusCalls.Made> first = ask(a);
    CompletableFuture<StatusCalls.Made> second = ask(b);

    Next next = waiting(a).answered(time.await(first), around());

    assertThat(answer(second)).isInstanceOf(Answer.Seen.class);
    assertThat(server.calls()).extracting(ScriptedSource.Call::jobs).containsExactly(List.of(a, b));
    assertThat(next.durable().evidence()).isEqualTo(evidence(0.5));
  }

  @Test
  void asksAloneWhereNobodyElseIsWatchedAndLetsTheServerHoldTheCall() {
    jobs.set(1);

    Next next = waiting(a).answered(time.await(ask(a)), around());

    assertThat(next.durable().evidence()).isEqualTo(evidence(1));
    assertThat(server.calls())
        .containsExactly(new ScriptedSource.Call(ZERO, List.of(a), ofSeconds(20)));
  }

  @Test
  void tellsWhatCanBeShared() {
    assertThat(calls.isShared()).isTrue();
    assertThat(calls.mostParticipants()).isEqualTo(10);
    jobs.set(21);
    assertThat(calls.calls()).isEqualTo(3);
    assertThat(calls(server).isShared()).isFalse();
    assertThat(calls(server).mostParticipants()).isEqualTo(1);
  }

  @Test
  void fallsBackToSingleCallsWhereSharedOnesAreRefused() {
    server.answerNext(new Miss.Rejected(501, "not here", Hint.none()));
    CompletableFuture<StatusCalls.Made> first = ask(a);
    CompletableFuture<StatusCalls.Made> second = ask(b);
    assertThat(answer(first)).isInstanceOf(Miss.Rejected.class);
    assertThat(answer(second)).isInstanceOf(Miss.Rejected.class);

    assertThat(calls.isShared()).isFalse();
    assertThat(answer(ask(a))).isInstanceOf(Answer.Seen.class);
    assertThat(server.calls().getLast().jobs()).containsExactly(a);
  }

  @Test
  void asksAloneNextAboutAJobThatASharedAnswerLeavesOut() {
    JobId unknown = JobId.of("unknown");
    CompletableFuture<StatusCalls.Made> known = ask(a);
    assertThat(answer(ask(unknown))).isInstanceOf(Miss.NotFound.class);
    assertThat(answer(known)).isInstanceOf(Answer.Seen.class);

    CompletableFuture<StatusCalls.Made> again = ask(unknown);
    answer(ask(a));
    answer(again);

    assertThat(server.calls())
        .extracting(ScriptedSource.Call::jobs)
        .containsExactlyInAnyOrder(List.of(a, unknown), List.of(unknown), List.of(a));
  }

  @Test
  void endsACallWithTheAttemptTimeout() {
    jobs.set(1);
    server.ignoreNext();

    assertThat(answer(ask(a))).isEqualTo(new Miss.TimedOut(TIMEOUT));
    assertThat(time.steady()).isEqualTo(TIMEOUT);
    assertThat(server.openCalls()).isZero();
  }

  @Test
  void endsASharedCallWithTheAttemptTimeoutAfterItsWindow() {
    server.ignoreNext();
    CompletableFuture<StatusCalls.Made> first = ask(a);
    CompletableFuture<StatusCalls.Made> second = ask(b);

    assertThat(answer(first)).isEqualTo(new Miss.TimedOut(TIMEOUT));
    assertThat(answer(second)).isEqualTo(new Miss.TimedOut(TIMEOUT));
    assertThat(time.steady()).isEqualTo(TIMEOUT.plus(CallCoalescer.WINDOW));
    assertThat(server.openCalls()).isZero();
  }

  @Test
  void doesNotCountACallThatAPauseHasCalledOff() {
    context.heard(new Miss.Throttled("slow down", new Hint.RetryAfter(ofSeconds(40))));
    DurableWait wait = waiting(a);

    StatusCalls.Made made = time.await(calls.ask(wait, time.steady()));
    Next next = wait.answered(made, around());

    assertThat(made.answer()).isEmpty();
    assertThat(server.calls()).isEmpty();
    assertThat(next.durable().evidence().calls()).isZero();
    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Parked.class,
            parked -> {
              assertThat(parked.due()).isBetween(ofSeconds(40), ofSeconds(44));
              assertThat(parked.reason()).isEqualTo(new WaitReason.HintedToAnother(ofSeconds(40)));
              assertThat(parked.isCall()).isTrue();
            });
  }

  @Test
  void doesNotCountACallThatAClosedGateHasHeldBack() {
    time.advance(ofSeconds(3));
    closedUntil = ofSeconds(9);
    DurableWait wait = waiting(a);
    CompletableFuture<StatusCalls.Made> first = calls.ask(wait, ofSeconds(1));
    CompletableFuture<StatusCalls.Made> second = ask(b);

    StatusCalls.Made made = time.await(first);
    Next next = wait.answered(made, Surroundings.alone(ofMillis(1_020), time.instant(), 0.5));

    assertThat(made.isOverBudget()).isTrue();
    assertThat(time.await(second).isOverBudget()).isTrue();
    assertThat(askedAtTheGate).as("once for all of them").containsExactly(List.of(a, b));
    assertThat(server.calls()).isEmpty();
    assertThat(next.durable().evidence().calls()).isZero();
    assertThat(((Next.Parked) next).due()).as("elapsed time of this wait").isEqualTo(ofSeconds(7));
  }

  @Test
  void countsThePauseInTheElapsedTimeOfTheWait() {
    time.advance(ofSeconds(1000));
    context.heard(new Miss.Throttled("slow down", new Hint.RetryAfter(ofSeconds(40))));
    ResumeToken token = new ResumeToken(SERVER, a, time.instant());
    Surroundings around = Surroundings.alone(ofSeconds(7), time.instant(), 0);
    DurableWait wait = DurableWait.running(token, PollingPolicy.defaults(), around).durable();

    StatusCalls.Made made = time.await(calls.ask(wait, ofSeconds(7)));

    // the window of a shared call has passed
    Surroundings later = Surroundings.alone(ofMillis(7_020), time.instant(), 0);
    assertThat(wait.answered(made, later))
        .isInstanceOfSatisfying(
            Next.Parked.class, parked -> assertThat(parked.due()).isEqualTo(ofSeconds(47)));
  }

  @Test
  void doesNotBelieveTheEndOfAnotherJob() {
    jobs.set(1);
    server.answerNext(new Answer.Seen(new JobStatus.Failed(b, "no face")));

    assertThat(answer(ask(a))).isEqualTo(new Miss.Unreadable("it is about another job, " + b));
  }

  @Test
  void takesWhatASourceThrowsForAMiss() {
    StatusCalls broken =
        calls(job -> {
          throw new IllegalStateException("broken");
        });

    assertThat(answer(broken.ask(waiting(a), ZERO))).isEqualTo(new Miss.Unreachable("broken"));
  }

  @Test
  void abortsTheCallWhenItIsCancelled() {
    jobs.set(1);
    server.ignoreNext();
    CompletableFuture<StatusCalls.Made> asked = ask(a);
    time.settle();
    assertThat(server.openCalls()).isEqualTo(1);

    asked.cancel(true);
    time.settle();

    assertThat(server.openCalls()).isZero();
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void goesOnWithASharedCallThatOneHasLeft() {
    CompletableFuture<StatusCalls.Made> left = ask(a);
    CompletableFuture<StatusCalls.Made> stays = ask(b);

    left.cancel(true);

    assertThat(answer(stays)).isInstanceOf(Answer.Seen.class);
    assertThat(server.calls()).extracting(ScriptedSource.Call::jobs).containsExactly(List.of(b));
  }

  @Test
  void aWaitThatIsOverTakesNothingMore() {
    time.advance(ofSeconds(200));
    jobs.set(1);
    StatusCalls.Made made = time.await(ask(a));
    DurableWait over = waiting(a).answered(made, around()).durable();

    assertThat(DurableWait.parse(over.text())).isEqualTo(over);
    assertThatIllegalStateException()
        .isThrownBy(() -> over.announced(around()))
        .withMessage("the wait for job-1 is over");
    assertThatIllegalStateException().isThrownBy(() -> over.answered(made, around()));
  }
}
