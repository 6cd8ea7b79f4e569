package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pause that one call hears of binds all that ask under the same key. */
@Timeout(60)
class SharedPauseTest {

  private static final Duration PAUSE = ofSeconds(60);
  private static final Answer THROTTLED =
      new Miss.Throttled("too many calls", new Hint.RetryAfter(PAUSE));

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedSource server = new ScriptedSource(clock);
  private final List<JobEvent> heard = new ArrayList<>();

  private Poller poller(StatusSource source, PollingPolicy policy) {
    return clock.poller(Poller.builder(source).policy(policy).listener(heard::add));
  }

  private JobId running() {
    return server.begin(JobScript.begin().running(ofMinutes(300)));
  }

  private List<Duration> asked() {
    return server.calls().stream().map(ScriptedSource.Call::at).toList();
  }

  /** A second apart each; the first hears the answer, ten seconds after it was submitted. */
  private List<JobHandle> threeOfWhichOneHears(Poller poller, Answer answer) {
    List<JobHandle> waits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waits.add(poller.watchSubmitted(running(), "job " + i));
      clock.advance(ofSeconds(1));
    }
    server.answerNext(answer);
    return waits;
  }

  private static Stream<Answer> ofEverybody() {
    return Stream.of(
        THROTTLED,
        new Miss.Rejected(503, "unavailable", new Hint.RetryAfter(PAUSE)),
        new Miss.Throttled("too many calls", new Hint.Quota(0, PAUSE)),
        new Miss.Rejected(500, "error", new Hint.Quota(0, PAUSE)),
        new Answer.Seen(new JobStatus.Running(), new Hint.Quota(0, PAUSE)));
  }

  @ParameterizedTest
  @MethodSource("ofEverybody")
  void nobodyAsksBeforeItIsOver(Answer answer) {
    List<JobHandle> waits = threeOfWhichOneHears(poller(server, EVERY_TEN), answer);

    clock.advance(ofSeconds(69).minusSeconds(3).plusMillis(999));
    assertThat(asked()).containsExactly(ofSeconds(10));

    clock.advance(ofSeconds(10));
    assertThat(waits).allSatisfy(wait -> assertThat(server.asked(wait.id())).isNotEmpty());
    assertThat(heard)
        .filteredOn(event ->
            event instanceof JobEvent.Waiting waiting
                && waiting.reason().equals(new WaitReason.HintedToAnother(PAUSE)))
        .extracting(JobEvent::jobId)
        .containsExactly(waits.get(1).id(), waits.get(2).id());
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 60, 100})
  void aQuotaBindsEverybodyBesideAPauseOfOneJob(long quota) {
    StatusSource limited =
        new StatusSource() {
          @Override
          public CompletionStage<Answer> ask(JobId job) {
            return server.ask(job);
          }

          @Override
          public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
            if (server.calls().isEmpty()) {
              attempt.limitedTo(new Hint.Quota(0, ofSeconds(quota)));
            }
            return ask(job);
          }
        };
    Answer answer = new Answer.Seen(new JobStatus.Running(), new Hint.RetryAfter(PAUSE));
    List<JobHandle> waits = threeOfWhichOneHears(poller(limited, EVERY_TEN), answer);

    clock.advance(ofSeconds(300));

    Duration others = ofSeconds(10 + quota);
    assertThat(server.asked(waits.get(0).id()).get(1))
        .isGreaterThanOrEqualTo(ofSeconds(10 + Math.max(quota, 60)));
    assertThat(server.asked(waits.get(1).id()).getFirst())
        .isBetween(others, others.plusSeconds(10));
    assertThat(server.asked(waits.get(2).id()).getFirst())
        .isBetween(others, others.plusSeconds(10));
  }

  private static Stream<Answer> ofOneJob() {
    return Stream.of(
        new Answer.Seen(new JobStatus.Pending(), new Hint.RetryAfter(PAUSE)),
        new Miss.Rejected(409, "not yet", new Hint.RetryAfter(PAUSE)),
        new Miss.Rejected(500, "this one is hard", new Hint.RetryAfter(PAUSE)),
        new Miss.Throttled("it does not say for how long", Hint.none()),
        new Answer.Seen(new JobStatus.Running(), new Hint.Quota(1, PAUSE)));
  }

  @ParameterizedTest
  @MethodSource("ofOneJob")
  void whatIsSaidOfOneJobKeepsNobodyElse(Answer answer) {
    List<JobHandle> waits = threeOfWhichOneHears(poller(server, EVERY_TEN), answer);

    clock.advance(ofSeconds(10));

    assertThat(server.asked(waits.get(1).id())).containsExactly(ofSeconds(11));
    assertThat(server.asked(waits.get(2).id())).containsExactly(ofSeconds(12));
  }

  @Test
  void neitherSomebodyWhoWantsALookNorAnAnnouncementNorANewWaitUndercutsIt() {
    Poller poller = poller(server, EVERY_TEN);
    List<JobHandle> waits = threeOfWhichOneHears(poller, THROTTLED);
    clock.advance(ofSeconds(8));

    waits.get(0).pollNow();
    waits.get(1).pollNow();
    poller.announce(waits.get(2).id());
    poller.watch(running());
    poller.changePolicy(EVERY_TEN.withDeadline(ofMinutes(5)));
    clock.advance(ofSeconds(58));

    assertThat(asked()).containsExactly(ofSeconds(10));
  }

  @Test
  void ofTwoPausesTheLongerOneBinds() {
    Poller poller = poller(server, EVERY_TEN);
    server.answerAfter(ofSeconds(3));
    List<JobHandle> waits = threeOfWhichOneHears(poller, THROTTLED);
    server.answerNext(new Miss.Throttled("again", new Hint.RetryAfter(ofSeconds(5))));
    server.answerNext(new Miss.Throttled("and again", new Hint.RetryAfter(ofSeconds(90))));

    clock.advance(ofSeconds(101));
    assertThat(asked()).containsExactly(ofSeconds(10), ofSeconds(11), ofSeconds(12));

    clock.advance(ofSeconds(20));
    assertThat(waits)
        .allSatisfy(wait ->
            assertThat(server.asked(wait.id()).get(1)).isGreaterThanOrEqualTo(ofSeconds(105)));
  }

  @Test
  void itEndsAWaitWhoseDeadlineIsBeforeItsEnd() {
    Poller poller = poller(server, EVERY_TEN.withDeadline(ofSeconds(40)));
    List<JobHandle> waits = threeOfWhichOneHears(poller, THROTTLED);

    JobOutcome outcome = clock.await(waits.get(2));

    assertThat(clock.steady()).isEqualTo(ofSeconds(42));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.TimedOut.class,
            timedOut ->
                assertThat(timedOut.lastLook()).isEqualTo(JobOutcome.LastLook.DEFERRED_BY_HINT));
    assertThat(heard)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    JobEvent.Waiting.class,
                    waiting ->
                        assertThat(waiting.reason())
                            .isEqualTo(
                                new WaitReason.OutOfReach(
                                    new WaitReason.HintedToAnother(PAUSE), "deadline"))));
  }

  @Test
  void afterItACrowdComesAtFiftyASecondThoughItsPolicyHasNoJitter() {
    Poller poller = poller(server, EVERY_TEN.withJitter(Jitter.none()));
    IntStream.range(0, 500).forEach(i -> poller.watchSubmitted(running(), "job " + i));
    server.answerNext(THROTTLED);

    clock.advance(ofSeconds(80).minusMillis(1));

    List<Duration> after = asked().subList(1, asked().size());
    assertThat(after).hasSize(500).isSorted();
    assertThat(after.getFirst()).isGreaterThanOrEqualTo(ofSeconds(70));
    assertThat(mostWithin(ofMillis(100), after)).as("5 on average").isLessThan(16);
  }

  private static long mostWithin(Duration window, List<Duration> sorted) {
    return sorted.stream()
        .mapToLong(from ->
            sorted.stream()
                .filter(at -> at.compareTo(from) >= 0 && at.compareTo(from.plus(window)) < 0)
                .count())
        .max()
        .orElse(0);
  }

  @Test
  void whoeverIsAloneAsksAtItsEnd() {
    JobHandle wait =
        poller(server, EVERY_TEN.withJitter(Jitter.none())).watchSubmitted(running(), "one");
    server.answerNext(THROTTLED);

    clock.advance(ofSeconds(75));

    assertThat(server.asked(wait.id())).containsExactly(ofSeconds(10), ofSeconds(70));
  }

  @Test
  void afterItPlacesInABudgetAreTakenUpInTheirOrder() {
    Budget.Limit budget = new Budget.Limit(1, ofSeconds(2));
    Poller poller =
        clock.poller(
            Poller.builder(server)
                .policy(EVERY_TEN)
                .listener(heard::add)
                .callBudget(budget.calls(), budget.per()));
    List<JobId> jobs = IntStream.range(0, 6).mapToObj(i -> running()).toList();
    jobs.forEach(job -> poller.watchSubmitted(job, "job"));
    clock.advance(ofSeconds(9));
    server.answerAfter(ofSeconds(4));
    server.answerNext(THROTTLED);
    clock.advance(ofSeconds(4));
    List<JobId> waiting = new ArrayList<>(jobs);
    server.calls().forEach(call -> waiting.removeAll(call.jobs()));
    List<JobId> inOrder =
        heard.stream()
            .filter(event ->
                event instanceof JobEvent.Waiting waits
                    && waits.reason() instanceof WaitReason.OverBudget)
            .map(JobEvent::jobId)
            .filter(waiting::contains)
            .distinct()
            .toList();

    clock.advance(ofSeconds(75));

    assertThat(inOrder).hasSizeGreaterThan(2);
    assertThat(
            server.calls().stream()
                .filter(call -> call.at().compareTo(ofSeconds(70)) > 0)
                .map(call -> call.jobs().getFirst())
                .filter(inOrder::contains)
                .distinct())
        .containsExactlyElementsOf(inOrder);
    WindowLaw.assertHolds(budget, asked());
  }

  @Test
  void callsAboutSeveralJobsAreBoundAndStaySharedAfterIt() {
    Poller poller = poller(server.inBulk(100), EVERY_TEN);
    IntStream.range(0, 60).forEach(i -> poller.watchSubmitted(running(), "job " + i));
    server.answerNext(THROTTLED);

    clock.advance(ofSeconds(79));

    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsExactly(60, 60);
    assertThat(asked().get(1)).isGreaterThanOrEqualTo(asked().get(0).plus(PAUSE));
  }

  @Test
  void aCallThatIsBeingGatheredWhenItBeginsIsNotMade() {
    Poller poller = poller(server.inBulk(100), EVERY_TEN);
    JobHandle one = poller.watch(running());
    JobHandle two = poller.watch(running());
    clock.advance(ofSeconds(1));
    server.answerAfter(ofMillis(10));
    server.answerNext(THROTTLED);
    one.pollNow();
    clock.advance(CallCoalescer.WINDOW.plusMillis(5));
    two.pollNow();
    clock.advance(ofSeconds(59));

    assertThat(server.calls()).hasSize(2);
    assertThat(two.evidence().calls()).as("a call that was not made costs nothing").isEqualTo(1);

    clock.advance(ofSeconds(10));
    assertThat(server.asked(two.id())).hasSize(2);
  }

  @Test
  void anotherPollerDoesNotHearOfIt() {
    threeOfWhichOneHears(poller(server, EVERY_TEN), THROTTLED);
    JobHandle elsewhere = poller(server, EVERY_TEN).watchSubmitted(running(), "elsewhere");

    clock.advance(ofSeconds(20));

    assertThat(server.asked(elsewhere.id())).isNotEmpty();
  }

  @Test
  void aPauseOfAnyLengthIsBorne() {
    Hint forEver = new Hint.RetryAfter(Duration.ofSeconds(Long.MAX_VALUE));
    List<JobHandle> waits =
        threeOfWhichOneHears(poller(server, EVERY_TEN), new Miss.Throttled("go away", forEver));

    assertThat(waits)
        .allSatisfy(wait -> assertThat(clock.await(wait)).isInstanceOf(JobOutcome.TimedOut.class));
    assertThat(asked()).hasSize(1);
  }
}
