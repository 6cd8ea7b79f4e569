package dev.pollwise.dashboard.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** The axis above the lanes: round times since the first launch, and how long each gap was. */
final class TimelineAxis extends Pane {

  private static final double HEIGHT = 24;
  private static final double MARK = 4;
  private static final double BASELINE = 14;
  private static final double LEAST_DISTANCE = 8;

  /** What was drawn last, and is not drawn again. */
  private record Drawn(
      Span shown, List<TimeWarp.Break> breaks, List<TimelineModel.Mark> marks, double width) {}

  private Optional<Drawn> drawn = Optional.empty();

  TimelineAxis() {
    getStyleClass().add("timeline-axis");
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
  }

  /** Draws the axis, so many pixels wide and from a place at the left. */
  void draw(TimelineModel model, double left, double width) {
    Span shown = model.shown();
    Drawn now = new Drawn(shown, model.breaks(), model.marks(), width);
    Optional<Drawn> wanted = Optional.of(now);
    if (drawn.equals(wanted)) {
      return;
    }
    drawn = wanted;
    List<Node> nodes = new ArrayList<>();
    double free = 0;
    for (TimeWarp.Break gap : now.breaks()) {
      double middle = shown.share(gap.at().at(0.5)) * width;
      if (middle >= 0 && middle <= width) {
        String words = BackoffModel.time(Math.rint(gap.seconds())) + " idle";
        nodes.add(word(words, "axis-break", left + middle));
      }
    }
    List<double[]> taken = new ArrayList<>();
    nodes.forEach(node -> taken.add(extent((Text) node)));
    for (TimelineModel.Mark mark : now.marks()) {
      double x = left + Math.rint(shown.share(mark.place()) * width) + 0.5;
      Text word = word(mark.label(), "axis-word", x);
      double[] extent = extent(word);
      boolean room =
          extent[0] >= free && taken.stream().noneMatch(t -> extent[0] < t[1] && extent[1] > t[0]);
      if (room) {
        Line line = new Line(x, HEIGHT - MARK, x, HEIGHT);
        line.getStyleClass().add("axis-mark");
        nodes.add(line);
        nodes.add(word);
        free = extent[1] + LEAST_DISTANCE;
      }
    }
    getChildren().setAll(nodes);
  }

  private static double[] extent(Text word) {
    return new double[] {word.getX(), word.getX() + word.getLayoutBounds().getWidth()};
  }

  private static Text word(String text, String style, double middle) {
    Text word = new Text(text);
    word.getStyleClass().addAll("axis-text", style);
    word.setX(Math.max(0, middle - word.getLayoutBounds().getWidth() / 2));
    word.setY(BASELINE);
    return word;
  }
}
