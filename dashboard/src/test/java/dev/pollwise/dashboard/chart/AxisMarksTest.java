package dev.pollwise.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisMarksTest {

  @ParameterizedTest
  @CsvSource({"0.004, 0.001", "37, 10", "61, 15", "100, 30", "3000, 600", "7000, 1800"})
  void stepsAreWhatPeopleCountIn(double upper, double step) {
    assertThat(AxisMarks.timeStep(upper, 6)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "12, 2", "24, 5", "55, 10", "110, 20", "290, 50"})
  void countsStepByOneTwoFive(double upper, double step) {
    assertThat(AxisMarks.countStep(upper, 6)).isEqualTo(step);
  }

  @Test
  void powersAreThinnedToWhatCanBeRead() {
    assertThat(AxisMarks.logarithmic(0.001, 86_400, 6)).hasSizeLessThanOrEqualTo(6);
    assertThat(AxisMarks.markBelow(2.7)).isEqualTo(2);
    assertThat(AxisMarks.markAbove(2.7)).isEqualTo(5);
  }
}
