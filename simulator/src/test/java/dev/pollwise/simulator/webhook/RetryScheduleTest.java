package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"1,10", "2,20", "3,40", "9,2560", "10,3600", "40,3600"})
  void doublesTheWaitUpToAnHour(int failed, long wait) {
    Duration first = Duration.ofMinutes(5);

    assertThat(RetrySchedule.next(first, failed, first))
        .contains(first.plus(Duration.ofSeconds(wait)));
  }

  @Test
  void givesUpAfterADay() {
    Duration first = Duration.ofMinutes(5);
    Duration almost = first.plusHours(24).minusSeconds(10);

    assertThat(RetrySchedule.next(first, 1, almost)).contains(first.plusHours(24));
    assertThat(RetrySchedule.next(first, 1, almost.plusNanos(1))).isEmpty();
  }

  @Test
  void comesToThirtyTwoAttemptsInADay() {
    int failed = 0;
    Optional<Duration> at = Optional.of(Duration.ZERO);
    while (at.isPresent()) {
      failed++;
      at = RetrySchedule.next(Duration.ZERO, failed, at.get());
    }

    assertThat(failed).isEqualTo(32);
  }
}
