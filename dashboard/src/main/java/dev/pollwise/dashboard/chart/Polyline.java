package dev.pollwise.dashboard.chart;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Points in order, in units of the axes; made once, never changed. Equal by their points. */
public final class Polyline {

  private final double[] xs;
  private final double[] ys;

  private Polyline(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Polyline line
        && Arrays.equals(xs, line.xs)
        && Arrays.equals(ys, line.ys);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(xs) + Arrays.hashCode(ys);
  }

  /** How many points. */
  public int size() {
    return xs.length;
  }

  /** The horizontal place of a point, counted from 0. */
  public double x(int point) {
    return xs[point];
  }

  /** The vertical place of a point, counted from 0. */
  public double y(int point) {
    return ys[point];
  }

  /**
   * The same line with fewer points: of each stretch the lowest and the highest are kept, so that
   * no peak is lost, and the two ends.
   *
   * @param most the greatest number of points wanted, 4 or more
   */
  public Polyline decimated(int most) {
    if (size() <= most) {
      return this;
    }
    int stretches = (most - 2) / 2;
    Builder kept = new Builder();
    kept.add(xs[0], ys[0]);
    for (int i = 0; i < stretches; i++) {
      int from = 1 + (int) ((long) i * (size() - 2) / stretches);
      int to = 1 + (int) ((long) (i + 1) * (size() - 2) / stretches);
      keepExtremes(from, to, kept);
    }
    kept.add(xs[size() - 1], ys[size() - 1]);
    return kept.build();
  }

  private void keepExtremes(int from, int to, Builder kept) {
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      low = ys[i] < ys[low] ? i : low;
      high = ys[i] > ys[high] ? i : high;
    }
    kept.add(xs[Math.min(low, high)], ys[Math.min(low, high)]);
    if (low != high) {
      kept.add(xs[Math.max(low, high)], ys[Math.max(low, high)]);
    }
  }

  /** Collects points; not safe for several threads. */
  public static final class Builder {
    private double[] xs = new double[16];
    private double[] ys = new double[16];
    private int size;

    public Builder add(double x, double y) {
      if (size == xs.length) {
        xs = Arrays.copyOf(xs, size * 2);
        ys = Arrays.copyOf(ys, size * 2);
      }
      xs[size] = x;
      ys[size] = y;
      size++;
      return this;
    }

    public Polyline build() {
      return new Polyline(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size));
    }
  }
}
