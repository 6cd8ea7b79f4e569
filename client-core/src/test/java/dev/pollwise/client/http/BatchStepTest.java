package dev.pollwise.client.http;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.http.BatchStep.Again;
import dev.pollwise.client.http.BatchStep.GivenUp;
import dev.pollwise.client.http.BatchStep.Progress;
import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchStepTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withDeadline(ofMinutes(60)).withFailureBudget(ofMinutes(15));
  private static final Miss RESET = new Miss.Unreachable("reset");

  private static BatchStep open(Progress before, boolean broughtItems, Duration now) {
    return BatchStep.open(before, broughtItems, Hint.none(), POLICY, now);
  }

  private static BatchStep missed(Progress before, Miss miss, Duration now) {
    return BatchStep.missed(before, miss, POLICY, now, 0.5);
  }

  private static Again again(BatchStep step) {
    assertThat(step).isInstanceOf(Again.class);
    return (Again) step;
  }

  @Test
  void gapsDoubleUpToAMinuteAsLongAsNothingComes() {
    Progress progress = Progress.begun();
    for (long gap : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      Again next = again(open(progress, false, ofSeconds(1)));
      assertThat(next.delay()).isEqualTo(ofSeconds(gap));
      progress = next.progress();
    }

    assertThat(again(open(progress, true, ofSeconds(1))).delay())
        .as("news begins them anew")
        .isEqualTo(ofSeconds(1));
  }

  @Test
  void neverUndercutsThePauseThatTheServerAskedFor() {
    Hint pause = new Hint.RetryAfter(ofSeconds(77));

    assertThat(again(BatchStep.open(Progress.begun(), true, pause, POLICY, ofSeconds(1))).delay())
        .isEqualTo(ofSeconds(77));
    assertThat(
            again(missed(Progress.begun(), new Miss.Throttled("slow", pause), ofSeconds(1)))
                .delay())
        .isEqualTo(ofSeconds(77));
    assertThat(
            again(missed(Progress.begun(), new Miss.Rejected(503, "", pause), ofSeconds(1)))
                .delay())
        .isEqualTo(ofSeconds(77));
  }

  @Test
  void theLastLookIsExactlyAtTheDeadlineAndNoneComesAfterIt() {
    Progress idle = new Progress(20, 0, Duration.ZERO);

    assertThat(again(open(idle, false, ofMinutes(60).minusSeconds(5))).delay())
        .isEqualTo(ofSeconds(5));
    assertThat(open(idle, false, ofMinutes(60))).isInstanceOf(GivenUp.class);
    assertThat(BatchStep.open(idle, true, new Hint.RetryAfter(ofMinutes(61)), POLICY, ofSeconds(1)))
        .isInstanceOf(GivenUp.class);
  }

  @Test
  void lostContactEndsItAfterTheFailureBudgetCountedFromTheFirstFailure() {
    Progress failing = again(missed(Progress.begun(), RESET, ofMinutes(20))).progress();

    assertThat(missed(failing, RESET, ofMinutes(35).minusSeconds(1))).isInstanceOf(Again.class);
    assertThat(missed(failing, RESET, ofMinutes(35))).isEqualTo(new GivenUp(RESET));
    assertThat(again(open(failing, false, ofMinutes(21))).progress().failures())
        .as("an answer ends the row")
        .isZero();
  }

  @Test
  void aServerThatThrottlesIsNotLost() {
    Miss busy = new Miss.Throttled("slow", Hint.none());
    Progress failing = again(missed(Progress.begun(), RESET, ofMinutes(1))).progress();

    assertThat(again(missed(failing, busy, ofMinutes(40))).progress().failures()).isZero();
  }

  @Test
  void aRefusalEndsItAtOnce() {
    Miss denied = new Miss.Denied(401, "unauthorized");

    assertThat(missed(Progress.begun(), denied, ofSeconds(1))).isEqualTo(new GivenUp(denied));
  }
}
