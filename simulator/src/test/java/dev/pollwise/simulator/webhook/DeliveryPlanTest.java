package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.webhook.Delivery.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPlanTest {

  private static final DurationLaw AT_ONCE = DurationLaw.fixed(Duration.ZERO);
  private static final int DRAWS = 100_000;

  @Test
  void leavesOnceAndAtOnceWithoutFaults() {
    assertThat(draw(Scenario.WebhookLaw.none(), 1).copies())
        .containsExactly(new DeliveryPlan.Copy(Fate.USUAL, Duration.ZERO));
  }

  @Test
  void neverLeavesWhenLossIsCertain() {
    assertThat(draw(new Scenario.WebhookLaw(AT_ONCE, 1, 1), 1).copies())
        .extracting(DeliveryPlan.Copy::fate)
        .containsExactly(Fate.LOST);
  }

  @Test
  void leavesTwiceWhenDuplicationIsCertain() {
    assertThat(draw(new Scenario.WebhookLaw(AT_ONCE, 0, 1), 1).copies())
        .extracting(DeliveryPlan.Copy::fate)
        .containsExactly(Fate.USUAL, Fate.DUPLICATE);
  }

  @Test
  void delaysByTheLawSoThatDeliveriesOvertakeEachOther() {
    Scenario.WebhookLaw law =
        new Scenario.WebhookLaw(DurationLaw.uniform(Duration.ZERO, Duration.ofMinutes(1)), 0, 0);
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      delays.add(draw(law, i).copies().getFirst().after());
    }

    assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofMinutes(1)) <= 0);
    assertThat(delays).isNotEqualTo(delays.stream().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.5", "0.93"})
  void losesTheShareItIsTold(double share) {
    int lost = 0;
    for (int i = 0; i < DRAWS; i++) {
      lost +=
          draw(new Scenario.WebhookLaw(AT_ONCE, share, 0), i).copies().getFirst().fate()
                  == Fate.LOST
              ? 1
              : 0;
    }

    double deviation = Math.sqrt(DRAWS * share * (1 - share));
    assertThat((double) lost)
        .isBetween(DRAWS * share - 4 * deviation, DRAWS * share + 4 * deviation);
  }

  private static DeliveryPlan draw(Scenario.WebhookLaw law, long number) {
    return DeliveryPlan.draw(
        law, new SeededRandom(7).of(SeededRandom.Purpose.WEBHOOK, "test", number));
  }
}
