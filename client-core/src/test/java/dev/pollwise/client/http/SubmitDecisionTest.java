package dev.pollwise.client.http;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmitDecisionTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withDeadline(ofMinutes(60)).withFailureBudget(ofMinutes(15));
  private static final Miss RESET = new Miss.Unreachable("reset");
  private static final Submitted<String> IN_PROGRESS =
      new Submitted.Missed<>(new Miss.Rejected(409, "request_in_progress", Hint.none()), true);

  private static SubmitStep<String> decide(
      SubmitProgress progress, Submitted<String> submitted, Duration now) {
    return SubmitDecision.decide(progress, submitted, POLICY, now, 0.5);
  }

  private static SubmitStep<String> decide(Miss miss) {
    return decide(SubmitProgress.begun(), new Submitted.Missed<>(miss), ofSeconds(1));
  }

  private static Duration delay(SubmitStep<String> step) {
    assertThat(step).isInstanceOf(SubmitStep.Again.class);
    return ((SubmitStep.Again<String>) step).delay();
  }

  private static SubmitProgress progress(SubmitStep<String> step) {
    assertThat(step).isInstanceOf(SubmitStep.Again.class);
    return ((SubmitStep.Again<String>) step).progress();
  }

  private static Miss throttled(Duration pause) {
    return new Miss.Throttled("rate_limit_exceeded", new Hint.RetryAfter(pause));
  }

  @Test
  void aReceiptIsTheEnd() {
    assertThat(decide(SubmitProgress.begun(), new Submitted.Accepted<>("ids"), ofMinutes(500)))
        .isEqualTo(new SubmitStep.Accepted<>("ids"));
  }

  static Stream<Miss> lost() {
    return Stream.of(
        RESET,
        new Miss.TimedOut(ofSeconds(30)),
        new Miss.Unreadable("html"),
        new Miss.Rejected(500, "", Hint.none()),
        new Miss.Rejected(502, "", Hint.none()),
        new Miss.Rejected(599, "", Hint.none()),
        new Miss.Rejected(999, "", Hint.none()),
        new Miss.Rejected(408, "", Hint.none()));
  }

  @ParameterizedTest
  @MethodSource("lost")
  void asksAgainWhereTheFateIsUnknown(Miss miss) {
    assertThat(delay(decide(miss))).isEqualTo(Duration.ofMillis(500));
  }

  static Stream<Miss> refused() {
    return Stream.of(
        new Miss.Denied(401, ""),
        new Miss.Denied(402, ""),
        new Miss.Denied(403, ""),
        new Miss.Denied(429, "quota_exceeded: "),
        new Miss.NotFound("no such path"),
        new Miss.Rejected(301, "", Hint.none()),
        new Miss.Rejected(400, "", new Hint.RetryAfter(ofSeconds(1))),
        new Miss.Rejected(409, "conflict", Hint.none()),
        new Miss.Rejected(413, "", Hint.none()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void endsAtOnceWhereTheServerRefused(Miss miss) {
    assertThat(decide(miss)).isEqualTo(new SubmitStep.GivenUp<>(miss));
  }

  @Test
  void backsOffWithDoublingBoundsUpToAMinute() {
    SubmitProgress progress = SubmitProgress.begun();
    for (long bound : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      SubmitStep<String> step = decide(progress, new Submitted.Missed<>(RESET), ofSeconds(1));
      assertThat(delay(step)).isEqualTo(ofSeconds(bound).dividedBy(2));
      progress = progress(step);
    }
  }

  @Test
  void waitsAtLeastTheFullBoundWhereTheServerIsBusy() {
    SubmitStep<String> first = decide(SubmitProgress.begun(), IN_PROGRESS, ofSeconds(1));
    SubmitStep<String> second = decide(progress(first), IN_PROGRESS, ofSeconds(2));

    assertThat(delay(first)).isEqualTo(ofSeconds(1));
    assertThat(delay(second)).isEqualTo(ofSeconds(2));
  }

  @Test
  void neverUndercutsThePauseThatTheServerAskedFor() {
    assertThat(delay(decide(throttled(ofSeconds(77))))).isEqualTo(ofSeconds(77));
    assertThat(delay(decide(new Miss.Rejected(503, "", new Hint.RetryAfter(ofSeconds(9))))))
        .isEqualTo(ofSeconds(9));
    assertThat(delay(decide(throttled(Duration.ZERO))))
        .as("nor does a pause of zero make it hasty")
        .isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void takesABusyServerAtItsWordHoweverOftenItSaysIt() {
    SubmitProgress often = new SubmitProgress(20, 0, Duration.ZERO);
    Submitted<String> soon = new Submitted.Missed<>(throttled(ofSeconds(40)));

    assertThat(delay(decide(often, soon, ofMinutes(5)))).isEqualTo(ofSeconds(40));
    assertThat(delay(decide(often, IN_PROGRESS, ofMinutes(5)))).isEqualTo(ofSeconds(60));
  }

  @Test
  void aBusyServerIsWaitedOutUpToTheDeadlineAndNotOnlyForTheFailureBudget() {
    assertThat(delay(decide(SubmitProgress.begun(), IN_PROGRESS, ofMinutes(40))))
        .isEqualTo(ofSeconds(1));
    assertThat(decide(SubmitProgress.begun(), IN_PROGRESS, ofMinutes(60)))
        .isInstanceOf(SubmitStep.GivenUp.class);
  }

  @Test
  void theFailureBudgetCountsFromTheFirstFailureInARow() {
    SubmitProgress busyForLong =
        progress(decide(SubmitProgress.begun(), IN_PROGRESS, ofMinutes(20)));

    SubmitStep<String> lost = decide(busyForLong, new Submitted.Missed<>(RESET), ofMinutes(21));
    SubmitStep<String> stillLost =
        decide(progress(lost), new Submitted.Missed<>(RESET), ofMinutes(35));
    SubmitStep<String> over =
        decide(progress(stillLost), new Submitted.Missed<>(RESET), ofMinutes(36));

    assertThat(stillLost).isInstanceOf(SubmitStep.Again.class);
    assertThat(over).isEqualTo(new SubmitStep.GivenUp<>(RESET));
  }

  @Test
  void theLastCallIsMadeExactlyAtTheLimit() {
    SubmitProgress failing = new SubmitProgress(9, 9, Duration.ZERO);

    assertThat(delay(decide(failing, new Submitted.Missed<>(RESET), ofMinutes(15).minusSeconds(5))))
        .isEqualTo(ofSeconds(5));
  }

  @Test
  void endsAtOnceWhereThePauseReachesPastTheLimit() {
    Miss tooLong = throttled(ofMinutes(61));

    assertThat(decide(tooLong)).isEqualTo(new SubmitStep.GivenUp<>(tooLong));
    assertThat(decide(throttled(Duration.ofDays(365)))).isInstanceOf(SubmitStep.GivenUp.class);
  }
}
