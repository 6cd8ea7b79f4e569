package dev.pollwise.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "500 ms, PT0.5S",
    "500ms, PT0.5S",
    "1.5 s, PT1.5S",
    "5 MIN, PT5M",
    "1 h 30 min, PT1H30M",
    "2 d, PT48H",
    "0 s, PT0S",
    "5, PT5S",
    "0, PT0S",
    "1.5, PT1.5S",
    "'1,5 s', PT1.5S",
    "'2,25', PT2.25S",
    "1h 30m, PT1H30M",
    "1h30m, PT1H30M",
    "90 seconds, PT90S",
    "2 hours, PT2H",
    "PT5S, PT5S",
    "pt1h, PT1H"
  })
  void readsADurationWithItsUnit(String text, Duration duration) {
    assertThat(Quantities.duration("interval", text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5 s 6 7",
        "1,2,3 s",
        "PT",
        "-PT5S",
        "PT-5S",
        "P300000D",
        "1..5 s",
        "5,",
        "5 s 6",
        "-1 s",
        "99999999999999999999 d"
      })
  void refusesADurationThatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantities.duration("interval", text))
        .withMessageContaining("interval \"" + text + "\"")
        .withMessageContaining("such as 500 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,000 ms", "1,250", "2 h 1,500 s"})
  void doesNotGuessWhatACommaBeforeThreeDigitsMeans(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantities.duration("interval", text))
        .withMessageContaining("two ways");
    assertThatIllegalArgumentException().isThrownBy(() -> Quantities.number("factor", "1,500"));
  }

  @Test
  void readsNumbersAsPeopleWriteThem() {
    assertThat(Quantities.number("factor", "1,5")).isEqualTo(1.5);
    assertThat(Quantities.share("jitter", "12,5 %")).isEqualTo(0.125);
    assertThat(Quantities.count("jobs", "1,000")).isEqualTo(1_000);
    assertThat(Quantities.count("jobs", "100 000")).isEqualTo(100_000);
    assertThatIllegalArgumentException().isThrownBy(() -> Quantities.count("jobs", "1,5"));
  }

  @Test
  void namesTheUnitsWhenOneIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantities.duration("cap", "5 parsecs"))
        .withMessage("cap \"5 parsecs\": the unit must be ms, s, min, h or d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT0.0005S", "PT0.25S", "PT59.97S", "PT90S", "PT61M1S", "PT25H3M", "PT2.345678S"})
  void readsWhatItWrites(Duration duration) {
    assertThat(Quantities.duration("d", Quantities.write(duration))).isEqualTo(duration);
  }

  @Test
  void readsAndWritesSharesAndLimits() {
    assertThat(Quantities.share("jitter", "10 %")).isEqualTo(0.1);
    assertThat(Quantities.share("jitter", "0.25")).isEqualTo(0.25);
    assertThat(Quantities.writeShare(0.1)).isEqualTo("10 %");
    assertThat(Quantities.writeShare(0)).isEqualTo("0 %");
    assertThat(Quantities.limit("maxPolls", "no limit")).isEqualTo(Integer.MAX_VALUE);
    assertThat(Quantities.limit("maxPolls", "")).isEqualTo(Integer.MAX_VALUE);
    assertThat(Quantities.limit("maxPolls", "40")).isEqualTo(40);
    assertThat(Quantities.writeLimit(Integer.MAX_VALUE)).isEqualTo("no limit");
    assertThatIllegalArgumentException().isThrownBy(() -> Quantities.count("jobs", "many"));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantities.share("jitter", "ten %"));
  }
}
