package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.shell.WindowBounds;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowPlacementTest {

  private static final Rectangle2D SMALL = new Rectangle2D(0, 24, 1280, 696);

  @ParameterizedTest
  @CsvSource({
    "-80, -90, 1440, 900, 0 24 1280 696",
    "100, 50, 1000, 600, 100 50 1000 600",
    "600, 300, 1000, 600, 280 120 1000 600",
    "-50, 0, 1000, 600, 0 24 1000 600"
  })
  void aWindowLiesWhollyOnItsScreenTitleBarIncluded(
      double x, double y, double width, double height, String placed) {
    WindowBounds on = WindowPlacement.within(new WindowBounds(x, y, width, height, false), SMALL);

    assertThat("%.0f %.0f %.0f %.0f".formatted(on.x(), on.y(), on.width(), on.height()))
        .isEqualTo(placed);
  }
}
