package dev.pollwise.dashboard;

import dev.pollwise.dashboard.shell.WindowBounds;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts a window where it was left, and keeps where it is. */
final class WindowPlacement {

  /** About as high as one is. */
  private static final double TITLE_BAR = 40;

  private WindowPlacement() {}

  /** Before the stage is shown; its scene has the size that is wished for. */
  static void keep(Stage stage, ObjectProperty<Optional<WindowBounds>> bounds) {
    Rectangle2D screen = room(Screen.getPrimary());
    stage.setMinWidth(Math.min(stage.getMinWidth(), screen.getWidth()));
    stage.setMinHeight(Math.min(stage.getMinHeight(), screen.getHeight()));
    bounds.get().ifPresentOrElse(left -> put(stage, left), () -> fit(stage, screen));
    stage.setOnShown(shown -> pullOnto(stage));
    for (var each :
        List.of(
            stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())) {
      each.addListener((o, before, now) -> bounds.set(where(stage, bounds.get())));
    }
    stage
        .maximizedProperty()
        .addListener((o, before, now) -> bounds.set(where(stage, bounds.get())));
  }

  /** Without a display, for tests and pictures, the toolkit makes up a small screen. */
  private static Rectangle2D room(Screen screen) {
    return "Headless".equals(System.getProperty("glass.platform"))
        ? new Rectangle2D(-10_000, -10_000, 20_000, 20_000)
        : screen.getVisualBounds();
  }

  /** A first window that is larger than its screen gets as large as that is. */
  private static void fit(Stage stage, Rectangle2D screen) {
    if (stage.getScene().getWidth() > screen.getWidth()) {
      stage.setX(screen.getMinX());
      stage.setWidth(screen.getWidth());
    }
    if (stage.getScene().getHeight() + TITLE_BAR > screen.getHeight()) {
      stage.setY(screen.getMinY());
      stage.setHeight(screen.getHeight());
    }
  }

  /** Where its screen is gone it opens in the middle of another one, as large as it was. */
  private static void put(Stage stage, WindowBounds left) {
    List<Screen> screens =
        Screen.getScreensForRectangle(left.x(), left.y(), left.width(), left.height());
    boolean gone = screens.isEmpty();
    Screen screen = gone ? Screen.getPrimary() : screens.getFirst();
    WindowBounds on = within(left, room(screen));
    stage.setWidth(on.width());
    stage.setHeight(on.height());
    if (!gone) {
      stage.setX(on.x());
      stage.setY(on.y());
    }
    stage.setMaximized(left.maximized());
  }

  /** A window manager may have put the title bar where nobody can reach it. */
  private static void pullOnto(Stage stage) {
    if (stage.isMaximized() || !Double.isFinite(stage.getX() + stage.getY())) {
      return;
    }
    WindowBounds shown =
        new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
    List<Screen> screens =
        Screen.getScreensForRectangle(shown.x(), shown.y(), shown.width(), shown.height());
    Screen screen = screens.isEmpty() ? Screen.getPrimary() : screens.getFirst();
    if (shown.y() < screen.getVisualBounds().getMinY()) {
      stage.setY(screen.getVisualBounds().getMinY());
    }
  }

  /** The nearest place that lies wholly on a screen, smaller where it has to be. */
  static WindowBounds within(WindowBounds wanted, Rectangle2D screen) {
    double width = Math.min(wanted.width(), screen.getWidth());
    double height = Math.min(wanted.height(), screen.getHeight());
    return new WindowBounds(
        Math.clamp(wanted.x(), screen.getMinX(), screen.getMaxX() - width),
        Math.clamp(wanted.y(), screen.getMinY(), screen.getMaxY() - height),
        width,
        height,
        wanted.maximized());
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
