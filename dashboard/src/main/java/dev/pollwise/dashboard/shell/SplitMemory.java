package dev.pollwise.dashboard.shell;

import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.SplitPane;

/** Has an area divided where it was left, and keeps where. */
final class SplitMemory {

  private SplitMemory() {}

  /** Once all parts are there. */
  static void keep(SplitPane split, ObjectProperty<List<Double>> places, double... usual) {
    List<Double> left = places.get();
    split.setDividerPositions(
        left.size() == usual.length
            ? left.stream().mapToDouble(Double::doubleValue).toArray()
            : usual);
    for (SplitPane.Divider divider : split.getDividers()) {
      divider
          .positionProperty()
          .addListener((o, before, now) ->
              places.set(Arrays.stream(split.getDividerPositions()).boxed().toList()));
    }
  }
}
