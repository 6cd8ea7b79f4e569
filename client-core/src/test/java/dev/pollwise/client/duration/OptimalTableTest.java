package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimalTableTest {

  private static final double HOUR = 3_600;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsWhatTryingEveryScheduleFinds(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      SurvivalGrid grid = randomGrid(random, 2 + random.nextInt(11));
      double price = 0.01 + 5 * random.nextDouble();
      OptimalTable table = OptimalTable.on(grid, price);

      for (int start = 0; start < grid.last(); start++) {
        assertThat(costOfFollowing(table, grid, price, start))
            .as("seed %s, round %s, alive at point %s", seed, round, start)
            .isCloseTo(leastOfAll(grid, price, start), within(1e-9));
      }
    }
  }

  /** Polling-theory section 1.2: closed forms and the author's own programme. */
  @ParameterizedTest
  @CsvSource({
    "exponential, 8.42649, 0.0003",
    "U 0-120, 7.81061, 0.0003",
    "Weibull 3, 6.49025, 0.0003",
    "LN 0.5, 7.28, 0.005",
    "LN 0.25, 5.34, 0.005",
    "LN 0.1, 3.55, 0.006",
    "LN 1.0, 10.18, 0.005",
    "U 30-90, 5.67, 0.006",
    "bimodal, 6.94, 0.005"
  })
  void costsWhatTheoryGivesForTwoSecondsACall(String name, double cost, double error) {
    SecondsLaw law = SecondsLaw.of(TheoryLaws.named(name));

    assertThat(inCalls(fineSchedule(law, 2, HOUR), law, 2)).isCloseTo(cost, within(error));
  }

  @Test
  void gapsForAMemorylessLawAreAllTheSame() {
    double[] polls =
        fineSchedule(SecondsLaw.of(DurationLaw.exponential(ofSeconds(60))), 2, HOUR).polls();

    for (int k = 0; k < 10; k++) {
      assertThat((polls[k] / (k + 1))).isCloseTo(14.853, within(0.05));
    }
  }

  @Test
  void gapsForAUniformLawFallByThePrice() {
    double[] polls =
        fineSchedule(SecondsLaw.of(DurationLaw.uniform(ofSeconds(0), ofSeconds(120))), 2, HOUR)
            .polls();

    assertThat(polls).hasSize(11);
    for (int k = 0; k < 11; k++) {
      double expected = (k + 1) * 20.909 - 2 * k * (k + 1) / 2.0;
      assertThat(polls[k]).isCloseTo(expected, within(0.1));
    }
  }

  @Test
  void pollsTheReferenceCaseWhenTheorySays() {
    double[] polls = fineSchedule(SecondsLaw.of(TheoryLaws.LOG_NORMAL), 2, HOUR).polls();

    assertThat(Arrays.copyOf(polls, 8))
        .containsExactly(
            new double[] {41.1, 54.5, 66.3, 77.5, 88.5, 99.3, 110.0, 120.8}, within(0.3));
  }

  @Test
  void gapsLengthenByThemselvesWhereOneJobInAHundredIsStuck() {
    double[] polls =
        fineSchedule(SecondsLaw.of(TheoryLaws.LOG_NORMAL.withStuck(0.01)), 2, 600).polls();

    assertThat(polls).hasSize(20);
    assertThat(Arrays.copyOf(polls, 3)).containsExactly(new double[] {41, 54.5, 66.5}, within(0.3));
    assertThat(Arrays.copyOfRange(polls, 15, 20))
        .containsExactly(new double[] {245, 275, 319, 396, 600}, within(0.5));
  }

  /** A push that arrives with probability p is the same problem with cd' = (1-p) cd. */
  @ParameterizedTest
  @CsvSource({"0, 41", "0.9, 67", "0.99, 112", "0.999, 175"})
  void theFirstSafetyPollMovesAwayAsPushGrowsReliable(double delivered, double first) {
    double[] polls =
        fineSchedule(SecondsLaw.of(TheoryLaws.LOG_NORMAL), 2 / (1 - delivered), HOUR).polls();

    assertThat(polls[0]).isCloseTo(first, within(1.5));
  }

  @Test
  void knowsTheBestTargetBetweenThePointsOfItsGridAsWell() {
    SecondsLaw law = SecondsLaw.of(TheoryLaws.BIMODAL);
    OptimalTable table = OptimalTable.of(law, 2, HOUR).orElseThrow();
    OptimalTable finest =
        OptimalTable.on(SurvivalGrid.lay(law, 2, HOUR, 0.01, 60_000).orElseThrow(), 2);

    for (double elapsed = 0; elapsed < 300; elapsed += 0.37) {
      double alive = law.survivalAt(elapsed);
      double gap = finest.next(elapsed, alive) - elapsed;

      assertThat(table.next(elapsed, alive) - elapsed).isCloseTo(gap, within(0.5 + 0.15 * gap));
    }
  }

  @Test
  void refusesToGrowWithoutBoundWhereACallCostsNextToNothing() {
    assertThat(OptimalTable.of(SecondsLaw.of(TheoryLaws.LOG_NORMAL), 1e-6, HOUR)).isEmpty();
  }

  private static Schedule fineSchedule(SecondsLaw law, double price, double horizon) {
    SurvivalGrid grid = SurvivalGrid.lay(law, price, horizon, 1 / 150.0, 65_000).orElseThrow();
    OptimalTable table = OptimalTable.on(grid, price);
    return Schedule.following(
        elapsed -> table.next(elapsed, law.survivalAt(elapsed)), law, table.end());
  }

  private static double inCalls(Schedule schedule, SecondsLaw law, double price) {
    return schedule.calls(law) + schedule.lateness(law) / price;
  }

  private static SurvivalGrid randomGrid(Random random, int points) {
    double[] times = new double[points];
    double[] survivals = new double[points];
    survivals[0] = 1;
    for (int i = 1; i < points; i++) {
      times[i] = times[i - 1] + 0.1 + 5 * random.nextDouble();
      survivals[i] = survivals[i - 1] * (random.nextBoolean() ? 1 : random.nextDouble());
    }
    return new SurvivalGrid(times, survivals);
  }

  private static double costOfFollowing(
      OptimalTable table, SurvivalGrid grid, double price, int start) {
    double cost = 0;
    int at = start;
    while (at < grid.last()) {
      double next = table.next(grid.time(at), grid.survival(at));
      cost += (price + next - grid.time(at)) * grid.survival(at);
      at = Arrays.binarySearch(grid.times(), next);
    }
    return cost;
  }

  private static double leastOfAll(SurvivalGrid grid, double price, int start) {
    int last = grid.last();
    int between = last - start - 1;
    return IntStream.range(0, 1 << between)
        .mapToDouble(chosen -> {
          double cost = 0;
          int at = start;
          for (int j = start + 1; j <= last; j++) {
            if (j == last || (chosen >> (j - start - 1) & 1) == 1) {
              cost += (price + grid.time(j) - grid.time(at)) * grid.survival(at);
              at = j;
            }
          }
          return cost;
        })
        .min()
        .orElseThrow();
  }
}
