package dev.pollwise.dashboard.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an axis has its marks, at values that people count in: 1, 2, 5 and their tens below a
 * minute, then whole minutes and hours.
 */
public final class AxisMarks {

  private static final double[] STEPS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
    900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 172_800, 432_000, 864_000, 8_640_000
  };

  private static final double[] POWERS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800,
    3600, 7200, 21_600, 86_400, 432_000, 8_640_000
  };

  private AxisMarks() {}

  /** The step of a linear axis of seconds that begins at 0. */
  public static double timeStep(double upper, int most) {
    for (double step : STEPS) {
      if (upper / step <= most) {
        return step;
      }
    }
    return upper / most;
  }

  /** The step of a linear axis of whole numbers that begins at 0. */
  public static double countStep(double upper, int most) {
    double step = 1;
    int turn = 0;
    while (upper / step > most) {
      step *= turn++ % 3 == 1 ? 2.5 : 2;
    }
    return step;
  }

  /** The first multiple of a step at or above a value, at least one step. */
  public static double roundUp(double value, double step) {
    return Math.max(step, Math.ceil(value / step - 1e-9) * step);
  }

  /** The marks of a linear axis that begins at 0. */
  public static List<Double> linear(double upper, double step) {
    List<Double> marks = new ArrayList<>();
    for (int i = 0; i * step <= upper + step * 1e-9; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** The multiples of a step within a stretch. */
  static List<Double> between(Span stretch, double step) {
    List<Double> marks = new ArrayList<>();
    long first = Math.round(Math.ceil(stretch.low() / step - 1e-9));
    for (long i = first; i * step <= stretch.high() + step * 1e-9; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** The marks of a logarithmic axis of seconds, thinned to what can be read. */
  public static List<Double> logarithmic(double lower, double upper, int most) {
    List<Double> marks = new ArrayList<>();
    for (double mark : POWERS) {
      if (mark >= lower * (1 - 1e-9) && mark <= upper * (1 + 1e-9)) {
        marks.add(mark);
      }
    }
    int stride = (marks.size() + most - 1) / most;
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < marks.size(); i += Math.max(1, stride)) {
      thinned.add(marks.get(i));
    }
    return thinned;
  }

  /** The greatest mark of a logarithmic axis at or below a value. */
  public static double markBelow(double value) {
    double below = POWERS[0];
    for (double mark : POWERS) {
      below = mark <= value * (1 + 1e-9) ? mark : below;
    }
    return below;
  }

  /** The least mark of a logarithmic axis at or above a value. */
  public static double markAbove(double value) {
    for (double mark : POWERS) {
      if (mark >= value * (1 - 1e-9)) {
        return mark;
      }
    }
    return value;
  }
}
