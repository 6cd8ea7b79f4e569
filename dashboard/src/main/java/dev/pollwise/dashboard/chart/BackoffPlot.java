package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.XYChart;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * The drawn part of the chart: a stock line chart with a fixed pool of series whose points are
 * re-used, the planned curve and its band behind them, and names at the ends of lines.
 */
final class BackoffPlot extends LineChart<Number, Number> {

  /** Of each line; more cannot be seen. */
  private static final int MOST_POINTS = 600;

  private static final double NAME_HEIGHT = 14;
  private static final double NAME_GAP = 6;
  private static final double CROSS = 4;

  private final ScaledAxis across;
  private final ScaledAxis up;
  private final List<XYChart.Series<Number, Number>> pool = new ArrayList<>();
  private final Path band = new Path();
  private final Path plan = new Path();
  private final List<Text> names = new ArrayList<>();
  private List<Trace> traces = List.of();
  private Optional<JobRow> selected = Optional.empty();
  private final Path faults = new Path();
  private List<Polyline> planned = List.of();
  private final SessionRules rules = new SessionRules();
  private List<SessionMark.Placed> marks = List.of();

  private Optional<Drawn> drawn = Optional.empty();

  /** What was drawn last, and is not drawn again. */
  private record Drawn(
      ChartFrame frame,
      boolean logarithmic,
      List<Polyline> lines,
      List<Polyline> faults,
      List<String> names,
      List<Integer> colours,
      Optional<JobRow> chosen,
      List<Polyline> planned,
      List<SessionMark.Placed> marks) {

    static Drawn of(
        ChartFrame frame,
        boolean logarithmic,
        List<Trace> traces,
        Optional<JobRow> chosen,
        List<Polyline> planned,
        List<SessionMark.Placed> marks) {
      return new Drawn(
          frame,
          logarithmic,
          traces.stream().map(Trace::line).toList(),
          traces.stream().map(Trace::faults).toList(),
          traces.stream().map(trace -> trace.row().title().get()).toList(),
          traces.stream().map(trace -> trace.row().colour().get()).toList(),
          chosen,
          planned,
          marks);
    }
  }

  BackoffPlot(ScaledAxis across, ScaledAxis up) {
    super(across, up);
    this.across = across;
    this.up = up;
    setId("backoff-plot");
    setAnimated(false);
    setCreateSymbols(false);
    setLegendVisible(false);
    setAxisSortingPolicy(SortingPolicy.NONE);
    setVerticalGridLinesVisible(false);
    setVerticalZeroLineVisible(false);
    setHorizontalZeroLineVisible(false);
    band.getStyleClass().add("plan-band");
    plan.getStyleClass().add("plan-line");
    band.setManaged(false);
    plan.setManaged(false);
    faults.getStyleClass().add("fault-marks");
    faults.setManaged(false);
    getPlotChildren().addAll(0, List.of(band, plan));
    for (int i = 0; i < BackoffModel.MOST_TRACES; i++) {
      XYChart.Series<Number, Number> series = new XYChart.Series<>();
      pool.add(series);
      getData().add(series);
      Text name = new Text();
      name.getStyleClass().add("series-name");
      name.setVisible(false);
      name.setManaged(false);
      names.add(name);
    }
    getPlotChildren().addAll(rules.nodes());
    getPlotChildren().add(faults);
    getPlotChildren().addAll(names);
  }

  /** Draws upright rules for these from the next drawing on. */
  void mark(List<SessionMark.Placed> happened) {
    marks = happened;
  }

  /** Draws what the model has. */
  void show(
      ChartFrame frame,
      boolean logarithmic,
      List<Trace> lines,
      Optional<JobRow> chosen,
      Polyline plannedLine,
      Polyline least,
      Polyline most,
      java.util.function.DoubleFunction<String> acrossWords,
      java.util.function.DoubleFunction<String> upWords) {
    traces = lines;
    Optional<Drawn> wanted =
        Optional.of(
            Drawn.of(frame, logarithmic, lines, chosen, List.of(plannedLine, least, most), marks));
    if (drawn.equals(wanted)) {
      return;
    }
    drawn = wanted;
    selected = chosen;
    planned = List.of(plannedLine, least, most);
    across.frame(frame.xLow(), frame.xEnd(), frame.xMarks(), false, acrossWords);
    up.frame(frame.yLow(), frame.yHigh(), frame.yMarks(), logarithmic, upWords);
    for (int i = 0; i < pool.size(); i++) {
      fill(pool.get(i), i < lines.size() ? lines.get(i) : null);
    }
    requestChartLayout();
  }

  private void fill(
      XYChart.Series<Number, Number> series, @org.jspecify.annotations.Nullable Trace trace) {
    ObservableList<XYChart.Data<Number, Number>> data = series.getData();
    if (trace == null) {
      if (!data.isEmpty()) {
        data.clear();
      }
      return;
    }
    Polyline line = trace.line().decimated(MOST_POINTS);
    if (data.size() > line.size()) {
      data.remove(line.size(), data.size());
    }
    for (int i = 0; i < data.size(); i++) {
      move(data.get(i), line.x(i), line.y(i));
    }
    List<XYChart.Data<Number, Number>> fresh = new ArrayList<>();
    for (int i = data.size(); i < line.size(); i++) {
      fresh.add(new XYChart.Data<>(line.x(i), line.y(i)));
    }
    data.addAll(fresh);
    SeriesKey.dress(series.getNode(), trace.row().colour().get(), isSelected(trace));
  }

