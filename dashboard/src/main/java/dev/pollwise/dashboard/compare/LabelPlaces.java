package dev.pollwise.dashboard.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where names find room in a plot: beside their marks, over no other name, mark or line. */
final class LabelPlaces {

  static final double HEIGHT = 13;

  private static final double BELOW_THE_BASE = 3;
  private static final double STEP = 4;
  private static final int MOST_STEPS = 12;

  private final double right;
  private final double bottom;
  private final List<Box> taken = new ArrayList<>();
  private final List<Point> line;

  /** A place in the plot, in pixels. */
  record Point(double x, double y) {}

  /** Where a name begins, and its base line. */
  private record Box(double left, double top, double width) {
    boolean touches(Box other) {
      return left <= other.left + other.width
          && other.left <= left + width
          && Math.abs(top - other.top) < HEIGHT;
    }

    /** Whether a line from one point to another runs through. */
    boolean isCrossed(Point one, Point other) {
      return one.x <= other.x ? crosses(one, other) : crosses(other, one);
    }

    private boolean crosses(Point from, Point to) {
      double begin = Math.max(from.x, left);
      double end = Math.min(to.x, left + width);
      if (begin > end) {
        return false;
      }
      double there = height(from, to, begin);
      double here = from.x == to.x ? to.y : height(from, to, end);
      return Math.min(there, here) <= top + HEIGHT && Math.max(there, here) >= top;
    }

    private static double height(Point from, Point to, double x) {
      return from.x == to.x ? from.y : from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
    }
  }

  /**
   * An empty plot.
   *
   * @param line that no name is to cross
   */
  LabelPlaces(double right, double bottom, List<Point> line) {
    this.right = right;
    this.bottom = bottom;
    this.line = List.copyOf(line);
  }

  /** Something stands there, on a base line. */
  void take(double left, double base, double width) {
    taken.add(box(left, base, width));
  }

  private static Box box(double left, double base, double width) {
    return new Box(left, base + BELOW_THE_BASE - HEIGHT, width);
  }

  /**
   * A place for a name beside a mark, at its right if that can be, a little higher or lower, or
   * above or below it, if need be.
   *
   * @return where it begins and its base line; empty where there is no room
   */
  Optional<Point> beside(double x, double y, double gap, double width) {
    for (int step = 0; step <= MOST_STEPS; step++) {
      for (double away : List.of(-step * STEP, step * STEP)) {
        for (double left : List.of(x + gap, x - gap - width, Math.max(0, x - width / 2))) {
          double base = y + STEP + away;
          if (isFree(left, base, width)) {
            take(left, base, width);
            return Optional.of(new Point(left, base));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isFree(double left, double base, double width) {
    Box wanted = box(left, base, width);
    boolean isInside =
        left >= 0 && left + width <= right && base >= HEIGHT && base + BELOW_THE_BASE <= bottom;
    return isInside && taken.stream().noneMatch(wanted::touches) && !crossesTheLine(wanted);
  }

  private boolean crossesTheLine(Box wanted) {
    for (int i = 1; i < line.size(); i++) {
      if (wanted.isCrossed(line.get(i - 1), line.get(i))) {
        return true;
      }
    }
    return false;
  }
}
