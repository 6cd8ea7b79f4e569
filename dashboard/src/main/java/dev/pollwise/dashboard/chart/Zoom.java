package dev.pollwise.dashboard.chart;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which stretch of an axis is shown: the whole, which grows with what there is, until somebody
 * chooses a part; then that part, until it is given up again.
 */
public final class Zoom {

  /** What one press of a key, or one notch of a wheel, makes of the length. */
  public static final double STEP = 0.8;

  private static final double LEAST_SHARE = 1e-4;

  private final ReadOnlyObjectWrapper<Optional<Span>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  Zoom() {}

  /** What is shown of the whole. */
  public Span shown(Span whole) {
    return chosen.get().map(part -> part.within(whole)).orElse(whole);
  }

  /**
   * Shows more or less.
   *
   * @param factor what becomes of the length; below 1 to look closer
   * @param about the place that stays where it is
   */
  public void scale(Span whole, double factor, double about) {
    Span scaled = shown(whole).scaled(factor, about);
    if (factor >= 1 || scaled.length() >= whole.length() * LEAST_SHARE) {
      choose(whole, scaled);
    }
  }

  /** Shows what lies before or behind, by a share of what is shown; below 0 for before. */
  public void move(Span whole, double share) {
    Span shown = shown(whole);
    if (chosen.get().isPresent()) {
      choose(whole, shown.moved(shown.length() * share));
    }
  }

  /** Shows exactly a part. */
  public void choose(Span whole, Span part) {
    Span inside = part.within(whole);
    chosen.set(inside.equals(whole) ? Optional.empty() : Optional.of(inside));
  }

  /** Shows the whole again. */
  public void reset() {
    chosen.set(Optional.empty());
  }

  /** The part chosen; empty while the whole is shown. */
  public ReadOnlyObjectProperty<Optional<Span>> chosen() {
    return chosen.getReadOnlyProperty();
  }
}
