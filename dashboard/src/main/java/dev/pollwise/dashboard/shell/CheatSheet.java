package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyAction;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** All keys there are, by the area in which they work, in two columns. */
final class CheatSheet extends ScrollPane {

  private static final double HEIGHT = 540;
  private static final int LEFT = 2;

  CheatSheet(List<KeyAction.Group> groups) {
    VBox left = new VBox();
    groups.stream().limit(LEFT).map(CheatSheet::group).forEach(left.getChildren()::add);
    VBox right = new VBox();
    groups.stream().skip(LEFT).map(CheatSheet::group).forEach(right.getChildren()::add);
    right.getChildren().add(Controls.label("Alt+letter: the field with that underlined letter"));
    HBox columns = new HBox(left, right);
    columns.getStyleClass().add("cheat-columns");
    left.getStyleClass().add("cheat-column");
    right.getStyleClass().add("cheat-column");
    setContent(columns);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setMaxHeight(HEIGHT);
    setId("cheat-sheet");
  }

  private static VBox group(KeyAction.Group group) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("cheat-sheet");
    int row = 0;
    for (KeyAction action : group.actions()) {
      Label key = Controls.label(action.told(), "key");
      key.setMinWidth(USE_PREF_SIZE);
      GridPane.setValignment(key, VPos.TOP);
      Label words = Controls.label(action.words());
      words.setWrapText(true);
      grid.addRow(row, key, words);
      row++;
    }
    VBox box = new VBox(Controls.title(group.title()), grid);
    box.getStyleClass().add("cheat-group");
    return box;
  }
}
