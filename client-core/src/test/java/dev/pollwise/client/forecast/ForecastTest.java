package dev.pollwise.client.forecast;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.forecast.Forecast.Jobs.Past;
import dev.pollwise.client.forecast.ForecastResult.Sample;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies cost: the numbers of polling-theory section 2, and what they leave out. */
@Timeout(60)
class ForecastTest {

  private static final DurationLaw LAW = DurationLaw.logNormal(ofSeconds(60), 0.5);

  private static final PollingPolicy STEADY =
      PollingPolicy.defaults().withCallPrice(ofSeconds(2)).withJitter(Jitter.none());

  private static PollingPolicy every(Duration interval) {
    return STEADY.withPacing(Pacing.fixed(interval));
  }

  private static Pacing pacing(String name) {
    return switch (name) {
      case "adaptive" -> Pacing.adaptive();
      case "quadratic" -> Pacing.forPrice(ofSeconds(2));
      case "doubling" -> Pacing.exponential(ofSeconds(1), 2, ofSeconds(30));
      default -> Pacing.fixed(Duration.parse(name));
    };
  }

  @Test
  void whoExpectsRightlyLiesBetweenWhoKnowsNothingAndWhoKnowsTheLaw() {
    Forecast forecast = Forecast.of(STEADY, LAW);

    double told = forecast.expecting(ofSeconds(60)).run().figures().inCalls();

    assertThat(told)
        .isLessThan(0.9 * forecast.run().figures().inCalls())
        .isGreaterThan(forecast.withLawKnown().run().figures().inCalls());
    assertThat(forecast.expecting(ofSeconds(60)).trace(1).calls().getFirst().reason().describe())
        .contains("expecting about 1 min");
  }

  @ParameterizedTest
  @CsvSource({
    "adaptive,  7.28,  3.86, 6.85, 14.7",
    "PT16.5S,   8.75,  4.63, 8.23, 15.6",
    "PT10S,     9.80,  7.30, 5.00,  9.5",
    "PT5S,     15.35,  14.1, 2.50,  4.7",
    "doubling, 14.22,  6.73, 15.0, 28.5",
  })
  void findsTheTablesNumbersExactly(
      String name, double cost, double calls, double lateness, double p95) {
    Forecast forecast = Forecast.of(STEADY.withPacing(pacing(name)), LAW).withLawKnown();

    ForecastResult.Figures figures = forecast.expected().orElseThrow();

    assertThat(figures.inCalls()).isCloseTo(cost, within(0.006));
    assertThat(figures.calls()).isCloseTo(calls, within(0.051));
    assertThat(seconds(figures.meanLateness())).isCloseTo(lateness, within(0.05));
    // The table's were drawn.
    assertThat(seconds(figures.latenessOf95Percent())).isCloseTo(p95, within(0.4));
    assertThat(figures.seen()).isCloseTo(1, within(1e-9));
  }

  @Test
  void followsTheQuadraticScheduleWhereNothingIsKnown() {
    ForecastResult.Figures figures = Forecast.of(STEADY, LAW).expected().orElseThrow();

    assertThat(figures.inCalls()).isCloseTo(12.65, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"adaptive", "PT10S", "quadratic", "doubling"})
  void drawsWhatItExpects(String name) {
    Forecast forecast =
        Forecast.of(STEADY.withPacing(pacing(name)), LAW)
            .withLawKnown()
            .withCount(20_000)
            .withServer(Forecast.Server.ideal().withRoundTrip(ofMillis(800)));
    ForecastResult.Figures expected = forecast.expected().orElseThrow();

    ForecastResult drawn = forecast.run();
    ForecastResult.Figures average =
        forecast.withServer(forecast.server().withFailures(1e-12)).run().figures();

    assertThat(drawn.isExact()).isTrue();
    assertThat(drawn.figures()).isEqualTo(expected);
    assertThat(average.calls()).isCloseTo(expected.calls(), within(0.02 * expected.calls()));
    assertThat(seconds(average.meanLateness()))
        .isCloseTo(seconds(expected.meanLateness()), within(0.2));
    assertThat(seconds(average.medianLateness()))
        .isCloseTo(seconds(expected.medianLateness()), within(0.3));
    assertThat(seconds(average.latenessOf95Percent()))
        .isCloseTo(seconds(expected.latenessOf95Percent()), within(0.3));
  }

