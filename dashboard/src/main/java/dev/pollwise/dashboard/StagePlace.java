package dev.pollwise.dashboard;

import dev.pollwise.dashboard.model.WindowBounds;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts a window where it was left, and keeps where it is. */
final class StagePlace {

  private StagePlace() {}

  static void keep(Stage stage, ObjectProperty<Optional<WindowBounds>> bounds) {
    bounds.get().ifPresent(left -> put(stage, left));
    for (var each :
        java.util.List.of(
            stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())) {
      each.addListener((o, before, now) -> bounds.set(where(stage, bounds.get())));
    }
    stage
        .maximizedProperty()
        .addListener((o, before, now) -> bounds.set(where(stage, bounds.get())));
  }

  /** Where its screen is gone it opens in the middle of another one, as large as it was. */
  private static void put(Stage stage, WindowBounds left) {
    stage.setWidth(left.width());
    stage.setHeight(left.height());
    if (!Screen.getScreensForRectangle(left.x(), left.y(), left.width(), left.height()).isEmpty()) {
      stage.setX(left.x());
      stage.setY(left.y());
    }
    stage.setMaximized(left.maximized());
  }

  /** A maximized window returns to what it was before. */
  private static Optional<WindowBounds> where(Stage stage, Optional<WindowBounds> before) {
    if (stage.isMaximized()) {
      return before.map(b -> new WindowBounds(b.x(), b.y(), b.width(), b.height(), true));
    }
    boolean known =
        Double.isFinite(stage.getX() + stage.getY())
            && stage.getWidth() > 0
            && stage.getHeight() > 0;
    return known
        ? Optional.of(
            new WindowBounds(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false))
        : before;
  }
}
