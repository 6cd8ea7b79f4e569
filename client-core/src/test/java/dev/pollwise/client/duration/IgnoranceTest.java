package dev.pollwise.client.duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cp = 1 and cd = 1/r throughout; r = 1, for the schedule has no other scale. */
class IgnoranceTest {

  private static final int POLLS = 400;
  private static final int STEPS = 50;
  private static final double SPREAD = 0.1;

  @Test
  void isThePriceScheduleByTimeInsteadOfByNumber() {
    Pacing pacing = Pacing.forPrice(Duration.ofSeconds(4));
    double at = 0;
    for (int poll = 1; poll < 50; poll++) {
      double next = Ignorance.next(at, 0, 4);

      assertThat(next - at)
          .isCloseTo(
              Seconds.of(
                  pacing.interval(
                      Pacing.Context.of(PollingPolicy.defaults(), poll, Duration.ZERO))),
              within(1e-9));
      at = next;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.3, 0.999999, 7.2, 1e6})
  void isAlwaysLater(double elapsed) {
    assertThat(Ignorance.next(elapsed, 0, 2)).isGreaterThan(elapsed);
    assertThat(Ignorance.next(60 + elapsed, 60, 2)).isGreaterThan(60 + elapsed);
  }

  /** Exact, for a job of any length T: the cost against {@code 2 sqrt(2 T) + 1.5}. */
  @Test
  void withoutJitterTheWorstJobCostsTheBoundJustAfterAPollAndNoneMore() {
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < POLLS; k++) {
      double before = k * k / 2.0;
      double at = (k + 1) * (k + 1) / 2.0;
      for (int step = 0; step <= STEPS; step++) {
        double length = before + (at - before) * step / STEPS;
        double cost = k + 1 + at - length;
        double bound = 2 * Math.sqrt(2 * length) + 1.5;

        assertThat(cost).as("T = %s", length).isLessThanOrEqualTo(bound + 1e-9);
        nearest = Math.min(nearest, bound - cost);
      }
    }
    assertThat(nearest).isCloseTo(0, within(1e-9));
  }

  /**
   * With each interval spread evenly by ± 10 % the density of the moment of each poll is carried
   * from poll to poll, so nothing is drawn by chance. By formula (1) a job of length T costs {@code
   * sum over k of (1 + mean interval k) P(poll k-1 before T) - T}.
   */
  @Test
  void withJitterTheExpectedCostStaysBelowTheSameBound() {
    int polls = 40;
    int perSecond = 40;
    int size = perSecond * (polls + 2) * (polls + 2);
    double[] density = new double[size];
    double[] cost = new double[size];
    density[0] = 1;
    for (int k = 1; k <= polls; k++) {
      int least = (int) Math.round((k - 0.5) * (1 - SPREAD) * perSecond);
      int most = (int) Math.round((k - 0.5) * (1 + SPREAD) * perSecond);
      double meanInterval = (least + most) / 2.0 / perSecond;
      double made = 0;
      for (int i = 0; i < size; i++) {
        cost[i] += (1 + meanInterval) * made;
        made += density[i];
      }
      density = spread(density, least, most);
    }

    for (int i = 1; i < 0.8 * polls * polls / 2 * perSecond; i++) {
      double length = i / (double) perSecond;
      assertThat(cost[i] - length)
          .as("T = %s", length)
          .isBetween(1.0, 2 * Math.sqrt(2 * length) + 1.5);
    }
  }

  private static double[] spread(double[] density, int least, int most) {
    double[] after = new double[density.length];
    double share = 1.0 / (most - least + 1);
    for (int from = 0; from < density.length; from++) {
      if (density[from] > 1e-12) {
        for (int width = least; width <= most && from + width < density.length; width++) {
          after[from + width] += density[from] * share;
        }
      }
    }
    return after;
  }

  @Test
  void aDecisionThatTookAWhileDoesNotPutTheFirstPollOff() {
    assertThat(Ignorance.next(0.08, 0, 1)).isEqualTo(0.5);
    assertThat(Ignorance.next(60.2, 60, 4)).isEqualTo(62);
    assertThat(Ignorance.next(59, 60, 4)).isEqualTo(62);
  }
}
