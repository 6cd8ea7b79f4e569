package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.form.Amounts;

/** The cells of a comparison in words. */
final class CompareCells {

  private static final double NOBODY = 1e-4;
  private static final double ONE_PERCENT = 0.01;

  private CompareCells() {}

  /** Calls per job. */
  public static String calls(PolicyCost expense) {
    return Amounts.number(expense.calls());
  }

  /** How late on average. */
  public static String mean(PolicyCost expense) {
    return Amounts.roughly(expense.lateness());
  }

  /** How late for half of the jobs at most. */
  public static String median(PolicyCost expense) {
    return Amounts.roughly(expense.median());
  }

  /** How late for 95 % of the jobs at most. */
  public static String most(PolicyCost expense) {
    return Amounts.roughly(expense.most());
  }

  /** Calls and lateness together, in calls. */
  public static String cost(PolicyCost expense) {
    return expense.isPartial() ? "–" : Amounts.number(expense.inCalls());
  }

  /** How many times the best possible. */
  public static String times(PolicyCost expense) {
    return CompareExport.times(expense);
  }

  /** The share of jobs whose end is not seen. */
  public static String missed(PolicyCost expense) {
    double missed = 1 - expense.seen();
    return missed < NOBODY ? "–" : missed < ONE_PERCENT ? "< 1 %" : Amounts.percent(missed);
  }
}
