package dev.pollwise.dashboard.chart;

import java.util.List;

/**
 * The axes of a chart: ends and marks.
 *
 * @param xLow the left end
 * @param xEnd the right end
 * @param xMarks the marks of the horizontal axis
 * @param yLow the lower end
 * @param yHigh the upper end
 * @param yMarks the marks of the vertical axis
 */
record ChartFrame(
    double xLow, double xEnd, List<Double> xMarks, double yLow, double yHigh, List<Double> yMarks) {

  static ChartFrame of(
      Span across, double xStep, double low, double high, BackoffModel.Scale scale) {
    double top = high > 0 ? high : 1;
    List<Double> xMarks = AxisMarks.between(across, xStep);
    return switch (scale) {
      case LINEAR -> {
        double step = AxisMarks.timeStep(top, BackoffModel.MOST_MARKS - 1);
        double end = AxisMarks.roundUp(top, step);
        yield new ChartFrame(
            across.low(), across.high(), xMarks, 0, end, AxisMarks.linear(end, step));
      }
      case LOGARITHMIC -> {
        double bottom = AxisMarks.markBelow(low > 0 ? low : top);
        double end = Math.max(AxisMarks.markAbove(top), bottom * 2);
        yield new ChartFrame(
            across.low(),
            across.high(),
            xMarks,
            bottom,
            end,
            AxisMarks.logarithmic(bottom, end, BackoffModel.MOST_MARKS));
      }
    };
  }

  /** The same with other ends of the vertical axis, and marks between them. */
  ChartFrame withHeights(double low, double high, BackoffModel.Scale scale) {
    int most = BackoffModel.MOST_MARKS;
    double step = AxisMarks.timeStep(high - low, most - 1);
    List<Double> even = AxisMarks.between(new Span(low, high), step);
    List<Double> marks =
        switch (scale) {
          case LINEAR -> even;
          case LOGARITHMIC -> {
            List<Double> powers = AxisMarks.logarithmic(low, high, most);
            yield powers.size() > 1 ? powers : even;
          }
        };
    return new ChartFrame(xLow, xEnd, xMarks, low, high, marks);
  }
}
