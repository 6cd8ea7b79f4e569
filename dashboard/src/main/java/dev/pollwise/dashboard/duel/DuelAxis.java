package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.chart.AxisMarks;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.Span;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** The axis above the lanes: seconds since the first launch. */
final class DuelAxis extends Pane {

  private static final double HEIGHT = 22;
  private static final double MARK = 4;
  private static final double BASELINE = 13;
  private static final int MOST_MARKS = 8;

  /** Room for each mark, in pixels of usual text. */
  private static final double ROOM = 64;

  DuelAxis() {
    getStyleClass().add("timeline-axis");
    setMinHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  /**
   * Draws the axis, so many pixels wide and from a place at the left.
   *
   * @param scale how much larger than usual text is
   */
  void draw(Span shown, double left, double width, double scale) {
    List<Node> nodes = new ArrayList<>();
    int most = (int) Math.clamp(width / (ROOM * scale), 2, MOST_MARKS);
    double step = AxisMarks.timeStep(shown.length(), most);
    for (double mark : AxisMarks.linear(shown.high(), step)) {
      double x = left + Math.rint(shown.share(mark) * width) + 0.5;
      Line line = new Line(x, HEIGHT - MARK, x, HEIGHT);
      line.getStyleClass().add("axis-mark");
      Text word = new Text(BackoffModel.time(mark));
      word.getStyleClass().add("axis-text");
      word.setX(x - word.getLayoutBounds().getWidth() / 2);
      word.setY(BASELINE);
      nodes.add(line);
      nodes.add(word);
    }
    getChildren().setAll(nodes);
  }
}
