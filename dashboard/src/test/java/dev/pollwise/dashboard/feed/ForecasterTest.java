package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.compare.CompareRequest;
import dev.pollwise.dashboard.compare.Comparison;
import dev.pollwise.dashboard.compare.Contender;
import dev.pollwise.dashboard.compare.ForecastRequest;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.compare.PriceScale;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.shell.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecasterTest {

  private static final DurationLaw LAW = DurationLaw.logNormal(Duration.ofMinutes(5), 0.5);
  private static final PollingPolicy ADAPTIVE = PollingPolicy.defaults();
  private static final PollingPolicy EVERY_10_S =
      ADAPTIVE.withPacing(Pacing.fixed(Duration.ofSeconds(10))).withJitter(Jitter.none());
  private static final PollingPolicy EAGER =
      ADAPTIVE.withPacing(Pacing.fixed(Duration.ofNanos(100_000)));

  private final List<Event> news = new CopyOnWriteArrayList<>();
  private final Forecaster forecaster = new Forecaster(news::add, Forecaster.MOST_CALLS);

  @AfterEach
  void close() {
    forecaster.close();
  }

  private <T extends Event> T next(Class<T> kind) {
    await().atMost(Duration.ofSeconds(30)).until(() -> all(kind).findAny().isPresent());
    return all(kind).findFirst().orElseThrow();
  }

  private <T extends Event> Stream<T> all(Class<T> kind) {
    return news.stream().filter(kind::isInstance).map(kind::cast).filter(one -> !isRough(one));
  }

  private static boolean isRough(Event event) {
    return event instanceof Event.ForecastMade(PolicyForecast made) && made.isRough();
  }

  @Test
  void aFewJobsTellAtOnceWhatManyTellALittleLater() {
    forecaster.forecast(new ForecastRequest(ADAPTIVE, Expectation.none(), LAW, 1));
    PolicyForecast whole = next(Event.ForecastMade.class).forecast();

    assertThat(news).hasSize(2);
    assertThat(news.getFirst())
        .isInstanceOfSatisfying(
            Event.ForecastMade.class,
            first -> {
              assertThat(first.forecast().isRough()).isTrue();
              assertThat(first.forecast().frontier()).isEqualTo(whole.frontier());
              assertThat(first.forecast().expense().calls())
                  .isCloseTo(whole.expense().calls(), withinPercentage(10));
            });
  }

  @Test
  void theFrontierReachesOverAllPricesAndHoldsTheOptimumOfEach() {
    forecaster.forecast(new ForecastRequest(EVERY_10_S, Expectation.none(), LAW, 1));

    List<ExpectedCost> frontier = next(Event.ForecastMade.class).forecast().frontier();

    assertThat(frontier.getFirst().callPrice()).isEqualTo(PriceScale.LEAST);
    assertThat(frontier.getLast().callPrice()).isEqualTo(PriceScale.MOST);
    assertThat(frontier.get(20))
        .isEqualTo(ExpectedCost.optimum(LAW, frontier.get(20).callPrice(), EVERY_10_S.deadline()));
  }

  @Test
  void forecastsCallsAndLatenessOfAPlainLoop() {
    forecaster.forecast(new ForecastRequest(EVERY_10_S, Expectation.none(), LAW, 1));

    PolicyForecast made = next(Event.ForecastMade.class).forecast();

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
    forecaster.forecast(new ForecastRequest(ADAPTIVE, Expectation.none(), LAW, 1));

    PolicyForecast made = next(Event.ForecastMade.class).forecast();

    assertThat(made.learned()).hasSize(1);
    assertThat(made.learned().getFirst().timesOptimum().orElseThrow()).isBetween(0.95, 1.1);
    assertThat(made.expense().inCalls()).isGreaterThan(made.told().getFirst().inCalls());
    assertThat(made.told().getFirst().inCalls()).isGreaterThan(made.learned().getFirst().inCalls());
  }

  @Test
  void whatTheClientWasToldIsInTheForecast() {
    forecaster.forecast(new ForecastRequest(ADAPTIVE, Expectation.none(), LAW, 1));
    PolicyForecast untold = next(Event.ForecastMade.class).forecast();
    news.clear();
    forecaster.forecast(
        new ForecastRequest(
            ADAPTIVE, Expectation.of(untold.request().advice().orElseThrow()), LAW, 1));

    PolicyForecast told = next(Event.ForecastMade.class).forecast();

    assertThat(told.expense()).isEqualTo(untold.told().getFirst());
    assertThat(told.told()).isEmpty();
    assertThat(told.sample()).isNotEqualTo(untold.sample());
  }

  @Test
  void whatAContenderExpectsIsInTheComparison() {
    forecaster.compare(
        new CompareRequest(
            List.of(
                new Contender("untold", "", ADAPTIVE, Expectation.none(), false),
                new Contender("told", "", ADAPTIVE, Expectation.of(Duration.ofMinutes(1)), false)),
            DurationLaw.logNormal(Duration.ofMinutes(1), 0.25),
            Duration.ofSeconds(5),
            500,
            1));

    List<Comparison.Result> results = next(Event.Compared.class).comparison().results();

    assertThat(results.get(1).expense().inCalls()).isLessThan(results.get(0).expense().inCalls());
  }

  @Test
  void theNewestWishWinsAndTheOlderIsNeverTold() {
    ForecastRequest newest = new ForecastRequest(EVERY_10_S, Expectation.none(), LAW, 9);
    for (int seed = 0; seed < 9; seed++) {
      forecaster.forecast(new ForecastRequest(EAGER, Expectation.none(), LAW, seed));
    }
    forecaster.forecast(newest);

    assertThat(next(Event.ForecastMade.class).forecast().request()).isEqualTo(newest);
    assertThat(news).hasSize(1);
  }

  private static CompareRequest comparison(int jobs, PollingPolicy... policies) {
    return new CompareRequest(
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
    forecaster.compare(comparison(500, EVERY_10_S, ADAPTIVE));

    Comparison made = next(Event.Compared.class).comparison();

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
    forecaster.compare(comparison(500, EVERY_10_S, ADAPTIVE));

    next(Event.Compared.class);

    assertThat(news.stream().filter(Event.CompareWentOn.class::isInstance))
        .map(signal -> ((Event.CompareWentOn) signal).done())
        .isSorted()
        .contains(0.0, 0.5);
  }

  @Test
  void whatIsStoppedIsNeverToldAndTheNextIsAtOnce() {
    forecaster.compare(comparison(100_000, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER, EAGER));
    next(Event.CompareWentOn.class);

    forecaster.stopComparing();
    CompareRequest small = comparison(50, EVERY_10_S);
    forecaster.compare(small);

    assertThat(next(Event.Compared.class).comparison().request()).isEqualTo(small);
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
