package dev.pollwise.client.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S,              0 ms",
    "PT0.000000001S,    <1 ms",
    "PT0.000499999S,    <1 ms",
    "PT0.0005S,         1 ms",
    "PT0.25S,           250 ms",
    "PT0.9994S,         999 ms",
    "PT0.9996S,         1 s",
    "PT1S,              1 s",
    "PT1.25S,           1.25 s",
    "PT1.999S,          2 s",
    "PT9.99S,           9.99 s",
    "PT9.996S,          10 s",
    "PT10S,             10 s",
    "PT11.84S,          11.8 s",
    "PT20S,             20 s",
    "PT59.949S,         59.9 s",
    "PT59.95S,          1 min",
    "PT60S,             1 min",
    "PT89.5S,           1 min 30 s",
    "PT2M,              2 min",
    "PT59M59.6S,        1 h",
    "PT1H5M,            1 h 5 min",
    "PT1H5M59S,         1 h 5 min",
    "P365D,             8760 h",
    "PT-1.5S,           -1.5 s",
    "PT-0.000000001S,   -<1 ms",
    "PT-1H,             -1 h"
  })
  void saysItAsAPersonWould(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
  }

  @Test
  void hasATextForTheLongestAndTheMostNegativeDurationThereIs() {
    assertThat(Durations.text(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
        .startsWith("2562047788015215 h");
    assertThat(Durations.text(Duration.ofSeconds(Long.MIN_VALUE)))
        .startsWith("-2562047788015215 h");
    assertThat(Durations.text(Duration.ofSeconds(Long.MIN_VALUE, 1)))
        .startsWith("-2562047788015215 h");
  }
}
