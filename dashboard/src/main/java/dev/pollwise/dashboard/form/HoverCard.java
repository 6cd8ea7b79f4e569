package dev.pollwise.dashboard.form;

import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** Words beside a place, on a layer above what they are about; never in the way of the pointer. */
public final class HoverCard extends Pane {

  private static final double BESIDE = 12;
  private static final double ABOVE = 8;

  private final Label words = Controls.label("", "chart-told");

  public HoverCard() {
    setMouseTransparent(true);
    words.setVisible(false);
    getChildren().add(words);
  }

  /** Says something beside a place of the scene. */
  public void tell(String text, double sceneX, double sceneY) {
    words.setText(text);
    words.setVisible(true);
    words.applyCss();
    words.autosize();
    Point2D here = sceneToLocal(sceneX, sceneY);
    boolean leftSide = here.getX() + BESIDE + words.getWidth() > getWidth();
    double x = leftSide ? here.getX() - BESIDE - words.getWidth() : here.getX() + BESIDE;
    double y = here.getY() - words.getHeight() - ABOVE;
    words.relocate(Math.max(0, x), Math.max(0, y));
  }

  public void hide() {
    words.setVisible(false);
  }
}
