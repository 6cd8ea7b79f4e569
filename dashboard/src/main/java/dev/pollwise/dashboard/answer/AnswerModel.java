package dev.pollwise.dashboard.answer;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.PlanModel;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.compare.ForecastModel;
import dev.pollwise.dashboard.compare.LawKind;
import dev.pollwise.dashboard.compare.LawModel;
import dev.pollwise.dashboard.compare.PolicyCost;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.compare.PriceScale;
import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.runs.Yardstick;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/**
 * What the policy in the form costs, beside the best that is possible at its price and beside what
 * the jobs really cost. Jobs that began when something was learned are told apart from those
 * before.
 */
public final class AnswerModel {

  private static final String LEARNED = "Once learned";

  private final ForecastModel forecast;
  private final JobsModel jobs;
  private final PolicyModel policy;
  private final PlanModel plan;
  private final ReadOnlyObjectWrapper<List<AnswerRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Best>> best =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Map<URI, Duration> learnedSince = new HashMap<>();
  private Optional<DurationLaw> scenario = Optional.empty();
  private Duration policySince = Duration.ZERO;
  private Duration scenarioSince = Duration.ZERO;
  private Duration now = Duration.ZERO;
  private boolean isStale;

  /**
   * The best that is possible.
   *
   * @param frontier at all prices: calls across, lateness in seconds up
   * @param at at the price in the form
   * @param words calls and lateness there
   */
  record Best(Polyline frontier, AnswerRow.Mark at, String words) {}

  public AnswerModel(ForecastModel forecast, JobsModel jobs, PolicyModel policy, PlanModel plan) {
    this.forecast = forecast;
    this.jobs = jobs;
    this.policy = policy;
    this.plan = plan;
    InvalidationListener stale = changed -> touch();
    jobs.rows().addListener(stale);
    forecast.found().addListener((o, before, made) -> show());
    policy.policy().addListener((o, before, changed) -> show());
    plan.belief().subscribe(this::learn);
    forecast.law().law().subscribe(this::follow);
  }

  /** Says that something may have happened to jobs. */
  public void touch() {
    isStale = true;
  }

  /** Counts anew what has changed. */
  public void tick(Duration time) {
    now = time;
    if (isStale) {
      show();
    }
  }

  /** From now on jobs follow another policy; those that are over say nothing about it. */
  public void policyChanged(Duration time) {
    policySince = time;
    touch();
  }

  private void learn(Outlook belief) {
    if (belief.ends() > 0) {
      plan.server().ifPresent(server -> learnedSince.putIfAbsent(server, now));
    }
    touch();
  }

  /** Jobs of another scenario say nothing about the one in force. */
  private void follow(DurationLaw law) {
    if (forecast.law().kind().get() == LawKind.SCENARIO) {
      if (scenario.filter(before -> !LawModel.isSame(before, law)).isPresent()) {
        scenarioSince = now;
      }
      scenario = Optional.of(law);
    }
    touch();
  }

  private void show() {
    isStale = false;
    best.set(forecast.found().get().flatMap(this::best));
    List<AnswerRow> all = new ArrayList<>();
    boolean learns =
        forecast
                .found()
                .get()
                .map(made -> made.request().policy())
                .orElseGet(policy.policy()::get)
                .pacing()
            instanceof Pacing.Adaptive;
    Optional<PolicyForecast> made = forecast.found().get();
    String first = learns ? "First jobs" : "";
    all.add(
        made.map(found -> forecast(AnswerRow.Kind.FORECAST, first, found.expense()))
            .orElseGet(() -> AnswerRow.awaited(AnswerRow.Kind.FORECAST, first)));
    live(AnswerRow.Kind.LIVE, row -> !learns || !isLearned(row)).ifPresent(all::add);
    if (learns) {
      all.add(
          made.flatMap(found -> found.learned().stream().findFirst())
              .map(cost -> forecast(AnswerRow.Kind.LEARNED_FORECAST, LEARNED, cost))
              .orElseGet(() -> AnswerRow.awaited(AnswerRow.Kind.LEARNED_FORECAST, LEARNED)));
      live(AnswerRow.Kind.LEARNED_LIVE, this::isLearned).ifPresent(all::add);
    }
    rows.set(List.copyOf(all));
  }

  private boolean isLearned(JobRow row) {
    Duration since = learnedSince.get(row.key().server());
    return since != null && row.begunAt().compareTo(since) >= 0;
  }

