package dev.pollwise.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "é"})
  void refusesWhatCannotTravel(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobId.of(value))
        .withMessageContaining("visible ASCII");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void refusesAStepInAPath(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobId.of(value))
        .withMessageContaining("\"" + value + "\"")
        .withMessageContaining("step in a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", ".a", "a.", "a..b", "%2e%2e", "/", "a/../b", "?#"})
  void takesWhatTravelsEncoded(String value) {
    assertThat(JobId.of(value).value()).isEqualTo(value);
  }

  @Test
  void showsOnlyTheHeadOfALongId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobId.of("x".repeat(300)))
        .withMessageContaining("x".repeat(60) + "…");
  }
}
