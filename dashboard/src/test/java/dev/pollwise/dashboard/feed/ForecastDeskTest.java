package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.compare.CompareWish;
import dev.pollwise.dashboard.compare.Comparison;
import dev.pollwise.dashboard.compare.Contender;
import dev.pollwise.dashboard.compare.ForecastWish;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.shell.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastDeskTest {

  private static final DurationLaw LAW = DurationLaw.logNormal(Duration.ofMinutes(5), 0.5);
  private static final PollingPolicy ADAPTIVE = PollingPolicy.defaults();
  private static final PollingPolicy EVERY_10_S =
      ADAPTIVE.withPacing(Pacing.fixed(Duration.ofSeconds(10))).withJitter(Jitter.none());
  private static final PollingPolicy EAGER =
      ADAPTIVE.withPacing(Pacing.fixed(Duration.ofNanos(100_000)));

  private final List<Signal> news = new CopyOnWriteArrayList<>();
  private final ForecastDesk desk = new ForecastDesk(news::add);

  @AfterEach
  void close() {
    desk.close();
  }

  private <T extends Signal> T next(Class<T> kind) {
    await().atMost(Duration.ofSeconds(30)).until(() -> news.stream().anyMatch(kind::isInstance));
    return news.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  @Test
  void forecastsCallsAndLatenessOfAPlainLoop() {
    desk.forecast(new ForecastWish(EVERY_10_S, Expectation.none(), LAW, 1));

    PolicyForecast made = next(Signal.ForecastMade.class).forecast();

    // The mean of the law is 340 s; half an interval of lateness on top.
    assertThat(made.expense().calls()).isBetween(34.0, 35.0);
    assertThat(made.expense().lateness())
        .isBetween(Duration.ofMillis(4900), Duration.ofMillis(5100));
    assertThat(made.expense().most()).isBetween(Duration.ofMillis(9400), Duration.ofMillis(9600));
    assertThat(made.learned()).isEmpty();
    assertThat(made.sample()).startsWith(Duration.ofSeconds(10), Duration.ofSeconds(20));
    assertThat(made.expense().inCalls()).isGreaterThan(made.optimum().inCalls());
  }

  @Test
  void adaptivePacingIsForecastBeforeAndAfterItHasSeenSuchJobs() {
    desk.forecast(new ForecastWish(ADAPTIVE, Expectation.none(), LAW, 1));

    PolicyForecast made = next(Signal.ForecastMade.class).forecast();

    assertThat(made.learned()).hasSize(1);
    assertThat(made.learned().getFirst().timesOptimum().orElseThrow()).isBetween(0.95, 1.1);
    assertThat(made.expense().inCalls()).isGreaterThan(made.told().getFirst().inCalls());
    assertThat(made.told().getFirst().inCalls()).isGreaterThan(made.learned().getFirst().inCalls());
  }

  @Test
  void whatTheClientWasToldIsInTheForecast() {
    desk.forecast(new ForecastWish(ADAPTIVE, Expectation.none(), LAW, 1));
    PolicyForecast untold = next(Signal.ForecastMade.class).forecast();
    news.clear();
    desk.forecast(
        new ForecastWish(ADAPTIVE, Expectation.of(untold.wish().advice().orElseThrow()), LAW, 1));

    PolicyForecast told = next(Signal.ForecastMade.class).forecast();

    assertThat(told.expense()).isEqualTo(untold.told().getFirst());
    assertThat(told.told()).isEmpty();
    assertThat(told.sample()).isNotEqualTo(untold.sample());
  }

  @Test
  void whatAContenderExpectsIsInTheComparison() {
    desk.compare(
        new CompareWish(
            List.of(
                new Contender("untold", "", ADAPTIVE, Expectation.none(), false),
                new Contender("told", "", ADAPTIVE, Expectation.of(Duration.ofMinutes(1)), false)),
            DurationLaw.logNormal(Duration.ofMinutes(1), 0.25),
            Duration.ofSeconds(5),
            500,
            1));

    List<Comparison.Result> results = next(Signal.Compared.class).comparison().results();

    assertThat(results.get(1).expense().inCalls()).isLessThan(results.get(0).expense().inCalls());
  }

  @Test
  void theNewestWishWinsAndTheOlderIsNeverTold() {
    ForecastWish newest = new ForecastWish(EVERY_10_S, Expectation.none(), LAW, 9);
    for (int seed = 0; seed < 9; seed++) {
      desk.forecast(new ForecastWish(EAGER, Expectation.none(), LAW, seed));
    }
    desk.forecast(newest);

    assertThat(next(Signal.ForecastMade.class).forecast().wish()).isEqualTo(newest);
    assertThat(news).hasSize(1);
  }

  private static CompareWish comparison(int jobs, PollingPolicy... policies) {
    return new CompareWish(
        java.util.Arrays.stream(policies)
            .map(policy ->
                new Contender(policy.pacing().describe(), "", policy, Expectation.none(), false))
            .toList(),
        LAW,
        Duration.ofSeconds(5),
        jobs,
        1);
  }

  @Test
  void comparesPoliciesOnTheSameJobsWithTheBestPossibleBesideThem() {
    desk.compare(comparison(500, EVERY_10_S, ADAPTIVE));

    Comparison made = next(Signal.Compared.class).comparison();

    assertThat(made.results())
        .extracting(result -> result.contender().policy())
        .containsExactly(EVERY_10_S, ADAPTIVE);
    assertThat(made.results())
        .allSatisfy(
            result -> assertThat(result.expense().timesOptimum().orElseThrow()).isGreaterThan(1));
    assertThat(made.frontier()).hasSizeGreaterThan(10);
    assertThat(made.frontier().getFirst().calls()).isGreaterThan(made.frontier().getLast().calls());
  }

  @Test
  void tellsHowFarItIs() {
    desk.compare(comparison(500, EVERY_10_S, ADAPTIVE));

    next(Signal.Compared.class);

    assertThat(news.stream().filter(Signal.CompareWentOn.class::isInstance))
        .map(signal -> ((Signal.CompareWentOn) signal).done())
        .isSorted()
        .contains(0.0, 0.5);
  }

  @Test
  void whatIsStoppedIsNeverToldAndTheNextIsAtOnce() {
    desk.compare(comparison(100_000, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER));
    next(Signal.CompareWentOn.class);

    desk.stopComparing();
    CompareWish small = comparison(50, EVERY_10_S);
    desk.compare(small);

    assertThat(next(Signal.Compared.class).comparison().wish()).isEqualTo(small);
  }

  @Test
  void theLawOfTheScenarioIsThatOfTheSimulator() {
    try (EmbeddedSimulator simulator = TestSimulators.lasting(Duration.ofSeconds(40))) {
      assertThat(simulator.law()).isInstanceOf(ScenarioLaw.Unknown.class);
      simulator.start();

      assertThat(simulator.law())
          .isInstanceOfSatisfying(
              ScenarioLaw.Known.class,
              known -> assertThat(known.law().quantile(0.5)).contains(Duration.ofSeconds(40)));
    }
  }
}
