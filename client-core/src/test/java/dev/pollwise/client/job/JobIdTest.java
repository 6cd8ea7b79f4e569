package dev.pollwise.client.job;

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

  @Test
  void showsOnlyTheHeadOfALongId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobId.of("x".repeat(300)))
        .withMessageContaining("x".repeat(60) + "…");
  }
}