  @Test
  void standsBesideTheBestPossible() {
    ForecastResult result = Forecast.of(every(ofSeconds(5)), LAW).withCount(10).run();

    assertThat(result.optimum().inCalls()).isCloseTo(7.28, within(0.005));
    assertThat(result.lowerBound()).isCloseTo(7.31 / 2, within(0.01));
    assertThat(result.figures().inCalls()).isGreaterThan(result.optimum().inCalls());
  }

  @Test
  void countsTheFirstCallOfAJobThatIsOverAtOnce() {
    ForecastResult.Figures figures =
        Forecast.of(every(ofSeconds(10)), DurationLaw.fixed(ZERO)).expected().orElseThrow();

    assertThat(figures.calls()).isEqualTo(1);
    assertThat(figures.meanLateness()).isEqualTo(ofSeconds(10));
    assertThat(figures.medianLateness()).isEqualTo(ofSeconds(10));
  }

  @Test
  void pricesASmallJitterAsTheTheoryDoes() {
    Forecast forecast =
        Forecast.of(STEADY.withJitter(new Jitter(0.25)), LAW).withLawKnown().withCount(40_000);

    ForecastResult result = forecast.run();

    assertThat(result.isExact()).isFalse();
    assertThat(result.figures().inCalls() / 7.28).isBetween(1.005, 1.05);
  }

