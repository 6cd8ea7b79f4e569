package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.PolicyPreview;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/**
 * What the policy in the form would cost, found anew with every change. The last forecast stays to
 * be read until the next is there.
 */
public final class ForecastModel {

  private static final int MOST_PLANNED = 400;
  private static final double NEARLY_ALL = 0.95;

  private final ForecastCommands estimates;
  private final PolicyModel policy;
  private final ObservableValue<PolicyPreview> plan;
  private final LawModel law;
  private final ReadOnlyObjectWrapper<Optional<PolicyForecast>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Long> seed = new ReadOnlyObjectWrapper<>(1L);
  private Optional<ForecastRequest> wanted = Optional.empty();

  /**
   * Nothing was found yet.
   *
   * @param plan what jobs do that are launched now
   */
  public ForecastModel(
      ForecastCommands estimates,
      PolicyModel policy,
      ObservableValue<PolicyPreview> plan,
      LawModel law) {
    this.estimates = estimates;
    this.policy = policy;
    this.plan = plan;
    this.law = law;
    policy.policy().addListener((o, before, now) -> ask());
    policy.expectation().addListener((o, before, now) -> ask());
    law.law().addListener((o, before, now) -> ask());
  }

  /** Asks for the forecast of what the form says. */
  public void ask() {
    ForecastRequest request =
        new ForecastRequest(
            policy.policy().get(), policy.expectation().get(), law.law().get(), seed.get());
    wanted = Optional.of(request);
    busy.set(true);
    estimates.forecast(request);
  }

  /** Draws chance anew. */
  public void reroll() {
    seed.set(seed.get() + 1);
    ask();
  }

  public void done(PolicyForecast forecast) {
    if (wanted.filter(forecast.request()::equals).isPresent()) {
      busy.set(forecast.isRough());
      problem.set("");
      found.set(Optional.of(forecast));
    }
  }

  public void failed(ForecastRequest request, Problem why) {
    if (wanted.filter(request::equals).isPresent()) {
      busy.set(false);
      found.set(Optional.empty());
      problem.set(why.summary());
    }
  }

  /**
   * The preview of what the form says now. The draw of a forecast is of a job that is asked about
   * alone and of which nothing is known: beside another plan it is left out.
   */
  public PreviewCurve curve() {
    return PreviewCurve.of(
        this, law.law().get(), found.get().filter(made -> plan.getValue().isPlain()));
  }

  /** What jobs do that are launched now. */
  ObservableValue<PolicyPreview> plan() {
    return plan;
  }

  /** The polls that the policy plans for a job, until nearly all jobs have ended. */
  List<PollingPolicy.PlannedPoll> planned() {
    List<PollingPolicy.PlannedPoll> polls = plan.getValue().polls();
    Duration end = horizon();
    long before = polls.stream().takeWhile(poll -> poll.at().compareTo(end) < 0).count();
    return polls.subList(0, (int) Math.min(Math.min(polls.size(), MOST_PLANNED), before + 1));
  }

  /** When nearly all jobs have ended, or the deadline if that is earlier. */
  Duration horizon() {
    DurationLaw lasts = law.law().get();
    Duration deadline = policy.policy().get().deadline();
    return lasts
        .quantile(NEARLY_ALL)
        .filter(end -> end.isPositive() && end.compareTo(deadline) < 0)
        .orElse(deadline);
  }

  /** The law by which jobs last. */
  public LawModel law() {
    return law;
  }

  /** The last forecast that was found. */
  public ReadOnlyObjectProperty<Optional<PolicyForecast>> found() {
    return found.getReadOnlyProperty();
  }

  /** Why there is no forecast, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** Whether a forecast is being made. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** The seed of all that is drawn. */
  public ReadOnlyObjectProperty<Long> seed() {
    return seed.getReadOnlyProperty();
  }
}
