package dev.pollwise.dashboard.chart;

/**
 * A stretch of an axis, in the units of the axis.
 *
 * @param low where it begins
 * @param high where it ends; more than low
 */
public record Span(double low, double high) {

  /** Refuses an empty stretch. */
  public Span {
    if (!(high > low)) {
      throw new IllegalArgumentException("high " + high + ": must be more than low " + low);
    }
  }

  /** How long it is. */
  public double length() {
    return high - low;
  }

  /** Where a place lies in it: 0 at the beginning, 1 at the end. */
  public double share(double place) {
    return (place - low) / length();
  }

  /** The place at a share of it. */
  public double at(double share) {
    return low + share * length();
  }

  boolean holds(double place) {
    return place >= low && place <= high;
  }

  /** The same stretch, longer or shorter, with a place staying where it is. */
  Span scaled(double factor, double about) {
    return new Span(about - (about - low) * factor, about + (high - about) * factor);
  }

  /** The same length a little further on. */
  Span moved(double by) {
    return new Span(low + by, high + by);
  }

  /** The same stretch pushed, and if need be cut, so that it lies within another. */
  Span within(Span whole) {
    if (length() >= whole.length()) {
      return whole;
    }
    double push = Math.max(0, whole.low - low) - Math.max(0, high - whole.high);
    return moved(push);
  }
}
