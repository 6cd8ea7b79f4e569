package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.chart.ScaledAxis;
import dev.pollwise.dashboard.jobs.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * Calls against lateness: one mark for each policy with its name beside it, and the best possible
 * as a line that none can get below.
 */
final class ComparePlot extends LineChart<Number, Number> {

  private static final double MARK = 5;
  private static final double NAME_HEIGHT = 13;
  private static final double GAP = 8;
  private static final PseudoClass PARTIAL = PseudoClass.getPseudoClass("partial");

  private final ScaledAxis calls;
  private final ScaledAxis lateness;
  private final Path best = new Path();
  private final Text bestName = name("best possible", "compare-best-name");
  private final Text corner = name("↙ better", "compare-best-name");
  private final List<Node> marks = new ArrayList<>();
  private final Consumer<String> onChosen;
  private List<ComparePoint> points = List.of();
  private Polyline frontier;

  ComparePlot(ScaledAxis calls, ScaledAxis lateness, Polyline frontier, Consumer<String> onChosen) {
    super(calls, lateness);
    this.calls = calls;
    this.lateness = lateness;
    this.frontier = frontier;
    this.onChosen = onChosen;
    setId("compare-plot");
    setAnimated(false);
    setLegendVisible(false);
    setVerticalGridLinesVisible(false);
    setHorizontalZeroLineVisible(false);
    setVerticalZeroLineVisible(false);
    calls.setLabel("calls per job");
    best.getStyleClass().add("compare-best");
    best.setManaged(false);
    getPlotChildren().addAll(best, bestName, corner);
  }

  private static Text name(String words, String style) {
    Text text = new Text(words);
    text.getStyleClass().add(style);
    text.setManaged(false);
    return text;
  }

  void show(CompareFrame frame, List<ComparePoint> shown, Polyline line) {
    points = shown;
    frontier = line;
    calls.frame(
        frame.fewest(),
        frame.most(),
        frame.calls(),
        true,
        number -> String.format(Locale.ROOT, number < 1 ? "%.1f" : "%,.0f", number));
    lateness.frame(frame.soonest(), frame.latest(), frame.lateness(), true, BackoffModel::time);
    requestChartLayout();
  }

  @Override
  protected void layoutPlotChildren() {
    super.layoutPlotChildren();
    getPlotChildren().removeAll(marks);
    marks.clear();
    LabelPlaces places = new LabelPlaces(calls.getWidth(), lateness.getHeight(), layoutBest());
    for (ComparePoint point : points) {
      double x = calls.getDisplayPosition(point.calls());
      double y = lateness.getDisplayPosition(point.lateness());
      places.take(x - MARK, y + MARK, 2 * MARK);
    }
    for (Text other : List.of(bestName, corner)) {
      if (other.isVisible()) {
        places.take(other.getX(), other.getY(), other.getLayoutBounds().getWidth());
      }
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      mark(points.get(i), places);
    }
    getPlotChildren().addAll(marks);
  }

  private List<LabelPlaces.Point> layoutBest() {
    List<LabelPlaces.Point> line = new ArrayList<>();
    List<PathElement> elements = new ArrayList<>();
    double right = calls.getWidth();
    double bottom = lateness.getHeight();
    double nameX = 0;
    double nameY = 0;
    for (int i = 0; i < frontier.size(); i++) {
      double x = calls.getDisplayPosition(frontier.x(i));
      double y = lateness.getDisplayPosition(frontier.y(i));
      if (x >= 0 && x <= right && y >= 0 && y <= bottom) {
        line.add(new LabelPlaces.Point(x, y));
        elements.add(elements.isEmpty() ? new MoveTo(x, y) : new LineTo(x, y));
        if (x > nameX) {
          nameX = x;
          nameY = y;
        }
      }
    }
    best.getElements().setAll(elements);
    bestName.setVisible(!elements.isEmpty());
    bestName.setX(Math.max(0, nameX - bestName.getLayoutBounds().getWidth() - GAP));
    bestName.setY(Math.min(bottom - GAP / 2, nameY + NAME_HEIGHT / 2));
    corner.setX(GAP);
    corner.setY(bottom - GAP);
    return line;
  }

  private void mark(ComparePoint point, LabelPlaces places) {
    double x = calls.getDisplayPosition(point.calls());
    double y = lateness.getDisplayPosition(point.lateness());
    if (point.isSelected()) {
      double low = Math.min(lateness.getHeight(), lateness.getDisplayPosition(point.median()));
      double high = Math.max(0, lateness.getDisplayPosition(point.most()));
      Line whisker = new Line(x, low, x, high);
      dress(whisker, "compare-whisker", point);
    }
    Circle dot = new Circle(x, y, point.isSelected() ? MARK + 1.5 : MARK);
    dot.setOnMouseClicked(event -> onChosen.accept(point.name()));
    dot.pseudoClassStateChanged(PARTIAL, point.isPartial());
    Tooltip.install(dot, new Tooltip(words(point)));
    dress(dot, "compare-mark", point);
    Text name = new Text(words(point));
    dress(name, "series-name", point);
    place(name, x, y, places, point.isSelected());
  }

  /** One that gives up looks cheap for that reason alone. */
  private static String words(ComparePoint point) {
    return point.isPartial() ? point.name() + " (gives up)" : point.name();
  }

  private void dress(Node node, String style, ComparePoint point) {
    node.getStyleClass().add(style);
    node.setManaged(false);
    SeriesKey.dress(node, point.colour(), point.isSelected());
    marks.add(node);
  }

  /** Where there is no room for it, only the tooltip says it, unless the mark is selected. */
  private static void place(Text name, double x, double y, LabelPlaces places, boolean always) {
    double width = name.getLayoutBounds().getWidth();
    double gap = MARK + 4;
    Optional<LabelPlaces.Point> free = places.beside(x, y, gap, width);
    name.setVisible(always || free.isPresent());
    name.setX(free.map(LabelPlaces.Point::x).orElse(x + gap));
    name.setY(free.map(LabelPlaces.Point::y).orElse(y + 4));
  }
}
