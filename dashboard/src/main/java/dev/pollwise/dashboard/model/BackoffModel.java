package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.pacing.PlannedPoll;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The chart of intervals: one step line for each job, behind them the curve that the policy plans.
 * Numbers are seconds, or attempts on the horizontal axis if so chosen.
 */
public final class BackoffModel {

  /** What the horizontal axis counts. */
  public enum Across {
    /** Time since the wait began. */
    ELAPSED,
    /** Calls. */
    ATTEMPT
  }

  /** How the vertical axis is divided. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** By powers: an exponential schedule is a straight line. */
    LOGARITHMIC
  }

  /** The most jobs drawn at once: the newest, and the one that is selected. */
  public static final int MOST_TRACES = 50;

  /** More marks than this crowd an axis. */
  public static final int MOST_MARKS = 6;

  private static final int PLANNED_WHEN_EMPTY = 12;
  private static final int PLANNED_ALWAYS = 4;
  private static final double HEADROOM = 1.1;

  private final JobsModel jobs;
  private final ReadOnlyObjectWrapper<PolicyPreview> preview;
  private final ObjectProperty<Across> across = new SimpleObjectProperty<>(Across.ELAPSED);
  private final ObjectProperty<Scale> scale = new SimpleObjectProperty<>(Scale.LINEAR);
  private final SaveModel saves;
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();

  BackoffModel(JobsModel jobs, ReadOnlyObjectProperty<PollingPolicy> policy, Commands commands) {
    this.jobs = jobs;
    this.saves = new SaveModel(commands);
    this.preview = new ReadOnlyObjectWrapper<>(PolicyPreview.of(policy.get()));
    policy.addListener((o, before, now) -> {
      preview.set(PolicyPreview.of(now));
      touch();
    });
    across.addListener((o, before, now) -> touch());
    scale.addListener((o, before, now) -> touch());
    jobs.selected().addListener((o, before, now) -> touch());
    jobs.rows().addListener((javafx.beans.Observable o) -> touch());
  }

  /** Says that there is something new to draw. */
  void touch() {
    revision.set(revision.get() + 1);
  }

  /** A duration as a number on an axis. */
  public static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** A number of an axis of time, in words. */
  public static String time(double seconds) {
    return seconds == 0 ? "0" : DurationText.of(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** The jobs to draw, the selected one last so that it lies on top. */
  public List<Trace> traces() {
    List<JobRow> rows = jobs.rows();
    List<JobRow> drawn =
        new ArrayList<>(rows.subList(Math.max(0, rows.size() - MOST_TRACES), rows.size()));
    Optional<JobRow> selected = jobs.selected().get();
    selected.ifPresent(drawn::remove);
    selected.ifPresent(drawn::add);
    if (drawn.size() > MOST_TRACES) {
      drawn.removeFirst();
    }
    return drawn.stream().map(row -> Trace.of(row, across.get())).toList();
  }

  /** The planned intervals as a step line, up to a little beyond the end of the axis. */
  public Polyline planned(double end) {
    return plannedLine(end, PlannedPoll::interval);
  }

  /** The shortest intervals that jitter can make of the plan. */
  public Polyline plannedLeast(double end) {
    return plannedLine(end, PlannedPoll::least);
  }

  /** The longest intervals that jitter can make of the plan. */
  public Polyline plannedMost(double end) {
    return plannedLine(end, PlannedPoll::most);
  }

  private interface Height {
    Duration of(PlannedPoll poll);
  }

  private Polyline plannedLine(double end, Height height) {
    Polyline.Builder steps = new Polyline.Builder();
    for (PlannedPoll poll : preview.get().polls()) {
      double y = seconds(height.of(poll));
      steps.add(plannedBegin(poll), y).add(plannedEnd(poll), y);
      if (plannedEnd(poll) > end) {
        break;
      }
    }
    return steps.build();
  }

  private double plannedBegin(PlannedPoll poll) {
    return switch (across.get()) {
      case ELAPSED -> seconds(poll.at().minus(poll.interval()));
      case ATTEMPT -> poll.number() - 1.0;
    };
  }

  private double plannedEnd(PlannedPoll poll) {
    return switch (across.get()) {
      case ELAPSED -> seconds(poll.at());
      case ATTEMPT -> poll.number();
    };
  }

  /** Everything that is drawn at a place of the horizontal axis. */
  public List<Hit> at(double x, List<Trace> traces) {
    List<Hit> hits = new ArrayList<>();
    for (Trace trace : traces) {
      trace
          .at(x, across.get())
          .ifPresent(interval -> hits.add(new Hit.OfJob(trace.row(), interval)));
    }
    preview.get().polls().stream()
        .filter(poll -> x >= plannedBegin(poll) && x <= plannedEnd(poll))
        .findFirst()
        .ifPresent(poll -> hits.add(new Hit.OfPlan(poll)));
    return hits;
  }

  /** Axes that hold the given lines and the beginning of the plan; ends are round numbers. */
  public ChartFrame frame(List<Trace> traces) {
    double right = rightEnd(traces);
    double xStep =
        switch (across.get()) {
          case ELAPSED -> AxisMarks.timeStep(right, MOST_MARKS + 2);
          case ATTEMPT -> AxisMarks.countStep(right, MOST_MARKS + 2);
        };
    double xEnd = AxisMarks.roundUp(right, xStep);
    double low = Double.MAX_VALUE;
    double high = 0;
    List<Polyline> lines = new ArrayList<>();
    traces.forEach(trace -> lines.add(trace.line()));
    lines.add(plannedMost(xEnd));
    lines.add(plannedLeast(xEnd));
    for (Polyline line : lines) {
      for (int i = 0; i < line.size(); i++) {
        if (line.x(i) <= xEnd) {
          low = line.y(i) > 0 ? Math.min(low, line.y(i)) : low;
          high = Math.max(high, line.y(i));
        }
      }
    }
    return ChartFrame.of(xEnd, xStep, Math.min(low, high), high, scale.get());
  }

  private double rightEnd(List<Trace> traces) {
    double end = 0;
    for (Trace trace : traces) {
      double last =
          switch (across.get()) {
            case ELAPSED -> seconds(trace.row().elapsed().get());
            case ATTEMPT -> trace.row().calls().get();
          };
      end = Math.max(end, last * HEADROOM);
    }
    List<PlannedPoll> polls = preview.get().polls();
    int wanted = traces.isEmpty() ? PLANNED_WHEN_EMPTY : PLANNED_ALWAYS;
    return Math.max(end, plannedEnd(polls.get(Math.min(wanted, polls.size()) - 1)));
  }

  /** How many jobs are not drawn because there are too many. */
  public int left() {
    return Math.max(0, jobs.rows().size() - MOST_TRACES);
  }

  /** What the horizontal axis counts. */
  public ObjectProperty<Across> across() {
    return across;
  }

  /** How the vertical axis is divided. */
  public ObjectProperty<Scale> scale() {
    return scale;
  }

  /** What the policy plans. */
  public ReadOnlyObjectProperty<PolicyPreview> preview() {
    return preview.getReadOnlyProperty();
  }

  /** What became of saving the chart. */
  public SaveModel saves() {
    return saves;
  }

  /** Grows whenever there is something new to draw. */
  public ReadOnlyLongProperty revision() {
    return revision.getReadOnlyProperty();
  }
}
