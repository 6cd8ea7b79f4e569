package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.chart.AxisMarks;
import dev.pollwise.dashboard.chart.BackoffModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The axes of calls against lateness, both divided by powers.
 *
 * @param fewest the left end, in calls
 * @param most the right end
 * @param calls where the marks of calls are
 * @param soonest the lower end, in seconds
 * @param latest the upper end
 * @param lateness where the marks of lateness are
 */
record CompareFrame(
    double fewest,
    double most,
    List<Double> calls,
    double soonest,
    double latest,
    List<Double> lateness) {

  private static final double[] STEPS = {1, 2, 5};
  private static final int MOST_MARKS = 7;
  private static final double ROOM = 1.3;
  private static final double LEAST_LATENESS = 0.01;

  /** Axes that hold every result and the best possible. */
  public static CompareFrame of(Comparison comparison) {
    double[] calls = calls(comparison).toArray();
    double[] late = late(comparison).toArray();
    double fewest = DoubleStream.of(calls).min().orElse(1) / ROOM;
    double most = DoubleStream.of(calls).max().orElse(10) * ROOM;
    double soonest = DoubleStream.of(late).min().orElse(1) / ROOM;
    double latest = DoubleStream.of(late).max().orElse(10) * ROOM;
    return new CompareFrame(
        fewest,
        most,
        marks(fewest, most),
        soonest,
        latest,
        AxisMarks.logarithmic(soonest, latest, MOST_MARKS));
  }

  private static DoubleStream calls(Comparison comparison) {
    return DoubleStream.concat(
            comparison.results().stream().mapToDouble(result -> result.expense().calls()),
            DoubleStream.of(comparison.optimum().calls(), comparison.optimum().calls() * 10))
        .map(number -> Math.max(number, 0.5));
  }

  private static DoubleStream late(Comparison comparison) {
    return DoubleStream.concat(
        comparison.results().stream().mapToDouble(result -> height(result.expense().lateness())),
        DoubleStream.of(
            height(comparison.optimum().lateness()), height(comparison.optimum().lateness()) / 5));
  }

  /** A lateness as a place on the axis, which has no zero. */
  public static double height(Duration lateness) {
    return Math.max(LEAST_LATENESS, BackoffModel.seconds(lateness));
  }

  private static List<Double> marks(double low, double high) {
    List<Double> marks = new ArrayList<>();
    for (double power = 0.1; power <= high; power *= 10) {
      for (double step : STEPS) {
        double mark = power * step;
        if (mark >= low && mark <= high) {
          marks.add(mark);
        }
      }
    }
    return marks.size() <= MOST_MARKS
        ? marks
        : marks.stream().filter(CompareFrame::isPower).toList();
  }

  private static boolean isPower(double mark) {
    double power = Math.log10(mark);
    return Math.abs(power - Math.round(power)) < 1e-6;
  }
}
