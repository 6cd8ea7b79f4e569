package dev.pollwise.dashboard.form;

import java.util.List;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * The marks that pictures are made of: one path for each kind, so that style sheets and tests see
 * them. Sizes are in pixels.
 */
public final class Marks {

  private Marks() {}

  /** A path without marks, which nobody lays out. */
  public static Path path(String... styles) {
    Path path = new Path();
    path.getStyleClass().addAll(styles);
    path.setManaged(false);
    return path;
  }

  /** Words in a picture, which nobody lays out. */
  public static Text words(String style, String text) {
    Text words = new Text(text);
    words.getStyleClass().add(style);
    words.setManaged(false);
    return words;
  }

  /** Adds a straight line. */
  public static void line(List<PathElement> to, double x1, double y1, double x2, double y2) {
    to.add(new MoveTo(x1, y1));
    to.add(new LineTo(x2, y2));
  }

  /** Adds a filled box between two corners. */
  public static void box(List<PathElement> to, double x1, double y1, double x2, double y2) {
    line(to, x1, y1, x2, y1);
    to.add(new LineTo(x2, y2));
    to.add(new LineTo(x1, y2));
    to.add(new ClosePath());
  }

  /** Adds a cross around a point. */
  public static void cross(List<PathElement> to, double x, double y, double arm) {
    line(to, x - arm, y - arm, x + arm, y + arm);
    line(to, x - arm, y + arm, x + arm, y - arm);
  }

  /** Adds a diamond around a point. */
  public static void diamond(List<PathElement> to, double x, double y, double arm) {
    line(to, x, y - arm, x + arm, y);
    to.add(new LineTo(x, y + arm));
    to.add(new LineTo(x - arm, y));
    to.add(new ClosePath());
  }
}
