package dev.pollwise.client.poll;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.RequestStep.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestStepTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withDeadline(ofMinutes(60)).withFailureBudget(ofMinutes(15));
  private static final Miss RESET = new Miss.Unreachable("reset");
  private static final Reply<String> LOST = new Reply.Lost<>(RESET);
  private static final Reply<String> IN_PROGRESS =
      new Reply.Busy<>(new Miss.Rejected(409, "request_in_progress", Hint.none()));
  private static final Reply<String> NEWS =
      new Reply.Busy<>(new Miss.Unreadable("not all jobs are named"), Hint.none(), true);

  private static RequestStep<String> after(Progress before, Reply<String> reply, Duration now) {
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

  private static Progress progress(RequestStep<String> step) {
    return again(step).progress();
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

    assertThat(after(new Reply.Refused<>(refused))).isEqualTo(new RequestStep.GivenUp<>(refused));
  }

  @Test
  void backsOffWithDoublingBoundsUpToAMinute() {
    Progress progress = Progress.begun();
    for (long bound : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      RequestStep<String> step = after(progress, LOST, ofSeconds(1));
      assertThat(delay(step)).isEqualTo(ofSeconds(bound).dividedBy(2));
      progress = progress(step);
    }
  }

  @Test
  void waitsAtLeastTheFullBoundWhereTheServerIsBusy() {
    Progress progress = Progress.begun();
    for (long gap : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      RequestStep<String> step = after(progress, IN_PROGRESS, ofSeconds(1));
      assertThat(delay(step)).isEqualTo(ofSeconds(gap));
      progress = progress(step);
    }

    assertThat(delay(after(progress, NEWS, ofSeconds(1))))
        .as("news begins the gaps anew")
        .isEqualTo(ofSeconds(1));
  }

  @Test
  void neverUndercutsThePauseThatTheServerAskedFor() {
    Hint pause = new Hint.RetryAfter(ofSeconds(77));

    assertThat(delay(after(throttled(ofSeconds(77))))).isEqualTo(ofSeconds(77));
    assertThat(delay(after(new Reply.Lost<>(new Miss.Rejected(503, "", pause)))))
        .isEqualTo(ofSeconds(77));
    assertThat(delay(after(new Reply.Busy<>(new Miss.Unreadable("open"), pause, true))))
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
    Progress often = new Progress(20, 0, Duration.ZERO);

    assertThat(delay(after(often, throttled(ofSeconds(40)), ofMinutes(5))))
        .isEqualTo(ofSeconds(40));
    assertThat(delay(after(often, IN_PROGRESS, ofMinutes(5)))).isEqualTo(ofSeconds(60));
  }

  @Test
  void aBusyServerIsWaitedOutUpToTheDeadlineAndNotOnlyForTheFailureBudget() {
    assertThat(delay(after(Progress.begun(), IN_PROGRESS, ofMinutes(40)))).isEqualTo(ofSeconds(1));
    assertThat(after(Progress.begun(), IN_PROGRESS, ofMinutes(60)))
        .isInstanceOf(RequestStep.GivenUp.class);
  }

  @Test
  void theFailureBudgetCountsFromTheFirstFailureInARow() {
    Progress busyForLong = progress(after(Progress.begun(), IN_PROGRESS, ofMinutes(20)));

    RequestStep<String> lost = after(busyForLong, LOST, ofMinutes(21));
    RequestStep<String> stillLost = after(progress(lost), LOST, ofMinutes(36).minusSeconds(1));

    assertThat(stillLost).isInstanceOf(RequestStep.Again.class);
    assertThat(after(progress(stillLost), LOST, ofMinutes(36)))
        .isEqualTo(new RequestStep.GivenUp<>(RESET));
    assertThat(progress(after(progress(lost), IN_PROGRESS, ofMinutes(22))).failures())
        .as("an answer ends the row")
        .isZero();
  }

  @Test
  void theDeadlineEndsAnOutageToo() {
    Progress busyForLong = progress(after(Progress.begun(), IN_PROGRESS, ofMinutes(50)));
    RequestStep<String> lost = after(busyForLong, LOST, ofMinutes(59));

    assertThat(after(progress(lost), LOST, ofMinutes(60)))
        .isEqualTo(new RequestStep.GivenUp<>(RESET));
  }

  @Test
  void theLastAttemptIsMadeExactlyAtTheLimit() {
    assertThat(delay(after(new Progress(9, 9, Duration.ZERO), LOST, ofMinutes(15).minusSeconds(5))))
        .isEqualTo(ofSeconds(5));
    assertThat(
            delay(
                after(
                    new Progress(20, 0, Duration.ZERO),
                    IN_PROGRESS,
                    ofMinutes(60).minusSeconds(5))))
        .isEqualTo(ofSeconds(5));
  }

  @Test
  void endsAtOnceWhereThePauseReachesPastTheLimit() {
    assertThat(after(throttled(ofMinutes(61)))).isInstanceOf(RequestStep.GivenUp.class);
    assertThat(after(throttled(Duration.ofDays(365)))).isInstanceOf(RequestStep.GivenUp.class);
  }
}
