package dev.pollwise.dashboard.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.chart.ValueAxis;

/**
 * An axis whose ends and marks are given from outside, evenly divided or by powers. Stock charts
 * have no logarithmic axis.
 */
public final class ScaledAxis extends ValueAxis<Number> {

  private static final double[] NO_ANIMATION_STATE = {};

  private List<Double> marks = List.of();
  private DoubleFunction<String> words = String::valueOf;
  private boolean logarithmic;

  public ScaledAxis() {
    super(0, 1);
    setAutoRanging(false);
    setAnimated(false);
    setMinorTickVisible(false);
    setMinorTickCount(0);
  }

  /**
   * Puts ends and marks in place.
   *
   * @param low the lower end; more than zero where the axis is logarithmic
   * @param high the upper end
   * @param at where the marks are
   * @param byPowers whether it is divided by powers
   * @param label what a mark says
   */
  public void frame(
      double low, double high, List<Double> at, boolean byPowers, DoubleFunction<String> label) {
    if (low == getLowerBound()
        && high == getUpperBound()
        && at.equals(marks)
        && byPowers == logarithmic) {
      words = label;
      return;
    }
    marks = List.copyOf(at);
    logarithmic = byPowers;
    words = label;
    setLowerBound(low);
    setUpperBound(high);
    invalidateRange();
    requestAxisLayout();
  }

  @Override
  public double getDisplayPosition(Number value) {
    if (!logarithmic) {
      return super.getDisplayPosition(value);
    }
    double low = Math.log(getLowerBound());
    double share =
        (Math.log(Math.max(value.doubleValue(), getLowerBound() / 10)) - low)
            / (Math.log(getUpperBound()) - low);
    return getSide().isVertical() ? (1 - share) * getHeight() : share * getWidth();
  }

  @Override
  public Number getValueForDisplay(double position) {
    if (!logarithmic) {
      return super.getValueForDisplay(position);
    }
    double share = getSide().isVertical() ? 1 - position / getHeight() : position / getWidth();
    double low = Math.log(getLowerBound());
    return Math.exp(low + share * (Math.log(getUpperBound()) - low));
  }

  @Override
  protected List<Number> calculateMinorTickMarks() {
    return List.of();
  }

  @Override
  protected void setRange(Object range, boolean animate) {
    setScale(
        calculateNewScale(
            getSide().isVertical() ? getHeight() : getWidth(), getLowerBound(), getUpperBound()));
    currentLowerBound.set(getLowerBound());
  }

  @Override
  protected Object getRange() {
    return NO_ANIMATION_STATE;
  }

  @Override
  protected List<Number> calculateTickValues(double length, Object range) {
    return List.copyOf(marks);
  }

  @Override
  protected String getTickMarkLabel(Number value) {
    return words.apply(value.doubleValue());
  }
}
