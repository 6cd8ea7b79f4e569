package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedCostTest {

  private static final Duration TWO = ofSeconds(2);
  private static final Duration HOUR = TheoryLaws.HOUR;

  /** The table of polling-theory section 2. */
  @ParameterizedTest
  @CsvSource({"1, 68.7, 68.5, 0.50", "5, 15.35, 14.1, 2.50", "10, 9.80, 7.30, 5.00"})
  void fixedIntervalsCostWhatTheoryGives(int gap, double cost, double calls, double late) {
    List<Duration> polls =
        IntStream.rangeClosed(1, 3_600 / gap).mapToObj(k -> ofSeconds((long) k * gap)).toList();

    ExpectedCost expected = ExpectedCost.of(TheoryLaws.LOG_NORMAL, polls, TWO);

    assertThat(expected.inCalls()).isCloseTo(cost, within(0.06));
    assertThat(expected.calls()).isCloseTo(calls, within(0.06));
    assertThat(Seconds.of(expected.lateness())).isCloseTo(late, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"1, 12.65, 8.49, 8.3", "2, 12.14, 6.15, 12.0"})
  void theScheduleOfIgnoranceCostsWhatTheoryGives(
      double a, double cost, double calls, double late) {
    List<Duration> polls =
        IntStream.rangeClosed(1, 60).mapToObj(k -> Seconds.upward(a * k * k)).toList();

    ExpectedCost expected = ExpectedCost.of(TheoryLaws.LOG_NORMAL, polls, TWO);

    assertThat(expected.inCalls()).isCloseTo(cost, within(0.01));
    assertThat(expected.calls()).isCloseTo(calls, within(0.01));
    assertThat(Seconds.of(expected.lateness())).isCloseTo(late, within(0.06));
  }

  @Test
  void whoKnowsNothingFollowsTheQuadraticSchedule() {
    ExpectedCost ignorant =
        ExpectedCost.following(TheoryLaws.LOG_NORMAL, Outlook.unknown(), TWO, HOUR);

    assertThat(ignorant.inCalls()).isCloseTo(12.65, within(0.01));
  }

  @Test
  void theReferenceCaseSplitsIntoCallsAndLatenessAsTheorySays() {
    ExpectedCost best = ExpectedCost.optimum(TheoryLaws.LOG_NORMAL, TWO, HOUR);
    ExpectedCost rule = ExpectedCost.equalCost(TheoryLaws.LOG_NORMAL, TWO, HOUR);

    assertThat(best.inCalls()).isCloseTo(7.28, within(0.01));
    assertThat(best.calls()).isCloseTo(3.86, within(0.02));
    assertThat(Seconds.of(best.lateness())).isCloseTo(6.85, within(0.04));
    assertThat(rule.inCalls()).isCloseTo(7.31, within(0.01));
    assertThat(rule.calls()).isCloseTo(3.65, within(0.01));
    assertThat(Seconds.of(rule.lateness())).isCloseTo(7.31, within(0.02));
  }

  /** The ratio table of polling-theory 1.5; columns are cd with cp = 1. */
  @ParameterizedTest
  @CsvSource({
    "LN 0.5, 1.266, 1.045, 1.020, 1.004, 1.003, 1.001",
    "LN 0.25, 1.489, 1.094, 1.039, 1.007, 1.005, 1.002",
    "LN 1.0, 1.134, 1.027, 1.013, 1.002, 1.001, 1.000",
    "Weibull 3, 1.408, 1.052, 1.023, 1.006, 1.004, 1.001",
    "exponential, 1.174, 1.037, 1.019, 1.004, 1.002, 1.000",
    "U 30-90, 1.539, 1.093, 1.038, 1.007, 1.003, 1.001",
    "bimodal, 1.394, 1.105, 1.092, 1.020, 1.018, 1.005"
  })
  void theEqualCostRuleStaysAsNearToTheOptimumAsTheorySays(
      String name, double a, double b, double c, double d, double e, double f) {
    DurationLaw law = TheoryLaws.named(name);
    double[] prices = {100, 20, 10, 2, 1, 0.2};
    double[] ratios = {a, b, c, d, e, f};

    for (int i = 0; i < prices.length; i++) {
      Duration price = Seconds.upward(prices[i]);
      double ratio =
          ExpectedCost.equalCost(law, price, HOUR).inCalls()
              / ExpectedCost.optimum(law, price, HOUR).inCalls();

      assertThat(ratio).as("r = %s", prices[i]).isCloseTo(ratios[i], within(0.004));
    }
  }

  @Test
  void theEqualCostRulePaysAsMuchForCallsAsForLateness() {
    TheoryLaws.all()
        .forEach((name, law) -> {
          ExpectedCost cost = ExpectedCost.equalCost(law, TWO, HOUR);

          assertThat(cost.inCalls()).as(name).isCloseTo(2 * cost.calls(), within(0.01));
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 2, 20, 200})
  void nothingIsBelowTheBoundAndTheOptimumIsAtMostTwiceAsMuch(double price) {
    Duration r = Seconds.upward(price);
    Stream.concat(
            TheoryLaws.all().values().stream(),
            Stream.of(
                TheoryLaws.LOG_NORMAL.withStuck(0.05),
                DurationLaw.fixed(ofSeconds(60)),
                DurationLaw.empirical(List.of(ofSeconds(20), ofSeconds(50), ofSeconds(51)))))
        .forEach(law -> {
          double bound = ExpectedCost.lowerBound(law, r, HOUR);

          assertThat(ExpectedCost.optimum(law, r, HOUR).inCalls())
              .as(law.describe())
              .isBetween(bound * 0.999, 2 * bound + 1e-3);
        });
  }

  @Test
  void theFrontierTradesCallsForLateness() {
    List<ExpectedCost> frontier =
        ExpectedCost.frontier(
            TheoryLaws.LOG_NORMAL, HOUR, Duration.ofMillis(500), ofSeconds(50), 9);

    assertThat(frontier).hasSize(9);
    assertThat(frontier.getFirst().callPrice()).isEqualTo(Duration.ofMillis(500));
    assertThat(Seconds.of(frontier.getLast().callPrice())).isCloseTo(50, within(1e-6));
    for (int i = 1; i < 9; i++) {
      assertThat(frontier.get(i).calls()).isLessThan(frontier.get(i - 1).calls());
      assertThat(frontier.get(i).lateness()).isGreaterThan(frontier.get(i - 1).lateness());
    }
  }

  @Test
  void refusesIllegalValuesByNameValueAndRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedCost.of(TheoryLaws.LOG_NORMAL, List.of(), TWO))
        .withMessage("polls 0: must be at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedCost.of(TheoryLaws.LOG_NORMAL, List.of(TWO, ofSeconds(2)), TWO))
        .withMessage("poll 2 s: must be later than the one before, 2 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedCost.of(TheoryLaws.LOG_NORMAL, List.of(TWO), Duration.ZERO))
        .withMessageStartingWith("callPrice 0 ms: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedCost.frontier(TheoryLaws.LOG_NORMAL, HOUR, TWO, ofSeconds(1), 9))
        .withMessageStartingWith("dearest 1 s: must not be less than cheapest 2 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedCost.optimum(TheoryLaws.LOG_NORMAL, TWO, Duration.ZERO))
        .withMessageStartingWith("horizon 0 ms: ");
  }
}