  @Test
  void losesTheJobsThatAreStuckAtTheDeadline() {
    Forecast forecast =
        Forecast.of(STEADY.withDeadline(ofMinutes(10)), LAW.withStuck(0.1)).withCount(5_000);

    ForecastResult result = forecast.run();

    assertThat(result.figures().timedOut()).isCloseTo(0.1, within(1e-4));
    assertThat(result.samples())
        .filteredOn(Sample.TimedOut.class::isInstance)
        .hasSizeBetween(400, 600);
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() {
    ForecastResult result =
        Forecast.of(STEADY, LAW)
            .withServer(Forecast.Server.ideal().withFailures(1))
            .withCount(50)
            .run();

    assertThat(result.figures().gaveUp()).isEqualTo(1);
    assertThat(result.figures().meanLateness()).isZero();
  }

  @Test
  void neverUndercutsAHint() {
    Forecast forecast =
        Forecast.of(every(ofSeconds(5)), LAW)
            .withServer(Forecast.Server.ideal().withRetryAfter(ofSeconds(20)));

    List<Duration> asked =
        forecast.trace(ofMinutes(2), 100).calls().stream()
            .map(ForecastResult.Trace.Call::at)
            .toList();

    assertThat(asked)
        .containsExactly(
            ofSeconds(5),
            ofSeconds(25),
            ofSeconds(45),
            ofSeconds(65),
            ofSeconds(85),
            ofSeconds(105),
            ofSeconds(125));
  }

  @Test
  void isHardlyLateWhereTheServerHoldsCallsOrAnnouncesEnds() {
    Forecast.Server ideal = Forecast.Server.ideal();
    Forecast forecast = Forecast.of(every(ofSeconds(30)), LAW).withCount(2_000);

    ForecastResult.Figures held =
        forecast.withServer(ideal.withLongestHold(ofSeconds(60))).run().figures();
    ForecastResult.Figures announced =
        forecast.withServer(ideal.withAnnounced(0.9)).run().figures();

    assertThat(held.medianLateness()).isZero();
    assertThat(held.calls()).isLessThan(forecast.run().figures().calls() + 1);
    assertThat(announced.medianLateness()).isZero();
    assertThat(seconds(announced.meanLateness())).isCloseTo(1.5, within(0.3));
  }

  @Test
  void timesOutCallsThatTakeTooLong() {
    Forecast forecast =
        Forecast.of(every(ofSeconds(10)).withAttemptTimeout(ofSeconds(3)), LAW)
            .withServer(Forecast.Server.ideal().withRoundTrip(ofSeconds(4)))
            .withCount(3);

    assertThat(forecast.expected()).isEmpty();
    assertThat(forecast.run().figures().gaveUp()).isEqualTo(1);
    assertThat(forecast.trace(1).calls().getFirst().answeredAt()).isEqualTo(ofSeconds(13));
  }

  @Test
  void livesThroughARecordInTurn() {
    Forecast.Jobs record =
        new Forecast.Jobs.Recorded(
            List.of(new Past(ofSeconds(7), false), new Past(ofSeconds(12), true)));
    Forecast forecast = Forecast.of(every(ofSeconds(10)), record);

    assertThat(forecast.run().samples())
        .containsExactly(
            new Sample.Seen(1, ofSeconds(7), ofSeconds(3)),
            new Sample.Seen(2, ofSeconds(12), ofSeconds(8)));
    assertThat(forecast.run().isExact()).isTrue();
    assertThat(forecast.withCount(3).run().isExact()).isFalse();
    assertThat(forecast.withCount(3).run().samples()).hasSize(3);
  }

  @Test
  void findsTheSameForTheSameSeedAndTheSameJobsForAnotherPolicy() {
    Forecast forecast =
        Forecast.of(STEADY.withJitter(Jitter.defaults()), LAW)
            .withServer(Forecast.Server.ideal().withFailures(0.2))
            .withCount(100);

    assertThat(forecast.run()).isEqualTo(forecast.run());
    assertThat(forecast.withSeed(2).run().samples()).isNotEqualTo(forecast.run().samples());
    assertThat(durations(forecast.withPolicy(every(ofSeconds(1))))).isEqualTo(durations(forecast));
    assertThat(forecast.withCount(10).run().samples())
        .isEqualTo(forecast.run().samples().subList(0, 10));
  }

  private static List<Duration> durations(Forecast forecast) {
    return forecast.run().samples().stream()
        .map(sample -> ((Sample.Seen) sample).duration())
        .toList();
  }

  @Test
  void breaksOffWhenItIsNoLongerWanted() {
    Forecast endless =
        Forecast.of(
                every(Duration.ofNanos(1)).withDeadline(Duration.ofDays(365)),
                DurationLaw.fixed(Duration.ofDays(365)))
            .withServer(Forecast.Server.ideal().withFailures(1e-12));
    List<Integer> done = new ArrayList<>();

    assertThat(
            endless.run((jobs, count) -> {
              done.add(jobs);
              return done.size() < 3;
            }))
        .isEmpty();
    assertThat(done).containsExactly(0, 0, 0);
    assertThat(endless.withServer(Forecast.Server.ideal()).expected()).isEmpty();
  }

  @Test
  void showsTheCallsOfOneWaitAndWhyTheyWereMade() {
    Forecast forecast = Forecast.of(STEADY.withDeadline(ofSeconds(12)), LAW);

    ForecastResult.Trace whole = forecast.trace(100);

    assertThat(whole.isWhole()).isTrue();
    assertThat(whole.calls())
        .extracting(ForecastResult.Trace.Call::at)
        .containsExactly(ofSeconds(1), ofSeconds(4), ofSeconds(9), ofSeconds(12));
    assertThat(whole.calls().get(1).reason().describe()).contains("interval 2 of adaptive");
    assertThat(whole.calls().getLast().reason().describe()).contains("last look");
    assertThat(forecast.trace(2).isWhole()).isFalse();
    assertThat(forecast.trace(2).calls()).isEqualTo(whole.calls().subList(0, 2));
    assertThat(forecast.trace(0).calls()).isEmpty();
  }

  @Test
  void saysWhatIsPossibleAtOtherPrices() {
    Forecast cheap = Forecast.of(STEADY.withCallPrice(ofMillis(500)), LAW);
    Forecast dear = Forecast.of(STEADY.withCallPrice(ofSeconds(20)), LAW);

    assertThat(cheap.optimum().calls()).isGreaterThan(dear.optimum().calls());
    assertThat(cheap.lowerBound()).isLessThan(cheap.optimum().inCalls());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    Forecast forecast = Forecast.of(STEADY, LAW).withOutlook(Outlook.unknown());

    assertThatThrownBy(() -> forecast.withCount(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count 0: must be from 1 to 10000000");
    assertThatThrownBy(() -> forecast.trace(-1)).hasMessage("most -1: must not be negative");
    assertThatThrownBy(() -> forecast.trace(ofSeconds(-1), 1))
        .hasMessageContaining("duration")
        .hasMessageContaining("must be 0 to 365 days");
    assertThatThrownBy(() -> Forecast.Server.ideal().withFailures(1.5))
        .hasMessage("failures 1.5: must be from 0 to 1");
    assertThatThrownBy(() -> Forecast.Server.ideal().withAnnounced(Double.NaN))
        .hasMessage("announced NaN: must be from 0 to 1");
    assertThatThrownBy(() -> Forecast.Server.ideal().withRoundTrip(ofSeconds(-1)))
        .hasMessageContaining("roundTrip")
        .hasMessageContaining("must be 0 to 365 days");
    assertThatThrownBy(() -> Forecast.Jobs.recorded(List.of()))
        .hasMessage("jobs 0: must be at least one");
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
