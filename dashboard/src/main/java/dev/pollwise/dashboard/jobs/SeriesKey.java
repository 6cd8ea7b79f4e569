package dev.pollwise.dashboard.jobs;

import java.util.List;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** Dresses a node in the colour of a job, the same in chart and table. */
public final class SeriesKey {

  private static final List<PseudoClass> COLOURS =
      IntStream.rangeClosed(1, JobsModel.COLOURS)
          .mapToObj(i -> PseudoClass.getPseudoClass("series-" + i))
          .toList();

  static final PseudoClass SELECTED = PseudoClass.getPseudoClass("chosen");

  private static final PseudoClass FADED = PseudoClass.getPseudoClass("faded");

  private static final PseudoClass MUTED = PseudoClass.getPseudoClass("muted");

  private SeriesKey() {}

  public static void dress(Node node, int colour, boolean selected) {
    for (int i = 0; i < COLOURS.size(); i++) {
      node.pseudoClassStateChanged(COLOURS.get(i), i == colour);
    }
    node.pseudoClassStateChanged(MUTED, isMuted(colour));
    node.pseudoClassStateChanged(FADED, colour == JobRow.FADED);
    node.pseudoClassStateChanged(SELECTED, selected);
  }

  public static boolean isMuted(int colour) {
    return colour < 0;
  }
}
