package dev.pollwise.dashboard.jobs;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** How far the launches under way are. */
public final class LaunchProgress {

  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyIntegerWrapper wanted = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper accepted = new ReadOnlyIntegerWrapper();
  private int underWay;
  private int paidUnderWay;

  LaunchProgress() {}

  void sent(LaunchOrder order) {
    if (underWay == 0) {
      wanted.set(0);
      accepted.set(0);
    }
    underWay++;
    paidUnderWay += order.server().isPaid() ? 1 : 0;
    wanted.set(wanted.get() + order.jobs());
    busy.set(true);
  }

  public void accepted(int jobs) {
    accepted.set(accepted.get() + jobs);
  }

  void done(LaunchOrder order) {
    underWay = Math.max(0, underWay - 1);
    paidUnderWay = Math.max(0, paidUnderWay - (order.server().isPaid() ? 1 : 0));
    busy.set(underWay > 0);
  }

  /** Whether an answer that may have started paid jobs is awaited. */
  public boolean isPaid() {
    return paidUnderWay > 0;
  }

  /** How many jobs were asked for. */
  public ReadOnlyIntegerProperty wanted() {
    return wanted.getReadOnlyProperty();
  }

  /** How many of them the server has accepted. */
  public ReadOnlyIntegerProperty accepted() {
    return accepted.getReadOnlyProperty();
  }

  /** Whether a launch is under way. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
