package dev.pollwise.client.duration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short form of {@link LearningTable}, which has every price and more seeds. */
class LearningCourseTest {

  private static final int JOBS = 30;
  private static final int SEEDS = 4;

  @ParameterizedTest
  @CsvSource({
    "LN 0.1, 1.05",
    "LN 0.25, 1.05",
    "LN 0.5, 1.05",
    "LN 1.0, 1.05",
    "exponential, 1.05",
    "Weibull 3, 1.05",
    "U 30-90, 1.05",
    "bimodal, 1.15"
  })
  void thirtyJobsSeenOnlyThroughTheirPollsTeachNearlyTheOptimum(String name, double limit) {
    DurationLaw law = TheoryLaws.named(name);
    double mean =
        Arrays.stream(TheoryLaws.PRICES)
            .map(price -> LearningCourse.ratio(law, price, JOBS, SEEDS))
            .average()
            .orElseThrow();

    assertThat(mean).isBetween(0.999, limit);
  }
}
