package dev.pollwise.client.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PollingPolicyTest {

  private static final Map<String, BiFunction<PollingPolicy, Duration, PollingPolicy>> DURATIONS =
      Map.of(
          "callPrice", PollingPolicy::withCallPrice,
          "deadline", PollingPolicy::withDeadline,
          "failureBudget", PollingPolicy::withFailureBudget,
          "attemptTimeout", PollingPolicy::withAttemptTimeout);

  @Test
  void startsFromTheDocumentedDefaults() {
    PollingPolicy policy = PollingPolicy.defaults();

    assertThat(policy.pacing()).isEqualTo(Pacing.adaptive());
    assertThat(policy.jitter()).isEqualTo(new Jitter(0.1));
    assertThat(policy.callPrice()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(60));
    assertThat(policy.failureBudget()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.attemptTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.maxPolls()).isEqualTo(PollingPolicy.UNLIMITED);
  }

  @Test
  void refusesEveryIllegalDurationByNameValueAndRule() {
    Map<Duration, String> illegal =
        Map.of(
            Duration.ZERO,
            "0 ms",
            Duration.ofNanos(-1),
            "-<1 ms",
            Duration.ofSeconds(-2),
            "-2 s",
            Duration.ofDays(366),
            "8784 h",
            Duration.ofSeconds(Long.MAX_VALUE),
            " h",
            Duration.ofSeconds(Long.MIN_VALUE),
            " h");

    DURATIONS.forEach((name, with) ->
        illegal.forEach((value, text) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> with.apply(PollingPolicy.defaults(), value))
                .withMessageStartingWith(name + " ")
                .withMessageContaining(text)
                .withMessageEndingWith(": must be more than 0 and at most 365 days")));
  }

  @Test
  void takesTheSmallestAndTheGreatestLegalDurations() {
    DURATIONS.forEach((name, with) -> {
      for (Duration legal : new Duration[] {Duration.ofNanos(1), Duration.ofDays(365)}) {
        assertThat(with.apply(PollingPolicy.defaults(), legal)).as(name).isNotNull();
      }
    });
  }

  @Test
  void refusesANumberOfPollsBelowOne() {
    for (int illegal : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PollingPolicy.defaults().withMaxPolls(illegal))
          .withMessage("maxPolls " + illegal + ": must be at least 1");
    }
  }

  @Test
  void eachWitherChangesItsOwnSettingOnly() {
    Duration other = Duration.ofSeconds(77);
    PollingPolicy changed =
        PollingPolicy.defaults()
            .withPacing(Pacing.fixed(other))
            .withJitter(Jitter.none())
            .withCallPrice(other)
            .withDeadline(other)
            .withFailureBudget(other)
            .withAttemptTimeout(other)
            .withMaxPolls(77);

    assertThat(changed)
        .isEqualTo(
            new PollingPolicy(Pacing.fixed(other), Jitter.none(), other, other, other, other, 77));
    assertThat(PollingPolicy.defaults().withDeadline(other).failureBudget())
        .isEqualTo(PollingPolicy.defaults().failureBudget());
    assertThat(PollingPolicy.defaults().withCallPrice(other).pacing())
        .isEqualTo(PollingPolicy.defaults().pacing());
  }
}
