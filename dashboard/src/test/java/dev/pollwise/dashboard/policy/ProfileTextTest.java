package dev.pollwise.dashboard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTextTest {

  static Stream<Pacing> pacings() {
    return Stream.of(
        Pacing.fixed(Duration.ofMillis(1234)),
        Pacing.exponential(Duration.ofSeconds(1), 1.5, Duration.ofMinutes(5)),
        Pacing.linear(Duration.ofMillis(1), Duration.ZERO, Duration.ofHours(1)),
        Pacing.forPrice(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @MethodSource("pacings")
  void readsWhatItWrites(Pacing pacing) {
    PollingPolicy policy =
        PollingPolicy.defaults()
            .withPacing(pacing)
            .withJitter(new Jitter(0.25))
            .withDeadline(Duration.ofSeconds(61))
            .withMaxPolls(7);

    String text = ProfileText.write(new Profile("mine", policy));

    assertThat(ProfileText.read("mine", text)).isEqualTo(new Profile("mine", policy));
  }

  @Test
  void keepsWhatIsExpected() {
    Profile told =
        new Profile("told", PollingPolicy.defaults(), Expectation.of(Duration.ofMillis(61_500)));

    String text = ProfileText.write(told);

    assertThat(text).contains("expected-duration = 61.5 s");
    assertThat(ProfileText.read("told", text)).isEqualTo(told);
    assertThat(ProfileText.write(new Profile("untold", PollingPolicy.defaults())))
        .doesNotContain("expected");
  }

  @Test
  void whatIsMissingHasItsDefault() {
    assertThat(ProfileText.read("old", "# nothing"))
        .isEqualTo(new Profile("old", PollingPolicy.defaults()));
  }

  @ParameterizedTest
  @CsvSource({
    "pacing = sometimes, pacing \"sometimes\": must be",
    "intervall = 5 s, intervall \"5 s\": is not a key",
    "interval = 5 s, interval \"5 s\": is not a key of this kind",
    "pacing = fixed, interval: must be given",
    "deadline = -1 s, deadline \"-1 s\"",
    "jitter = 80 %, jitter 0.8: must be",
    "expected-duration = soon, expected-duration \"soon\": must be a time",
    "expected-duration = 0 s, expected duration 0 ms: must be 1 ms to 100 days",
    "'pacing = for-price\nexpected-duration = 5 min', expected-duration \"5 min\": is not a key"
  })
  void refusesASlipOfThePenWithNameAndRule(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfileText.read("any", line))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "F\u00fcr sp\u00e4ter 2", "x", "v1.2_b-c"})
  void takesNamesAsPeopleGiveThem(String name) {
    assertThat(new Profile(name, PollingPolicy.defaults()).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"../evil", "''", "' a'", "'a '", "a.", "a/b", "a:b", ".hidden"})
  void refusesANameThatCouldNotBeAFile(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Profile(name, PollingPolicy.defaults()))
        .withMessageContaining("must be 1 to 60 letters");
  }
}
