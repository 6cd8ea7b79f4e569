package dev.pollwise.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class CaptionedTest {

  private final Region shown = new Region();
  private final StackPane behind = new StackPane(shown);

  @Start
  void open(Stage stage) {
    stage.setScene(new Scene(behind, 300, 100));
    stage.show();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#0d1117", "#ffffff"})
  void wordsStandAboveOnTheGroundOfTheWindow(String colour) {
    Color ground = Color.web(colour);

    WritableImage picture =
        WaitForAsyncUtils.waitForAsyncFx(
            10_000,
            () -> {
              behind.setBackground(Background.fill(ground));
              behind.layout();
              return Captioned.picture(shown, "A title", List.of("when", "what"));
            });

    double above = picture.getHeight() - 2 * shown.getHeight();
    assertThat(picture.getWidth()).isEqualTo(2 * shown.getWidth());
    assertThat(above).isGreaterThan(100);
    assertThat(picture.getPixelReader().getColor(1, 1)).isEqualTo(ground);
    assertThat(picture.getPixelReader().getColor(10, (int) picture.getHeight() - 5))
        .isEqualTo(ground);
    assertThat(
            IntStream.range(0, (int) above)
                .filter(y ->
                    IntStream.range(0, 300)
                        .anyMatch(x -> !picture.getPixelReader().getColor(x, y).equals(ground)))
                .count())
        .as("rows with words")
        .isGreaterThan(30);
  }
}
