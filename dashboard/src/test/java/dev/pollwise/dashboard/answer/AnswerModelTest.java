package dev.pollwise.dashboard.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.duration.LearnedDurations.SourceLength;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.compare.ForecastRequest;
import dev.pollwise.dashboard.compare.PolicyCost;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.compare.PriceScale;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.shell.DashboardModelFixture;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerModelTest extends DashboardModelFixture {

  private static final DurationLaw LAW = DurationLaw.logNormal(Duration.ofSeconds(8), 0.4);
  private static final Duration DEADLINE = Duration.ofHours(1);

  private final AnswerModel answer = model.answer();

  @BeforeEach
  void connect() {
    connectEmbedded();
    hear(new Event.ScenarioLawRead(new ScenarioLaw.Known("happy-path", LAW)));
  }

  private static PolicyCost cost(double calls, double late) {
    return new PolicyCost(
        calls,
        Story.seconds(late),
        Story.seconds(late),
        Story.seconds(late),
        1,
        calls + late / 5,
        2);
  }

  private void forecast(PolicyCost ignorant, PolicyCost... learned) {
    model.forecast().ask();
    ForecastRequest request =
        new ForecastRequest(
            model.policy().policy().get(),
            model.policy().expectation().get(),
            model.forecast().law().law().get(),
            model.forecast().seed().get());
    hear(
        new Event.ForecastMade(
            new PolicyForecast(
                request,
                ignorant,
                List.of(),
                List.of(learned),
                ExpectedCost.optimum(LAW, request.policy().callPrice(), DEADLINE),
                ExpectedCost.frontier(LAW, DEADLINE, PriceScale.LEAST, PriceScale.MOST, 40),
                false,
                List.of())));
  }

  private void at(double seconds) {
    model.tick(Story.seconds(seconds));
  }

  private void hearAt(double seconds, Event... news) {
    model.accept(List.of(news), Story.seconds(seconds));
    at(seconds);
  }

  private void runs(Story story, double begun, int calls, double ended) {
    hearAt(begun, story.heard(story.submitted("French")));
    for (int call = 1; call <= calls; call++) {
      hearAt(begun + call, story.heard(story.polled(call, call, new JobStatus.Running())));
    }
    if (ended > 0) {
      hearAt(begun + ended, story.heard(story.ended(ended, story.completed(calls))));
    }
  }

  private AnswerRow row(AnswerRow.Kind kind) {
    return answer.rows().get().stream().filter(row -> row.kind() == kind).findFirst().orElseThrow();
  }

  private List<AnswerRow.Kind> kinds() {
    return answer.rows().get().stream().map(AnswerRow::kind).toList();
  }

  @Test
  void theLinesHaveTheirPlacesBeforeTheForecastIsThere() {
    answer.touch();
    answer.tick(Story.seconds(1));
    assertThat(kinds()).containsExactly(AnswerRow.Kind.FORECAST, AnswerRow.Kind.LEARNED_FORECAST);
    assertThat(row(AnswerRow.Kind.FORECAST).asks()).isEqualTo("…");

    forecast(cost(9.1, 0.5), cost(1.4, 3.1));

    assertThat(kinds()).containsExactly(AnswerRow.Kind.FORECAST, AnswerRow.Kind.LEARNED_FORECAST);
    assertThat(row(AnswerRow.Kind.FORECAST).asks()).isEqualTo("9.1 times");
  }

  @Test
  void saysWhatThePolicyCostsBesideTheBestForTheIgnorantAndTheLearned() {
    forecast(cost(9.1, 0.5), cost(1.4, 3.1));

    assertThat(row(AnswerRow.Kind.FORECAST).sentence())
        .isEqualTo(
            "First jobs forecast: you ask 9.1 times, you hear it 500 ms late, costs 4.6 × the"
                + " best");
    assertThat(row(AnswerRow.Kind.LEARNED_FORECAST).sentence())
        .isEqualTo(
            "Once learned forecast: you ask 1.4 times, you hear it 3.1 s late, costs 1.0 × the"
                + " best");
    assertThat(answer.best().get().orElseThrow().words()).isEqualTo("1.3 times, 3.3 s");
  }

  @Test
  void liveJobsStandBesideTheForecastAndABoundIsToldAsOne() {
    forecast(cost(9.1, 0.5), cost(1.4, 3.1));
    runs(Story.of("a"), 10, 3, 8);
    runs(Story.of("b"), 12, 2, 0);

    AnswerRow live = row(AnswerRow.Kind.LIVE);
    assertThat(live.what()).isEqualTo("live, 1 of 2 over");
    assertThat(live.asks()).isEqualTo("3 times");
    assertThat(live.late()).isEqualTo("at most 4 s late");
    double best =
        answer.best().get().orElseThrow().at().calls()
            + answer.best().get().orElseThrow().at().lateness() / 5;
    assertThat(live.costs()).isEqualTo("at most %.1f × the best", (3 + 4 / 5.0) / best);
  }

  @Test
  void aTrueEndMakesTheNumbersExact() {
    forecast(cost(9.1, 0.5));
    Story story = Story.of("a");
    runs(story, 10, 3, 8);
    hearAt(20, new Event.TrueEndTold(story.key, Story.START.plusMillis(6_500)));

    assertThat(row(AnswerRow.Kind.LIVE).late()).isEqualTo("1.5 s late");
    assertThat(row(AnswerRow.Kind.LIVE).costs()).doesNotContain("at most").contains("× the best");
  }

  @Test
  void theCallsOfRunningJobsShowUntilAnEndIsSeen() {
    runs(Story.of("a"), 10, 3, 0);
    runs(Story.of("b"), 10, 2, 0);

    assertThat(row(AnswerRow.Kind.LIVE).asks()).isEqualTo("2.5 times");
    assertThat(row(AnswerRow.Kind.LIVE).late()).isEqualTo("not yet");
    assertThat(row(AnswerRow.Kind.LIVE).costs()).isEmpty();
  }

  @Test
  void aJobWhoseEndWasNotSeenIsNotInTheCostAndThatIsTold() {
    forecast(cost(9.1, 0.5));
    runs(Story.of("a"), 10, 3, 8);
    String before = row(AnswerRow.Kind.LIVE).costs();
    Story stopped = Story.of("b");
    runs(stopped, 10, 2, 0);
    hearAt(20, stopped.heard(stopped.ended(9, stopped.stopped(2))));

    assertThat(row(AnswerRow.Kind.LIVE).costs()).isEqualTo(before);
    assertThat(row(AnswerRow.Kind.LIVE).about())
        .contains("Of 1 job no end was seen: they are not in the cost.");
  }

  @Test
  void jobsThatBeganWhenSomethingWasLearnedAreToldApart() {
    forecast(cost(9.1, 0.5), cost(1.4, 3.1));
    runs(Story.of("a"), 10, 5, 8);
    hearAt(20, new Event.Learned(Story.HERE, learned(8.1, 9.2)));
    runs(Story.of("b"), 21, 1, 9);

    assertThat(kinds())
        .containsExactly(
            AnswerRow.Kind.FORECAST,
            AnswerRow.Kind.LIVE,
            AnswerRow.Kind.LEARNED_FORECAST,
            AnswerRow.Kind.LEARNED_LIVE);
    assertThat(row(AnswerRow.Kind.LIVE).asks()).isEqualTo("5 times");
    assertThat(row(AnswerRow.Kind.LEARNED_LIVE).asks()).isEqualTo("once");
  }

  static Outlook learned(double... ends) {
    LearnedDurations learned = new LearnedDurations();
    JobClass some = new JobClass("here", "", "");
    for (double end : ends) {
      learned.record(some, new Sighting.Ended(Story.seconds(end - 1), Story.seconds(end)));
    }
    return learned.knowledge(some, SourceLength.unknown());
  }

  @Test
  void pacingThatDoesNotLearnHasOneLineEach() {
    model.policy().kind().set(PacingKind.FIXED);
    forecast(cost(9.1, 0.5));
    runs(Story.of("a"), 10, 5, 8);
    hearAt(20, new Event.Learned(Story.HERE, learned(8.1, 9.2)));
    runs(Story.of("b"), 21, 1, 9);

    assertThat(kinds()).containsExactly(AnswerRow.Kind.FORECAST, AnswerRow.Kind.LIVE);
    assertThat(row(AnswerRow.Kind.LIVE).what()).isEqualTo("live, 2 jobs");
  }

  @Test
  void whatEndedBeforeThePolicyWasChangedSaysNothingAboutIt() {
    runs(Story.of("a"), 10, 5, 8);
    runs(Story.of("b"), 10, 3, 0);
    at(30);
    model.policy().interval().set(Duration.ofSeconds(2));
    model.policy().kind().set(PacingKind.FIXED);
    at(31);

    assertThat(row(AnswerRow.Kind.LIVE).asks()).isEqualTo("3 times");
  }

  @Test
  void jobsOfAnotherScenarioOrServerSayNothingAboutThisOne() {
    runs(Story.of("a"), 10, 5, 8);
    at(30);
    hear(
        new Event.ScenarioLawRead(
            new ScenarioLaw.Known("slow", DurationLaw.fixed(Duration.ofMinutes(1)))));
    at(31);
    assertThat(kinds()).doesNotContain(AnswerRow.Kind.LIVE);

    runs(new Story(Story.HEYGEN, "c"), 32, 1, 0);

    assertThat(kinds()).doesNotContain(AnswerRow.Kind.LIVE);
  }

  @Test
  void nothingIsComparedWithALawThatIsNotKnownToBeThatOfTheJobs() {
    model.forecast().law().kind().set(dev.pollwise.dashboard.compare.LawKind.EXPONENTIAL);
    forecast(cost(9.1, 0.5));
    runs(Story.of("a"), 10, 5, 8);

    assertThat(row(AnswerRow.Kind.LIVE).late()).isEqualTo("at most 4 s late");
    assertThat(row(AnswerRow.Kind.LIVE).costs()).isEmpty();
  }

  @Test
  void thePointGlidesAlongTheFrontierWhileThePriceIsDragged() {
    forecast(cost(9.1, 0.5));
    double before = Double.MAX_VALUE;
    for (double place = 1; place >= 0; place -= 0.05) {
      answer.movePrice(place);
      Duration price = model.policy().policy().get().callPrice();
      ExpectedCost best = ExpectedCost.optimum(LAW, price, DEADLINE);
      AnswerRow.Mark at = answer.best().get().orElseThrow().at();

      assertThat(at.calls()).isLessThanOrEqualTo(before);
      assertThat(at.calls() + at.lateness() / (price.toNanos() / 1e9))
          .isCloseTo(best.inCalls(), within(0.02 * best.inCalls()));
      before = at.calls();
    }
  }

  @Test
  void thePriceIsInForceWhenItIsLetGo() {
    answer.movePrice(PriceScale.place(Duration.ofSeconds(20)));
    assertThat(answer.price().getValue()).isEqualTo("a call is worth 20 s of delay");
    assertThat(model.policy().inForce().callPrice()).isEqualTo(Duration.ofSeconds(5));

    answer.releasePrice();

    assertThat(model.policy().inForce().callPrice()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void thePriceIsASliderOnlyWhereItPacesSomething() {
    assertThat(answer.paces().getValue()).isTrue();
    model.policy().kind().set(PacingKind.FIXED);
    assertThat(answer.paces().getValue()).isFalse();
    assertThat(model.policy().judgedBy().getValue()).contains("judges", "5 s of delay");
  }

  @Test
  void aPriceBeyondTheSliderStaysAsItWasTyped() {
    model.policy().callPrice().text().set("2 h");

    assertThat(answer.place().getValue()).isZero();
    assertThat(model.policy().policy().get().callPrice()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void everyPriceThatTheSliderReachesIsOneThatItShows() {
    for (int i = 0; i <= 100; i++) {
      Duration price = PriceScale.price(i / 100.0);
      assertThat(price).isBetween(PriceScale.LEAST, PriceScale.MOST);
      assertThat(PriceScale.place(price)).isCloseTo(i / 100.0, within(0.01));
    }
  }
}