  private static void move(XYChart.Data<Number, Number> point, double x, double y) {
    if (point.getXValue().doubleValue() != x) {
      point.setXValue(x);
    }
    if (point.getYValue().doubleValue() != y) {
      point.setYValue(y);
    }
  }

  private boolean isSelected(Trace trace) {
    return selected.filter(row -> row == trace.row()).isPresent();
  }

  @Override
  protected void layoutPlotChildren() {
    super.layoutPlotChildren();
    if (planned.isEmpty()) {
      return;
    }
    plan.getElements().setAll(path(planned.get(0), false));
    List<PathElement> outline = new ArrayList<>(path(planned.get(1), false));
    List<PathElement> back = path(planned.get(2), true);
    if (!back.isEmpty() && back.getFirst() instanceof MoveTo start) {
      back.set(0, new LineTo(start.getX(), start.getY()));
    }
    outline.addAll(back);
    band.getElements().setAll(outline);
    faults.getElements().setAll(faultMarks());
    rules.draw(marks, across, up.getHeight());
    layoutNames();
  }

  private List<PathElement> faultMarks() {
    List<PathElement> marks = new ArrayList<>();
    for (Trace trace : traces) {
      Polyline places = trace.faults();
      for (int i = 0; i < places.size(); i++) {
        double x = across.getDisplayPosition(places.x(i));
        double y = up.getDisplayPosition(places.y(i));
        if (x >= 0 && x <= across.getWidth() && marks.size() < MOST_POINTS) {
          marks.add(new MoveTo(x - CROSS, y - CROSS));
          marks.add(new LineTo(x + CROSS, y + CROSS));
          marks.add(new MoveTo(x - CROSS, y + CROSS));
          marks.add(new LineTo(x + CROSS, y - CROSS));
        }
      }
    }
    return marks;
  }

  /** The lines as they are drawn. */
  List<Trace> traces() {
    return traces;
  }

  /** The line whose name is at a place of the scene. */
  Optional<Trace> named(double sceneX, double sceneY) {
    for (int i = 0; i < traces.size(); i++) {
      Text name = names.get(i);
      if (name.isVisible() && name.getLayoutBounds().contains(name.sceneToLocal(sceneX, sceneY))) {
        return Optional.of(traces.get(i));
      }
    }
    return Optional.empty();
  }

  private List<PathElement> path(Polyline line, boolean backwards) {
    List<PathElement> elements = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      int point = backwards ? line.size() - 1 - i : i;
      double x = across.getDisplayPosition(line.x(point));
      double y = up.getDisplayPosition(line.y(point));
      elements.add(elements.isEmpty() ? new MoveTo(x, y) : new LineTo(x, y));
    }
    return elements;
  }

  /** Names stand at the ends of lines that have a colour, moved apart where they would collide. */
  private void layoutNames() {
    List<double[]> taken = new ArrayList<>();
    long coloured = traces.stream().filter(BackoffPlot::hasColour).count();
    boolean hasRoom = coloured <= JobsModel.COLOURS;
    for (int i = names.size() - 1; i >= 0; i--) {
      Text name = names.get(i);
      boolean named = i < traces.size() && isNamed(traces.get(i), hasRoom);
      name.setVisible(named);
      if (named) {
        place(name, traces.get(i), taken);
      }
    }
  }

  private boolean isNamed(Trace trace, boolean hasRoom) {
    return trace.line().size() > 0 && (isSelected(trace) || (hasRoom && hasColour(trace)));
  }

  private static boolean hasColour(Trace trace) {
    return !SeriesKey.isMuted(trace.row().colour().get());
  }

  private void place(Text name, Trace trace, List<double[]> taken) {
    Polyline line = trace.line();
    name.setText(trace.row().title().get());
    SeriesKey.dress(name, trace.row().colour().get(), isSelected(trace));
    double width = name.getLayoutBounds().getWidth();
    double end = across.getDisplayPosition(line.x(line.size() - 1)) + NAME_GAP;
    double x = Math.min(end, across.getWidth() - width - NAME_GAP);
    double y = up.getDisplayPosition(line.y(line.size() - 1)) - NAME_GAP;
    y = Math.max(NAME_HEIGHT, y);
    double beside = y;
    while (y > NAME_HEIGHT && collides(x, y, width, taken)) {
      y -= 1;
    }
    if (collides(x, y, width, taken)) {
      y = beside;
      while (collides(x, y, width, taken)) {
        y += 1;
      }
    }
    taken.add(new double[] {x, y, width});
    name.setX(x);
    name.setY(y);
  }

  private static boolean collides(double x, double y, double width, List<double[]> taken) {
    for (double[] other : taken) {
      boolean beside = x > other[0] + other[2] || other[0] > x + width;
      if (!beside && Math.abs(y - other[1]) < NAME_HEIGHT) {
        return true;
      }
    }
    return false;
  }

  /** The nodes that stand for jobs, for looking them up. */
  List<Node> lines() {
    return pool.stream()
        .filter(series -> !series.getData().isEmpty())
        .map(XYChart.Series::getNode)
        .toList();
  }
}
