package dev.pollwise.dashboard.chart;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.transform.Transform;

/** A picture of a part of the window with words above it that say what it shows. */
final class Captioned {

  private static final double SCALE = 2;
  private static final double TEXT = 12;
  private static final double TITLE = 15;
  private static final double LINE = 18;
  private static final double MARGIN = 16;

  private Captioned() {}

  /**
   * Takes the picture, at twice the size of the screen.
   *
   * @param title in bold
   * @param lines below it
   */
  static WritableImage picture(Region shown, String title, List<String> lines) {
    Color ground = ground(shown);
    SnapshotParameters large = new SnapshotParameters();
    large.setTransform(Transform.scale(SCALE, SCALE));
    large.setFill(ground);
    WritableImage picture = shown.snapshot(large, null);
    double above = MARGIN + LINE * (lines.size() + 1) + MARGIN / 2;
    Canvas canvas = new Canvas(picture.getWidth(), picture.getHeight() + SCALE * above);
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.setFill(ground);
    pen.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    pen.setFill(ground.getBrightness() > 0.5 ? Color.web("#1f2328") : Color.web("#e6edf3"));
    pen.setFont(Font.font("Inter", FontWeight.BOLD, SCALE * TITLE));
    pen.fillText(title, SCALE * MARGIN, SCALE * (MARGIN + TITLE));
    pen.setFont(Font.font("Inter", SCALE * TEXT));
    for (int i = 0; i < lines.size(); i++) {
      pen.fillText(lines.get(i), SCALE * MARGIN, SCALE * (MARGIN + TITLE + LINE * (i + 1)));
    }
    pen.drawImage(picture, 0, SCALE * above);
    return canvas.snapshot(null, null);
  }

  /** What lies behind it in the window. */
  private static Color ground(Node node) {
    for (Parent behind = node.getParent(); behind != null; behind = behind.getParent()) {
      if (behind instanceof Region region
          && region.getBackground() != null
          && !region.getBackground().getFills().isEmpty()
          && region.getBackground().getFills().getFirst().getFill() instanceof Color colour
          && colour.isOpaque()) {
        return colour;
      }
    }
    return Color.WHITE;
  }
}
