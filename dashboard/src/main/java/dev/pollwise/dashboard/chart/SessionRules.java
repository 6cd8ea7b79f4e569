package dev.pollwise.dashboard.chart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * Upright rules over a plot for what happened to all jobs at once, one path for each kind, with
 * labels at the top as far as there is room. Rules on the same pixel are drawn once.
 */
final class SessionRules {

  private static final int MOST_LABELS = 24;
  private static final int MOST_LETTERS = 22;
  private static final double BASELINE = 11;
  private static final double GAP = 4;

  private final Map<SessionMark.Kind, Path> paths = new EnumMap<>(SessionMark.Kind.class);
  private final List<Text> labels = new ArrayList<>();

  SessionRules() {
    for (SessionMark.Kind kind : SessionMark.Kind.values()) {
      Path path = new Path();
      path.getStyleClass().addAll("session-rule", style(kind));
      path.setManaged(false);
      path.setMouseTransparent(true);
      paths.put(kind, path);
    }
    for (int i = 0; i < MOST_LABELS; i++) {
      Text label = new Text();
      label.setManaged(false);
      label.setVisible(false);
      label.setMouseTransparent(true);
      labels.add(label);
    }
  }

  private static String style(SessionMark.Kind kind) {
    return "session-" + kind.name().toLowerCase(Locale.ROOT);
  }

  /** What lies in the plot. */
  List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(paths.values());
    nodes.addAll(labels);
    return nodes;
  }

  /** Draws the marks that are in sight; the later ones are labelled first. */
  void draw(List<SessionMark.Placed> marks, ScaledAxis across, double height) {
    Map<SessionMark.Kind, List<PathElement>> rules = new EnumMap<>(SessionMark.Kind.class);
    int labelled = 0;
    double roomTo = across.getWidth();
    double before = Double.NaN;
    for (SessionMark.Placed placed : marks.reversed()) {
      double x = Math.rint(across.getDisplayPosition(placed.x())) + 0.5;
      if (x >= 0 && x <= across.getWidth() + 1 && x != before) {
        before = x;
        List<PathElement> rule =
            rules.computeIfAbsent(placed.mark().kind(), kind -> new ArrayList<>());
        rule.add(new MoveTo(x, 0));
        rule.add(new LineTo(x, height));
        if (labelled < MOST_LABELS && fits(labels.get(labelled), placed.mark(), x, roomTo)) {
          roomTo = x - GAP;
          labelled++;
        }
      }
    }
    paths.forEach((kind, path) -> path.getElements().setAll(rules.getOrDefault(kind, List.of())));
    labels.subList(labelled, labels.size()).forEach(label -> label.setVisible(false));
  }

  private static boolean fits(Text label, SessionMark mark, double x, double roomTo) {
    label.setText(shortened(mark.label()));
    if (!label.getStyleClass().contains(style(mark.kind()))) {
      label.getStyleClass().setAll("session-label", style(mark.kind()));
    }
    double left = x + GAP;
    if (left + label.getLayoutBounds().getWidth() > roomTo) {
      label.setVisible(false);
      return false;
    }
    label.setX(left);
    label.setY(BASELINE);
    label.setVisible(true);
    return true;
  }

  private static String shortened(String label) {
    return label.length() > MOST_LETTERS ? label.substring(0, MOST_LETTERS - 1) + "…" : label;
  }
}
