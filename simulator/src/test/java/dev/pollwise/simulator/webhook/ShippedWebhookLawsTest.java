package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.webhook.Delivery.Fate;
import dev.pollwise.simulator.webhook.DeliveryPlan.Copy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** That webhooks of the shipped scenarios go wrong as often as described. Seed 7. */
class ShippedWebhookLawsTest {

  private static final int MANY = 10_000;
  private static final Set<String> TROUBLED = Set.of("flaky-network", "heygen-peak-hours", "chaos");
  static final List<String> OTHERS =
      ScenarioCatalogue.SHIPPED.stream().filter(name -> !TROUBLED.contains(name)).toList();

  private static Scenario.WebhookLaw law(String scenario) {
    return ScenarioCatalogue.shipped().find(scenario).orElseThrow().webhooks();
  }

  private static List<Copy> copies(String scenario) {
    SeededRandom draws = new SeededRandom(7);
    Scenario.WebhookLaw law = law(scenario);
    return LongStream.range(0, MANY)
        .mapToObj(n -> DeliveryPlan.draw(law, draws.of(SeededRandom.Purpose.WEBHOOK, "job", n)))
        .flatMap(plan -> plan.copies().stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "flaky-network,     0.05, 0.05, PT0.3S",
    "heygen-peak-hours, 0,    0.02, PT20S",
    "chaos,             0.1,  0.1,  PT2S"
  })
  void losesDoublesAndDelays(String scenario, double lost, double doubled, Duration median) {
    List<Copy> copies = copies(scenario);

    assertShare(copies, Fate.LOST, lost);
    assertShare(copies, Fate.DUPLICATE, (1 - lost) * doubled);
    long early = copies.stream().filter(copy -> copy.after().compareTo(median) < 0).count();
    assertThat(early / (double) copies.size()).isBetween(0.48, 0.52);
  }

  private static void assertShare(List<Copy> copies, Fate fate, double expected) {
    double share = copies.stream().filter(copy -> copy.fate() == fate).count() / (double) MANY;
    double deviation = Math.sqrt(expected * (1 - expected) / MANY);
    assertThat(share).isBetween(expected - 4 * deviation, expected + 4 * deviation);
  }

  @ParameterizedTest
  @FieldSource("OTHERS")
  void leavesTheOthersAlone(String scenario) {
    assertThat(law(scenario)).isEqualTo(Scenario.WebhookLaw.none());
  }

  @Test
  void nothingIsLateInTheHappyPath() {
    assertThat(copies("happy-path")).hasSize(MANY).allMatch(copy -> copy.fate() == Fate.USUAL);
  }
}