  private AnswerRow forecast(AnswerRow.Kind kind, String who, PolicyCost cost) {
    String about =
        "For 95 % of the jobs, within "
            + Amounts.roughly(cost.most())
            + ". Of jobs that are asked about alone; those that share calls pay less."
            + (cost.isPartial()
                ? " Gives up on " + Amounts.percent(1 - cost.seen()) + " of the jobs."
                : "");
    return new AnswerRow(
        kind,
        who,
        "forecast",
        Amounts.times(cost.calls()),
        Amounts.roughly(cost.lateness()) + " late",
        AnswerRow.costs("", cost.timesOptimum()),
        about,
        new AnswerRow.Mark(cost.calls(), BackoffModel.seconds(cost.lateness())));
  }

  private Optional<AnswerRow> live(AnswerRow.Kind kind, Predicate<JobRow> of) {
    List<JobRow> counted = jobs.rows().stream().filter(this::counts).filter(of).toList();
    return counted.isEmpty()
        ? Optional.empty()
        : Optional.of(LiveCost.of(counted).row(kind, yardstick()));
  }

  /** The best by a law that is only supposed is none for jobs that really ran. */
  private Optional<Yardstick> yardstick() {
    return forecast
        .found()
        .get()
        .filter(made -> forecast.law().kind().get() == LawKind.SCENARIO)
        .map(made ->
            new Yardstick(
                made.request().law(),
                made.request().policy().callPrice(),
                made.optimum().inCalls()));
  }

  /** Whether a job says something about the policy, the server and the scenario in force. */
  private boolean counts(JobRow row) {
    boolean isOld =
        !row.isWatched() && row.begunAt().plus(row.elapsed().get()).compareTo(policySince) < 0;
    return row.hasBegun()
        && !isOld
        && row.begunAt().compareTo(scenarioSince) >= 0
        && plan.server().filter(row.key().server()::equals).isPresent();
  }

  private Optional<Best> best(PolicyForecast made) {
    Polyline.Builder line = new Polyline.Builder();
    made.frontier().forEach(cost -> line.add(cost.calls(), BackoffModel.seconds(cost.lateness())));
    Duration price = policy.policy().get().callPrice();
    return Optional.of(made.optimum())
        .filter(optimum -> optimum.callPrice().equals(price))
        .or(() -> between(made.frontier(), price))
        .map(cost ->
            new Best(
                line.build(),
                new AnswerRow.Mark(cost.calls(), BackoffModel.seconds(cost.lateness())),
                Amounts.times(cost.calls()) + ", " + Amounts.roughly(cost.lateness())));
  }

  /** The frontier is smooth: between two prices of it the place is as good as known. */
  private static Optional<ExpectedCost> between(List<ExpectedCost> frontier, Duration price) {
    for (int i = 1; i < frontier.size(); i++) {
      ExpectedCost less = frontier.get(i - 1);
      ExpectedCost more = frontier.get(i);
      if (less.callPrice().compareTo(price) <= 0 && price.compareTo(more.callPrice()) <= 0) {
        double from = Math.log(BackoffModel.seconds(less.callPrice()));
        double way =
            (Math.log(BackoffModel.seconds(price)) - from)
                / (Math.log(BackoffModel.seconds(more.callPrice())) - from);
        return Optional.of(
            new ExpectedCost(
                less.calls() + way * (more.calls() - less.calls()),
                less.lateness()
                    .plusNanos(Math.round(way * more.lateness().minus(less.lateness()).toNanos())),
                price));
      }
    }
    return Optional.empty();
  }

  /** The lines to show: forecast and live, for the first jobs and for those once learned. */
  ReadOnlyObjectProperty<List<AnswerRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** The same for those who cannot see them. */
  public List<String> sentences() {
    return rows.get().stream().map(AnswerRow::sentence).toList();
  }

  /** The best that is possible; empty until a forecast is there. */
  ReadOnlyObjectProperty<Optional<Best>> best() {
    return best.getReadOnlyProperty();
  }

  /** Whether the price paces something; otherwise it only judges. */
  ObservableValue<Boolean> paces() {
    return policy.kind().map(kind -> !kind.hasParameters());
  }

  /** What a call is worth, in words. */
  ObservableValue<String> price() {
    return policy
        .callPrice()
        .value()
        .map(price -> "a call is worth " + Durations.text(price) + " of delay");
  }

  /** Where the price lies between fewer calls, 0, and earlier news, 1. */
  ObservableValue<Double> place() {
    return policy.callPrice().value().map(PriceScale::place);
  }

  /** Moves the price, as if it were being typed. */
  void movePrice(double place) {
    policy.callPrice().set(PriceScale.price(place));
  }

  /** Puts the price that was chosen in force. */
  void releasePrice() {
    policy.callPrice().enter();
  }
}
