package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.chart.BackoffModel.Scale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * Which part of the vertical axis is shown: all that the lines take, until somebody chooses a part.
 * On a logarithmic axis one step of the zoom is the same at every height.
 */
public final class HeightZoom {

  private final Zoom zoom = new Zoom();
  private final ObjectProperty<Scale> scale;

  HeightZoom(ObjectProperty<Scale> scale) {
    this.scale = scale;
    scale.addListener((o, before, now) -> zoom.reset());
  }

  private double bent(double height) {
    return switch (scale.get()) {
      case LINEAR -> height;
      case LOGARITHMIC -> Math.log(height);
    };
  }

  private double straight(double bent) {
    return switch (scale.get()) {
      case LINEAR -> bent;
      case LOGARITHMIC -> Math.exp(bent);
    };
  }

  private Span heights(ChartFrame whole) {
    return new Span(bent(whole.yLow()), bent(whole.yHigh()));
  }

  /** The part of the whole that is shown. */
  ChartFrame shown(ChartFrame whole) {
    if (zoom.chosen().get().isEmpty()) {
      return whole;
    }
    Span part = zoom.shown(heights(whole));
    return whole.withHeights(straight(part.low()), straight(part.high()), scale.get());
  }

  /**
   * Shows more or less.
   *
   * @param whole the axes as they would be without a zoom
   * @param factor what becomes of the stretch; below 1 to look closer
   * @param about the height in seconds that stays where it is
   */
  public void scale(ChartFrame whole, double factor, double about) {
    zoom.scale(heights(whole), factor, bent(Math.max(about, whole.yLow())));
  }

  /** Shows what lies above or below, by a share of what is shown; above 0 for above. */
  public void move(ChartFrame whole, double share) {
    zoom.move(heights(whole), share);
  }

  /** Shows all heights again. */
  public void reset() {
    zoom.reset();
  }

  /** The middle of what is shown, in seconds. */
  public double middle(ChartFrame whole) {
    return straight(zoom.shown(heights(whole)).at(0.5));
  }

  /** The part chosen; empty while all is shown. */
  public ReadOnlyObjectProperty<Optional<Span>> chosen() {
    return zoom.chosen();
  }
}
