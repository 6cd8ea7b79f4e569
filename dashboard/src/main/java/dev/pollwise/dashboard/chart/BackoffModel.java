package dev.pollwise.dashboard.chart;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.DesktopCommands;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.SaveModel;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
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
    ATTEMPT,
    /** Time since the first launch, in which waits lie as they came. */
    SESSION
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
  private final PlanModel plan;
  private final ObjectProperty<Across> across = new SimpleObjectProperty<>(Across.ELAPSED);
  private final ObjectProperty<Scale> scale = new SimpleObjectProperty<>(Scale.LINEAR);
  private final SaveModel saves;
  private Supplier<String> caption = () -> "";
  private final ChartPause pause;
  private final SessionMarks session;
  private final Zoom zoom = new Zoom();
  private final HeightZoom heights = new HeightZoom(scale);
  private final ObjectProperty<Optional<JobRow>> isolated =
      new SimpleObjectProperty<>(Optional.empty());
  private final BooleanProperty inSight = new SimpleBooleanProperty(true);
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();

  public BackoffModel(
      JobsModel jobs, PolicyModel policy, DesktopCommands commands, SessionMarks session) {
    this.jobs = jobs;
    this.session = session;
    this.saves = new SaveModel(commands);
    this.pause = new ChartPause(jobs.rows());
    this.plan = new PlanModel(policy, jobs);
    plan.preview().addListener((o, before, now) -> touch());
    across.addListener((o, before, now) -> {
      zoom.reset();
      touch();
    });
    zoom.chosen().addListener((o, before, now) -> touch());
    heights.chosen().addListener((o, before, now) -> touch());
    isolated.addListener((o, before, now) -> touch());
    pause.paused().addListener((o, before, now) -> touch());
    scale.addListener((o, before, now) -> touch());
    jobs.selected().addListener((o, before, now) -> touch());
    inSight.addListener((o, before, now) -> touch());
    jobs.rows().addListener((javafx.beans.Observable o) -> touch());
  }

  /** Says that there is something new to draw. */
  public void touch() {
    pause.count();
    if (inSight.get()) {
      revision.set(revision.get() + 1);
    }
  }

  /** A duration as a number on an axis. */
  public static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** A number of an axis of time, in words. */
  public static String time(double seconds) {
    return seconds == 0 ? "0" : Durations.text(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** The jobs to draw, the selected one last so that it lies on top. */
  public List<Trace> traces() {
    SessionPlaces places = places();
    return drawn().stream()
        .map(row -> Trace.of(pause.course(row), across.get(), places.from(row)))
        .toList();
  }

  private List<JobRow> drawn() {
    List<JobRow> rows = pause.rows();
    Optional<JobRow> alone = isolated.get().filter(rows::contains);
    if (alone.isPresent()) {
      return List.of(alone.get());
    }
    List<JobRow> drawn =
        new ArrayList<>(rows.subList(Math.max(0, rows.size() - MOST_TRACES), rows.size()));
    Optional<JobRow> selected = jobs.selected().get().filter(rows::contains);
    selected.ifPresent(drawn::remove);
    selected.ifPresent(drawn::add);
    if (drawn.size() > MOST_TRACES) {
      drawn.removeFirst();
    }
    return drawn;
  }

  private SessionPlaces places() {
    return new SessionPlaces(pause.rows(), jobs.selected().get(), across.get());
  }

  /** What happened to all jobs at once, where it lies on the horizontal axis. */
  public List<SessionMark.Placed> marks() {
    return places().place(session.all());
  }

  /** What happened to all jobs at once near a place of the axis, in lines; empty for nothing. */
  public String happened(double x, double reach) {
    return marks().stream()
        .filter(placed -> Math.abs(placed.x() - x) <= reach)
        .map(placed -> placed.mark().words())
        .collect(Collectors.joining("\n"));
  }

  private PlannedSteps steps() {
    return new PlannedSteps(plan.preview().get(), across.get(), places().planFrom());
  }

  /** The planned intervals as a step line, up to a little beyond the end of the axis. */
  public Polyline planned(double end) {
    return steps().line(end, PollingPolicy.PlannedPoll::interval);
  }

  /** The shortest intervals that jitter can make of the plan. */
  public Polyline plannedLeast(double end) {
    return steps().line(end, PollingPolicy.PlannedPoll::least);
  }

  /** The longest intervals that jitter can make of the plan. */
  public Polyline plannedMost(double end) {
    return steps().line(end, PollingPolicy.PlannedPoll::most);
  }

  /** Everything that is drawn at a place of the horizontal axis. */
  public List<ChartHit> at(double x, List<Trace> traces) {
    List<ChartHit> hits = new ArrayList<>();
    for (Trace trace : traces) {
      trace
          .at(x, across.get())
          .ifPresent(interval -> hits.add(new ChartHit.OfJob(trace.row(), interval)));
    }
    steps().at(x).ifPresent(poll -> hits.add(new ChartHit.OfPlan(poll)));
    return hits;
  }

  /** The value of each line at a place of the horizontal axis, in lines; empty where none is. */
  public String values(double x, List<Trace> traces) {
    return ChartHit.values(placeWords(x), at(x, traces).reversed());
  }

  private String placeWords(double x) {
    return switch (across.get()) {
      case ELAPSED -> "at " + Durations.text(Duration.ofMillis(Math.round(x * 1000)));
      case SESSION ->
          Durations.text(Duration.ofMillis(Math.round(x * 1000))) + " after the first launch";
      case ATTEMPT -> "before call " + Math.max(1, (long) Math.ceil(x));
    };
  }

  /** The axes as they are shown: of the whole, the parts that are chosen. */
  public ChartFrame frame(List<Trace> traces) {
    return heights.shown(allHeights(traces));
  }

  /** Axes that hold the given lines and the beginning of the plan; ends are round numbers. */
  public ChartFrame allHeights(List<Trace> traces) {
    Span shown = zoom.shown(whole(traces));
    double xStep =
        switch (across.get()) {
          case ELAPSED, SESSION -> AxisMarks.timeStep(shown.length(), MOST_MARKS + 2);
          case ATTEMPT -> AxisMarks.countStep(shown.length(), MOST_MARKS + 2);
        };
    double low = Double.MAX_VALUE;
    double high = 0;
    List<Polyline> lines = new ArrayList<>();
    traces.forEach(trace -> lines.add(trace.line()));
    lines.add(plannedMost(shown.high()));
    lines.add(plannedLeast(shown.high()));
    for (Polyline line : lines) {
      for (int i = 0; i < line.size(); i++) {
        if (line.x(i) <= shown.high() && line.x(Math.min(i + 1, line.size() - 1)) >= shown.low()) {
          low = line.y(i) > 0 ? Math.min(low, line.y(i)) : low;
          high = Math.max(high, line.y(i));
        }
      }
    }
    return ChartFrame.of(shown, xStep, Math.min(low, high), high, scale.get());
  }

  /** The whole horizontal axis; it ends at a round number. */
  public Span whole(List<Trace> traces) {
    double right = rightEnd(traces);
    double step =
        switch (across.get()) {
          case ELAPSED, SESSION -> AxisMarks.timeStep(right, MOST_MARKS + 2);
          case ATTEMPT -> AxisMarks.countStep(right, MOST_MARKS + 2);
        };
    return new Span(0, AxisMarks.roundUp(right, step));
  }

  private double rightEnd(List<Trace> traces) {
    double end = 0;
    for (Trace trace : traces) {
      double last =
          switch (across.get()) {
            case ELAPSED, SESSION -> trace.from() + seconds(trace.course().elapsed());
            case ATTEMPT -> trace.course().calls();
          };
      end = Math.max(end, last * HEADROOM);
    }
    return Math.max(end, steps().endOf(traces.isEmpty() ? PLANNED_WHEN_EMPTY : PLANNED_ALWAYS));
  }

  /** Shows one job alone, or all again where it is alone already. */
  public void isolate(JobRow row) {
    isolated.set(
        isolated.get().filter(row::equals).isPresent() ? Optional.empty() : Optional.of(row));
  }

  /** Shows all jobs again. */
  public void showAll() {
    isolated.set(Optional.empty());
  }

  /** The job that is shown alone; empty while all are. */
  public ReadOnlyObjectProperty<Optional<JobRow>> isolated() {
    return isolated;
  }

  /** Saves the intervals of the lines drawn as comma-separated values, times in seconds. */
  public void saveNumbers(Path file) {
    String text = String.join("\n", Trace.table(traces())) + "\n";
    save(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Saves what the view makes of the chart. */
  public void save(Path file, Document.Body image) {
    saves.save(new Document(Document.Kind.CHART, file, image));
  }

  /** Which part of the horizontal axis is shown. */
  public Zoom zoom() {
    return zoom;
  }

  /** Which part of the vertical axis is shown. */
  public HeightZoom heights() {
    return heights;
  }

  /** Shows the whole of both axes again. */
  public void showWhole() {
    zoom.reset();
    heights.reset();
  }

  /** Whether the chart stands still. */
  public ChartPause pause() {
    return pause;
  }

  /** How many jobs are not drawn because there are too many. */
  public int left() {
    return isolated.get().isPresent() ? 0 : Math.max(0, pause.rows().size() - MOST_TRACES);
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
  public PlanModel plan() {
    return plan;
  }

  /** What became of saving the chart. */
  public SaveModel saves() {
    return saves;
  }

  /** Whether anybody sees it; nothing is drawn meanwhile where nobody does. */
  public BooleanProperty inSight() {
    return inSight;
  }

  /** Grows whenever there is something new to draw. */
  public ReadOnlyLongProperty revision() {
    return revision.getReadOnlyProperty();
  }

  /** Says what is written above a picture of it. */
  public void captioned(Supplier<String> words) {
    caption = words;
  }

  String caption() {
    return caption.get();
  }
}
