package dev.pollwise.dashboard.answer;

import dev.pollwise.dashboard.chart.Polyline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * Calls across and lateness up, both by powers, in the space of a postage stamp: the line of what
 * is best possible with the place of the price on it, and a mark for each line of the answer.
 */
final class FrontierPlot extends Pane {

  private static final double MARGIN = 10;
  private static final double MARK = 4;

  /** Lateness below this share of the greatest is drawn as if it were as much. */
  private static final double LEAST = 1e-3;

  private final Path best = new Path();
  private final Circle place = new Circle(MARK + 1.5);
  private final Text axes = new Text("↑ late, calls →");
  private Optional<AnswerModel.Best> frontier = Optional.empty();
  private List<AnswerRow> rows = List.of();

  FrontierPlot() {
    getStyleClass().add("answer-plot");
    best.getStyleClass().add("frontier-best");
    place.getStyleClass().add("frontier-place");
    place.setId("frontier-place");
    axes.getStyleClass().add("preview-label");
    for (Node each : List.of(best, place, axes)) {
      each.setManaged(false);
    }
  }

  void show(Optional<AnswerModel.Best> shown, List<AnswerRow> lines) {
    frontier = shown;
    rows = lines;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    List<AnswerRow> marked = rows.stream().filter(row -> row.mark().isKnown()).toList();
    Polyline line = frontier.map(AnswerModel.Best::frontier).orElse(new Polyline.Builder().build());
    Frame calls =
        Frame.around(
            DoubleStream.concat(
                IntStream.range(0, line.size()).mapToDouble(line::x),
                marked.stream().mapToDouble(row -> row.mark().calls())));
    Frame late =
        Frame.around(
            DoubleStream.concat(
                IntStream.range(0, line.size()).mapToDouble(line::y),
                marked.stream().mapToDouble(row -> row.mark().lateness())));
    List<PathElement> steps = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      double x = x(calls.part(line.x(i)));
      double y = y(late.part(line.y(i)));
      steps.add(i == 0 ? new MoveTo(x, y) : new LineTo(x, y));
    }
    best.getElements().setAll(steps);
    getChildren().setAll(best, axes);
    frontier.ifPresent(shown -> {
      place.setCenterX(x(calls.part(shown.at().calls())));
      place.setCenterY(y(late.part(shown.at().lateness())));
      getChildren().add(place);
    });
    for (AnswerRow row : marked) {
      Circle mark =
          new Circle(x(calls.part(row.mark().calls())), y(late.part(row.mark().lateness())), MARK);
      mark.getStyleClass().addAll("answer-mark", row.kind().style());
      mark.setManaged(false);
      getChildren().add(mark);
    }
    axes.setX(getWidth() - axes.getLayoutBounds().getWidth() - 4);
    axes.setY(13);
  }

  private double x(double part) {
    return MARGIN + part * (getWidth() - 2 * MARGIN);
  }

  private double y(double part) {
    return getHeight() - MARGIN - part * (getHeight() - 2 * MARGIN);
  }

  /** What an axis spans, in logarithms. */
  private record Frame(double from, double to) {

    static Frame around(DoubleStream values) {
      double[] all = values.toArray();
      double most = DoubleStream.of(all).max().orElse(1);
      double floor = most > 0 ? most * LEAST : 1;
      double least = DoubleStream.of(all).map(one -> Math.max(one, floor)).min().orElse(floor);
      double wide = Math.max(most, 2 * least);
      return new Frame(Math.log(least), Math.log(wide));
    }

    double part(double value) {
      return Math.clamp((Math.log(Math.max(value, 1e-12)) - from) / (to - from), 0, 1);
    }
  }
}
