package dev.pollwise.dashboard.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.PolicyPreview;
import dev.pollwise.dashboard.shell.RecordingForecasts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastModelTest {

  private final RecordingForecasts estimates = new RecordingForecasts();
  private final PolicyModel policy = new PolicyModel(PollingPolicy.defaults());
  private final LawModel law = new LawModel();
  private final ForecastModel model =
      new ForecastModel(
          estimates, policy, policy.policy().map(now -> PolicyPreview.of(policy)), law);

  private static PolicyCost expense(double calls, double late, double seen) {
    return new PolicyCost(
        calls, seconds(late), seconds(late), seconds(late * 2), seen, calls + late / 5, 5);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static PolicyForecast forecast(ForecastRequest request, PolicyCost... expenses) {
    return new PolicyForecast(
        request,
        expenses[0],
        List.of(expenses).subList(1, Math.max(1, expenses.length - 1)),
        List.of(expenses).subList(Math.max(1, expenses.length - 1), expenses.length),
        new ExpectedCost(4, seconds(7), seconds(5)),
        List.of(),
        false,
        List.of(seconds(3), seconds(9)));
  }

  @Test
  void asksAnewWithEveryChangeOfPolicyOrLaw() {
    policy.jitter().text().set("20 %");
    policy.putInForce();
    policy.jitter().text().set("20 % or so");
    law.kind().set(LawKind.EXPONENTIAL);

    assertThat(estimates.forecasts)
        .containsExactly(
            new ForecastRequest(
                policy.policy().get(),
                Expectation.none(),
                DurationLaw.logNormal(Duration.ofMinutes(5), 0.5),
                1),
            new ForecastRequest(
                policy.policy().get(),
                Expectation.none(),
                DurationLaw.exponential(Duration.ofMinutes(5)),
                1));
    assertThat(model.busy().get()).isTrue();
  }

  @Test
  void asksAnewWithWhatIsExpectedAndPlansByIt() {
    double before = model.curve().plan().y(0);

    policy.expected().text().set("5 min");

    assertThat(estimates.forecasts)
        .containsExactly(
            new ForecastRequest(
                policy.policy().get(),
                Expectation.of(Duration.ofMinutes(5)),
                DurationLaw.logNormal(Duration.ofMinutes(5), 0.5),
                1));
    assertThat(estimates.forecasts.getFirst().advice()).isEmpty();
    assertThat(model.curve().plan().y(0)).isGreaterThan(before);
  }

  @Test
  void onlyTheAnswerToTheNewestWishCounts() {
    model.ask();
    model.reroll();

    model.done(forecast(estimates.forecasts.getFirst(), expense(1, 1, 1)));
    assertThat(model.found().get()).isEmpty();
    assertThat(model.busy().get()).isTrue();

    PolicyForecast newest = forecast(estimates.forecasts.getLast(), expense(2, 2, 1));
    model.done(newest);
    assertThat(model.found().get()).contains(newest);
    assertThat(model.busy().get()).isFalse();
    assertThat(newest.request().seed()).isEqualTo(2);
  }

  @Test
  void tellsTheForecastInPlainWords() {
    model.ask();
    PolicyForecast told =
        forecast(
            estimates.forecasts.getFirst(),
            expense(9.04, 8, 1),
            expense(6, 8, 1),
            expense(4.2, 7.1, 1));

    assertThat(told.sentence())
        .isEqualTo(
            "At first asks 9 times and notices the end 8 s late on average; for 95 % of the jobs,"
                + " within 16 s.");
    assertThat(told.advised())
        .isEqualTo("Told to expect about 5 min: 6 calls and 8 s, 1.5 × the best.");
  }

  @Test
  void saysWhoIsGivenUpOnInsteadOfPraisingTheCost() {
    model.ask();
    PolicyForecast told = forecast(estimates.forecasts.getFirst(), expense(3, 1, 0.25));

    assertThat(told.sentence()).endsWith("It gives up on 75 % of the jobs before their end.");
    assertThat(told.expense().timesOptimum()).isEmpty();
  }

  @Test
  void aFailureIsToldAndTheNextForecastEndsIt() {
    model.ask();
    model.failed(estimates.forecasts.getFirst(), Problem.of("Forecast: too many polls"));
    assertThat(model.problem().get()).contains("too many polls");

    model.ask();
    model.done(forecast(estimates.forecasts.getLast(), expense(1, 1, 1)));

    assertThat(model.problem().get()).isEmpty();
  }

  @Test
  void thePreviewEndsWhereNearlyAllJobsHaveEndedAndHoldsTheJitterBand() {
    policy.show(
        PollingPolicy.defaults()
            .withPacing(dev.pollwise.client.policy.Pacing.fixed(Duration.ofSeconds(10))));
    law.kind().set(LawKind.FIXED);
    law.settings(LawKind.FIXED).getFirst().text().set("25 s");
    model.done(forecast(estimates.forecasts.getLast(), expense(3, 5, 1)));

    PreviewCurve curve = model.curve();

    assertThat(curve.end()).isEqualTo(25);
    assertThat(curve.plan().x(curve.plan().size() - 1)).isEqualTo(25);
    assertThat(curve.plan().y(0)).isEqualTo(10);
    assertThat(curve.least().y(0)).isEqualTo(9);
    assertThat(curve.most().y(0)).isEqualTo(11);
    assertThat(curve.running().y(0)).isEqualTo(1);
    assertThat(curve.draws().size()).isEqualTo(2);
    assertThat(curve.draws().y(1)).isEqualTo(6);
  }
}
