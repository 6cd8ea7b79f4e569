package dev.pollwise.client.duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** With all others over at a minute. */
class OutliersTest {

  private static final double MINUTE = 60;

  @Test
  void allLiveUntilTheOthersAreOver() {
    assertThat(outliers(200, 300).survivalAt(0)).isEqualTo(1);
    assertThat(outliers().survivalAt(30)).isEqualTo(1);
    assertThat(outliers(3_600).survivalAt(MINUTE)).isEqualTo(1);
  }

  @Test
  void whereNobodyWasSeenOnlyTheScaleIsUnknown() {
    Outliers law = outliers();

    assertThat(hazard(law, 80)).isCloseTo(0.5, within(0.01));
    assertThat(hazard(law, 500)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void whoTakesMuchLongerIsHardlyOfAKind() {
    assertThat(hazard(outliers(), 700)).isCloseTo(0.05, within(0.001));
    assertThat(outliers().survivalAt(1e9)).isGreaterThan(0.05);
  }

  @Test
  void whoFollowsTheStuckIsAskedAboutLessOften() {
    assertThat(hazard(outliers(500), 200)).isBetween(0.01, 0.1);
    assertThat(hazard(outliers(500, 500, 500), 200)).isLessThan(hazard(outliers(500), 200) / 2);
  }

  @Test
  void whoHasOutlivedAllIsAskedAboutAsTheFirst() {
    assertThat(hazard(outliers(150, 300), 400)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void whoWasSeenBeforeTheOthersAreOverSaysNothing() {
    assertThat(outliers(10, 59).survivalAt(200)).isEqualTo(outliers().survivalAt(200));
  }

  /** The share that ends within a small share of age. */
  private static double hazard(Outliers law, double seconds) {
    double step = 1e-3;
    return Math.log(law.survivalAt(seconds) / law.survivalAt(seconds * (1 + step)))
        / Math.log1p(step);
  }

  private static Outliers outliers(double... survivors) {
    return new Outliers(
        Math.log(MINUTE),
        CensoredSample.of(
            Arrays.stream(survivors)
                .mapToObj(age -> new CensoredSample.Element(age, Double.POSITIVE_INFINITY, 0.1))
                .toList()));
  }
}
