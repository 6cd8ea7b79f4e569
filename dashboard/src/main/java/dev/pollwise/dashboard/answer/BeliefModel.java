package dev.pollwise.dashboard.answer;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.PlanModel;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.compare.LawKind;
import dev.pollwise.dashboard.compare.LawModel;
import dev.pollwise.dashboard.form.Amounts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/**
 * How long the client believes that jobs take: where they end, as a density over time, with what it
 * believed before behind it, and below it the moments at which it will look.
 */
public final class BeliefModel {

  private static final int POINTS = 90;

  /** A learned law is a table of steps: each point is an average of so many to either side. */
  private static final int SMOOTHED = 2;

  private static final int MOST_BEFORE = 3;
  private static final double KEPT_FROM = 1.5;
  private static final double NEARLY_ALL = 0.98;
  private static final int MOST_LOOKS = 60;
  private static final double MOST_ABOVE = 1.7;

  private final PlanModel plan;
  private final LawModel law;
  private final ReadOnlyObjectWrapper<Picture> picture;
  private final List<Outlook> before = new ArrayList<>();
  private Optional<URI> server = Optional.empty();
  private Optional<Outlook> last = Optional.empty();

  /**
   * What to draw. Times are in seconds; heights are shares of jobs that end in a stretch of time.
   *
   * @param end the right end
   * @param top the greatest height that is shown
   * @param now what is believed; empty while nothing is
   * @param before what was believed with fewer ends, the oldest first
   * @param truth how the simulator draws them; empty where that is not known
   * @param looks when a job is looked at that is launched now
   * @param sentence in words
   */
  record Picture(
      double end,
      double top,
      Polyline now,
      List<Polyline> before,
      Polyline truth,
      List<Double> looks,
      String sentence) {}

  public BeliefModel(PlanModel plan, LawModel law) {
    this.plan = plan;
    this.law = law;
    this.picture = new ReadOnlyObjectWrapper<>(drawn());
    plan.belief().addListener((o, was, now) -> believe(now));
    plan.preview().addListener((o, was, now) -> picture.set(drawn()));
    law.law().addListener((o, was, now) -> picture.set(drawn()));
  }

  private void believe(Outlook now) {
    if (!server.equals(plan.server())) {
      server = plan.server();
      before.clear();
      last = Optional.empty();
    }
    last.filter(was -> was.ends() > 0 && was.ends() < now.ends()).ifPresent(this::keep);
    last = Optional.of(now);
    picture.set(drawn());
  }

  private void keep(Outlook was) {
    if (before.isEmpty() || was.ends() >= KEPT_FROM * before.getLast().ends()) {
      before.add(was);
    }
    if (before.size() > MOST_BEFORE) {
      before.removeFirst();
    }
  }

  private Picture drawn() {
    Outlook belief = plan.belief().get();
    Optional<DurationLaw> believed = belief.law();
    Optional<DurationLaw> truth =
        Optional.of(law.law().get()).filter(any -> law.kind().get() == LawKind.SCENARIO);
    double end =
        truth
            .or(() -> believed)
            .or(() -> Optional.of(law.law().get()))
            .flatMap(any -> any.quantile(NEARLY_ALL))
            .filter(Duration::isPositive)
            .map(BackoffModel::seconds)
            .map(nearly -> 1.25 * nearly)
            .orElseGet(() -> BackoffModel.seconds(plan.preview().get().policy().deadline()));
    Polyline now = density(believed, end);
    List<Polyline> earlier =
        before.stream()
            .filter(was -> was.ends() < belief.ends())
            .map(was -> density(was.law(), end))
            .toList();
    double top =
        DoubleStream.concat(peak(now), earlier.stream().flatMapToDouble(BeliefModel::peak))
            .max()
            .orElse(0);
    Polyline drawn = density(truth, end);
    return new Picture(
        end,
        top(top, peak(drawn).max().orElse(1)),
        now,
        earlier,
        drawn,
        plan.preview().get().polls().stream()
            .map(PollingPolicy.PlannedPoll::at)
            .map(BackoffModel::seconds)
            .takeWhile(at -> at <= end)
            .limit(MOST_LOOKS)
            .toList(),
        sentence(belief));
  }

  /** The truth is shown whole unless what is believed would then be hard to see. */
  private static double top(double believed, double truth) {
    return believed > 0 ? Math.max(believed, Math.min(truth, MOST_ABOVE * believed)) : truth;
  }

  private static DoubleStream peak(Polyline line) {
    return IntStream.range(0, line.size()).mapToDouble(line::y);
  }

  private static Polyline density(Optional<DurationLaw> law, double end) {
    Polyline.Builder line = new Polyline.Builder();
    law.ifPresent(lasts -> {
      double step = end / POINTS;
      double width = (2 * SMOOTHED + 1) * step;
      for (int i = 0; i <= POINTS; i++) {
        double from = i * step - width / 2;
        line.add(i * step, survival(lasts, from) - survival(lasts, from + width));
      }
    });
    return line.build();
  }

  private static double survival(DurationLaw law, double seconds) {
    return seconds <= 0 ? 1 : law.survival(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** What is known, and from how many ends. */
  private static String sentence(Outlook belief) {
    if (belief.ends() == 0) {
      return belief.law().isPresent() ? "only " + belief.describe() : "knows nothing yet";
    }
    return (belief.ends() == 1 ? "1 end" : belief.ends() + " ends")
        + belief
            .law()
            .flatMap(law -> law.quantile(0.5))
            .map(half -> ": half of the jobs are over after " + Amounts.roughly(half))
            .orElse(": fewer than half of the jobs end");
  }

  /** Whether it rests on jobs that were seen to end. */
  ObservableValue<Boolean> hasLearned() {
    return plan.belief().map(belief -> belief.ends() > 0);
  }

  /** What to draw. */
  ReadOnlyObjectProperty<Picture> picture() {
    return picture.getReadOnlyProperty();
  }
}
