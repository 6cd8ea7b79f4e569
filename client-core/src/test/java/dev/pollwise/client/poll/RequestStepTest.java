package dev.pollwise.client.poll;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.RequestStep.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestStepTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults()
          .withDeadline(ofMinutes(60))
          .withFailureBudget(ofMinutes(15))
          .withJitter(Jitter.none());
  private static final Miss RESET = new Miss.Unreachable("reset");
  private static final Miss CONFLICT = new Miss.Rejected(409, "request_in_progress", Hint.none());
  private static final Reply<String> LOST = new Reply.Lost<>(RESET);
  private static final Reply<String> IN_PROGRESS =
      new Reply.InProgress<>(CONFLICT, Hint.none(), false);
  private static final Reply<String> NEWS =
      new Reply.InProgress<>(new Miss.Unreadable("not all are named"), Hint.none(), true);

  private static RequestStep<String> after(
      Progress<String> before, Reply<String> reply, Duration now) {
    return RequestStep.after(before, reply, POLICY, now, 0.5);
  }

  private static RequestStep<String> after(Reply<String> reply) {
    return after(Progress.begun(), reply, ofSeconds(1));
  }

  private static RequestStep.Again<String> again(RequestStep<String> step) {
    assertThat(step).isInstanceOf(RequestStep.Again.class);
    return (RequestStep.Again<String>) step;
  }

  private static Duration delay(RequestStep<String> step) {
    return again(step).delay();
  }

  private static Progress<String> progress(RequestStep<String> step) {
    return again(step).progress();
  }

  private static Progress<String> progress(int misses, int failures) {
    return new Progress<>(misses, failures, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  private static RequestStep<String> givenUp(Miss miss, Miss... doubt) {
    return new RequestStep.GivenUp<>(miss, Stream.of(doubt).findFirst());
  }

  private static Reply<String> throttled(Duration pause) {
    return new Reply.Busy<>(new Miss.Throttled("slow down", new Hint.RetryAfter(pause)));
  }

  @Test
  void whatWasAskedForIsTheEnd() {
    assertThat(after(Progress.begun(), new Reply.Done<>("ids"), ofMinutes(500)))
        .isEqualTo(new RequestStep.Done<>("ids"));
  }

  @Test
  void asksAgainWhereTheFateIsUnknown() {
    assertThat(delay(after(LOST))).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aRefusalEndsItAtOnceWhateverPauseItNames() {
    Miss refused = new Miss.Rejected(400, "", new Hint.RetryAfter(ofSeconds(1)));

    assertThat(after(new Reply.Refused<>(refused))).isEqualTo(givenUp(refused));
  }

  @Test
  void backsOffWithDoublingBoundsUpToAMinute() {
    Progress<String> progress = Progress.begun();
    for (long bound : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      RequestStep<String> step = after(progress, LOST, ofSeconds(1));
      assertThat(delay(step)).isEqualTo(ofSeconds(bound).dividedBy(2));
      progress = progress(step);
    }
  }

  @Test
  void waitsForTheFullBoundAndUpToHalfAsLongAgainWhereTheServerIsBusy() {
    Progress<String> progress = Progress.begun();
    for (long gap : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      RequestStep<String> step = after(progress, IN_PROGRESS, ofSeconds(1));
      assertThat(delay(step)).isEqualTo(ofSeconds(gap).multipliedBy(5).dividedBy(4));
      assertThat(delay(RequestStep.after(progress, IN_PROGRESS, POLICY, ofSeconds(1), 0)))
          .isEqualTo(ofSeconds(gap));
      progress = progress(step);
    }

    assertThat(delay(after(progress, NEWS, ofSeconds(1))))
        .as("news begins the gaps anew")
        .isEqualTo(Duration.ofMillis(1250));
  }

  @Test
  void spreadsUpwardWhatThePauseOfTheServerAsksFor() {
    PollingPolicy policy = POLICY.withJitter(new Jitter(0.2));
    Hint pause = new Hint.RetryAfter(ofSeconds(50));

    for (Reply<String> reply :
        List.of(
            throttled(ofSeconds(50)),
            new Reply.Lost<String>(new Miss.Rejected(503, "", pause)),
            new Reply.InProgress<String>(new Miss.Unreadable("open"), pause, true))) {
      assertThat(delay(RequestStep.after(Progress.begun(), reply, policy, ofSeconds(1), 0.5)))
          .isEqualTo(ofSeconds(55));
    }
  }

  @Test
  void neverUndercutsThePauseThatTheServerAskedFor() {
    Hint pause = new Hint.RetryAfter(ofSeconds(77));

    assertThat(delay(after(throttled(ofSeconds(77))))).isEqualTo(ofSeconds(77));
    assertThat(delay(after(new Reply.Lost<>(new Miss.Rejected(503, "", pause)))))
        .isEqualTo(ofSeconds(77));
    assertThat(delay(after(new Reply.InProgress<>(new Miss.Unreadable("open"), pause, true))))
        .isEqualTo(ofSeconds(77));
    assertThat(
            delay(
                after(new Reply.Busy<>(new Miss.Throttled("", new Hint.Quota(0, ofSeconds(77)))))))
        .isEqualTo(ofSeconds(77));
    assertThat(delay(after(throttled(Duration.ZERO))))
        .as("nor does a pause of zero make it hasty")
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void takesABusyServerAtItsWordHoweverOftenItSaysIt() {
    Progress<String> often = progress(20, 0);

    assertThat(delay(after(often, throttled(ofSeconds(40)), ofMinutes(5))))
        .isEqualTo(ofSeconds(40));
    assertThat(delay(after(often, IN_PROGRESS, ofMinutes(5)))).isEqualTo(ofSeconds(75));
  }

  @Test
  void aBusyServerIsWaitedOutUpToTheDeadlineAndNotOnlyForTheFailureBudget() {
    assertThat(delay(after(Progress.begun(), IN_PROGRESS, ofMinutes(40))))
        .isEqualTo(Duration.ofMillis(1250));
    assertThat(after(Progress.begun(), IN_PROGRESS, ofMinutes(60)))
        .isInstanceOf(RequestStep.GivenUp.class);
  }

  @Test
  void theFailureBudgetCountsFromTheFirstFailureInARow() {
    Progress<String> busyForLong = progress(after(Progress.begun(), IN_PROGRESS, ofMinutes(20)));

    RequestStep<String> lost = after(busyForLong, LOST, ofMinutes(21));
    RequestStep<String> stillLost = after(progress(lost), LOST, ofMinutes(36).minusSeconds(1));

    assertThat(stillLost).isInstanceOf(RequestStep.Again.class);
    assertThat(after(progress(stillLost), LOST, ofMinutes(36))).isEqualTo(givenUp(RESET, CONFLICT));
    assertThat(progress(after(progress(lost), IN_PROGRESS, ofMinutes(22))).failures())
        .as("an answer ends the row")
        .isZero();
  }

  @Test
  void theDeadlineEndsAnOutageToo() {
    Progress<String> busyForLong = progress(after(Progress.begun(), IN_PROGRESS, ofMinutes(50)));
    RequestStep<String> lost = after(busyForLong, LOST, ofMinutes(59));

    assertThat(after(progress(lost), LOST, ofMinutes(60))).isEqualTo(givenUp(RESET, CONFLICT));
  }

  @Test
  void theLastAttemptIsMadeExactlyAtTheLimit() {
    assertThat(delay(after(progress(9, 9), LOST, ofMinutes(15).minusSeconds(5))))
        .isEqualTo(ofSeconds(5));
    assertThat(delay(after(progress(20, 0), IN_PROGRESS, ofMinutes(60).minusSeconds(5))))
        .isEqualTo(ofSeconds(5));
  }

  @Test
  void endsAtOnceWhereThePauseReachesPastTheLimit() {
    assertThat(after(throttled(ofMinutes(61)))).isInstanceOf(RequestStep.GivenUp.class);
    assertThat(after(throttled(Duration.ofDays(365)))).isInstanceOf(RequestStep.GivenUp.class);
  }

  /** After which replies a refusal leaves open whether there is a job. */
  static Stream<Arguments> beforeARefusal() {
    return Stream.of(
        arguments(LOST, true),
        arguments(IN_PROGRESS, true),
        arguments(new Reply.Unsent<String>(new Miss.Unreachable("connection refused")), false),
        arguments(throttled(ofSeconds(1)), false));
  }

  @ParameterizedTest
  @MethodSource("beforeARefusal")
  void aRefusalSaysNothingOfAnAttemptBeforeIt(Reply<String> before, boolean isDoubtful) {
    Miss refused = new Miss.Rejected(422, "invalid", Hint.none());
    Progress<String> once = progress(after(before));
    Progress<String> twice = progress(after(once, throttled(ofSeconds(1)), ofSeconds(2)));

    RequestStep<String> end = after(twice, new Reply.Refused<>(refused), ofSeconds(3));

    assertThat(end)
        .isEqualTo(isDoubtful ? givenUp(refused, again(after(before)).miss()) : givenUp(refused));
  }

  @Test
  void theFirstCauseOfTheDoubtIsKept() {
    Miss later = new Miss.Rejected(500, "", Hint.none());
    Progress<String> twice =
        progress(after(progress(after(LOST)), new Reply.Lost<>(later), ofSeconds(2)));

    assertThat(after(twice, new Reply.Refused<>(CONFLICT), ofSeconds(3)))
        .isEqualTo(givenUp(CONFLICT, RESET));
  }

  @Test
  void aRefusalByAServerThatHasMetTheKeyIsNoProofThatThereIsNoJob() {
    assertThat(after(new Reply.Refused<>(CONFLICT, true))).isEqualTo(givenUp(CONFLICT, CONFLICT));
  }

  @Test
  void aPartIsAskedForAgainForAMinuteAndThenHasToDo() {
    Reply<String> part = new Reply.Partial<>("one", RESET);
    Progress<String> begun = progress(after(part));

    assertThat(delay(after(begun, part, ofSeconds(60)))).isEqualTo(ofSeconds(1));
    assertThat(after(begun, new Reply.Partial<>("more", RESET), ofSeconds(61)))
        .isEqualTo(new RequestStep.Done<>("more"));
    assertThat(after(begun, LOST, ofSeconds(61))).isEqualTo(new RequestStep.Done<>("one"));
  }

  static Stream<Reply<String>> endings() {
    return Stream.of(
        new Reply.Refused<>(CONFLICT),
        new Reply.Refused<>(CONFLICT, true),
        throttled(ofMinutes(9)));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void noAnswerTakesAwayThePartThatIsKnown(Reply<String> ending) {
    Progress<String> begun = progress(after(new Reply.Partial<>("one", RESET)));

    assertThat(after(begun, ending, ofSeconds(2))).isEqualTo(new RequestStep.Done<>("one"));
    assertThat(again(after(begun, LOST, ofSeconds(2))).last())
        .as("nor does a close")
        .isEqualTo(new RequestStep.Done<>("one"));
  }
}
