package dev.pollwise.dashboard.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A time axis without its idle gaps: time in which something goes on passes at its own pace, long
 * gaps between are cut down to a short break. Times and places are seconds; both begin at 0. Made
 * once, never changed.
 */
final class TimeWarp {

  /** What a break is long on the axis, as a share of the time in which something goes on. */
  private static final double BREAK_SHARE = 0.04;

  /**
   * A gap that was cut down.
   *
   * @param at where the break is on the axis
   * @param seconds how long the gap really was
   */
  public record Break(Span at, double seconds) {}

  /** A stretch of time that passes at its own pace, and where it begins on the axis. */
  private record Stretch(Span time, double place) {}

  private final List<Stretch> stretches;
  private final List<Break> breaks;

  private TimeWarp(List<Stretch> stretches, List<Break> breaks) {
    this.stretches = stretches;
    this.breaks = breaks;
  }

  /** Keeps the given times, in any order and overlapping as they may, and shortens the rest. */
  static TimeWarp around(List<Span> busy) {
    List<Span> sorted = new ArrayList<>(busy);
    sorted.sort(Comparator.comparingDouble(Span::low));
    List<Span> kept = joined(sorted, 0);
    double length = kept.stream().mapToDouble(Span::length).sum() * BREAK_SHARE;
    return lay(joined(kept, length), length);
  }

  private static List<Span> joined(List<Span> sorted, double leastGap) {
    List<Span> joined = new ArrayList<>();
    for (Span next : sorted) {
      if (!joined.isEmpty() && next.low() - joined.getLast().high() <= leastGap) {
        Span last = joined.removeLast();
        joined.add(new Span(last.low(), Math.max(last.high(), next.high())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static TimeWarp lay(List<Span> kept, double breakLength) {
    List<Stretch> stretches = new ArrayList<>();
    List<Break> breaks = new ArrayList<>();
    double place = 0;
    for (Span span : kept) {
      if (!stretches.isEmpty()) {
        double gap = span.low() - stretches.getLast().time().high();
        breaks.add(new Break(new Span(place, place + breakLength), gap));
        place += breakLength;
      }
      stretches.add(new Stretch(span, place));
      place += span.length();
    }
    return new TimeWarp(List.copyOf(stretches), List.copyOf(breaks));
  }

  /** Where a time lies on the axis; in a gap, somewhere in its break. */
  public double place(double time) {
    int last = lastBegunBy(time, stretch -> stretch.time().low());
    if (last < 0) {
      return 0;
    }
    Stretch stretch = stretches.get(last);
    return time <= stretch.time().high() || last + 1 == stretches.size()
        ? stretch.place() + Math.min(time, stretch.time().high()) - stretch.time().low()
        : breaks.get(last).at().at(sharePassed(last + 1, time));
  }

  /** The last stretch that begins at or before a value; -1 if none does. */
  private int lastBegunBy(double value, ToDoubleFunction<Stretch> begin) {
    int low = 0;
    int high = stretches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (begin.applyAsDouble(stretches.get(middle)) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private double sharePassed(int next, double time) {
    double from = stretches.get(next - 1).time().high();
    return (time - from) / (stretches.get(next).time().low() - from);
  }

  /** Where the axis ends. */
  public double end() {
    return stretches.isEmpty()
        ? 0
        : stretches.getLast().place() + stretches.getLast().time().length();
  }

  /** The breaks, from left to right. */
  public List<Break> breaks() {
    return breaks;
  }

  /** The times at every multiple of a step within a part of the axis, gaps left out. */
  List<Double> multiples(double step, Span part) {
    List<Double> times = new ArrayList<>();
    for (int i = Math.max(0, lastBegunBy(part.low(), Stretch::place)); i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      if (stretch.place() > part.high()) {
        break;
      }
      double shift = stretch.time().low() - stretch.place();
      double from = Math.max(stretch.time().low(), part.low() + shift);
      double to = Math.min(stretch.time().high(), part.high() + shift);
      double first = Math.max(0, Math.ceil(from / step - 1e-9));
      for (double mark = first; mark * step <= to + step * 1e-9; mark++) {
        times.add(mark * step);
      }
    }
    return times;
  }
}
