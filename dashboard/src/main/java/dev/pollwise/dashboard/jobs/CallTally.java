package dev.pollwise.dashboard.jobs;

import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The calls made for all jobs of this session; one that asked about many jobs is one call. */
public final class CallTally {

  private final ReadOnlyIntegerWrapper made = new ReadOnlyIntegerWrapper();
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("0 calls");
  private double madeForCleared;
  private double unansweredForCleared;
  private int unanswered;
  private OptionalInt madeWhenReceived = OptionalInt.empty();
  private int notReceived;

  CallTally() {}

  /** Counts anew. */
  void count(Collection<JobRow> rows) {
    double all = madeForCleared;
    double silent = unansweredForCleared;
    for (JobRow row : rows) {
      all += row.shareHere();
      silent += row.unanswered();
    }
    made.set((int) Math.round(all));
    unanswered = (int) Math.round(silent);
    tell();
  }

  /** Keeps the calls of jobs that go from the table. */
  void clear(Collection<JobRow> rows) {
    madeForCleared += rows.stream().mapToDouble(JobRow::shareHere).sum();
    unansweredForCleared += rows.stream().mapToDouble(JobRow::unanswered).sum();
  }

  /** As {@link #clear}, the other way round. */
  void bringBack(Collection<JobRow> rows) {
    madeForCleared -= rows.stream().mapToDouble(JobRow::shareHere).sum();
    unansweredForCleared -= rows.stream().mapToDouble(JobRow::unanswered).sum();
  }

  /**
   * A simulator has counted the calls that it received. That says which got lost on their way, if
   * all were sent to it: a call that got lost has no answer.
   */
  public void received(long calls) {
    long lost = made.get() - calls;
    boolean isOfAll = lost >= 0 && lost <= unanswered;
    madeWhenReceived = isOfAll ? OptionalInt.of(made.get()) : OptionalInt.empty();
    notReceived = isOfAll ? (int) lost : 0;
    tell();
  }

  private void tell() {
    boolean isTold = notReceived > 0 && madeWhenReceived.equals(OptionalInt.of(made.get()));
    int other = isTold ? notReceived : unanswered;
    words.set(
        String.format(Locale.ROOT, made.get() == 1 ? "%,d call" : "%,d calls", made.get())
            + (other == 0
                ? ""
                : String.format(
                    Locale.ROOT, isTold ? ", %,d not received" : ", %,d unanswered", other)));
  }

  /** How many there are. */
  public ReadOnlyIntegerProperty made() {
    return made.getReadOnlyProperty();
  }

  /**
   * The number in words, with those that never reached the server, as far as it says so; else with
   * those that got no answer.
   */
  public ReadOnlyStringProperty words() {
    return words.getReadOnlyProperty();
  }
}
