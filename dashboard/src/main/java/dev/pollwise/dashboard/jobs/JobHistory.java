package dev.pollwise.dashboard.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;

/** The calls and the pauses of a wait: how many there were, and the newest of each. */
public final class JobHistory {

  private final IntSupplier most;
  private final List<LaneCall> calls = new ArrayList<>();
  private final List<Interval> pauses = new ArrayList<>();
  private int failures;
  private int decisions;

  /**
   * Nothing has happened yet.
   *
   * @param most how many calls and how many pauses are kept, from now on
   */
  JobHistory(IntSupplier most) {
    this.most = most;
  }

  void called(LaneCall call) {
    failures += call.failed() ? 1 : 0;
    calls.add(call);
    forget(calls);
  }

  void decided(Interval pause) {
    decisions++;
    pauses.add(pause);
    forget(pauses);
  }

  /** An eighth at once: to take away a single one moves all others. */
  private void forget(List<?> oldestFirst) {
    int kept = most.getAsInt();
    if (oldestFirst.size() > kept) {
      oldestFirst.subList(0, oldestFirst.size() - (kept - kept / 8)).clear();
    }
  }

  /** The calls that are kept, oldest first; a view, not a copy. */
  public List<LaneCall> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** The pauses that are kept, oldest first; a view, not a copy. */
  List<Interval> pauses() {
    return Collections.unmodifiableList(pauses);
  }

  /** How many calls brought nothing, the forgotten ones included. */
  int failures() {
    return failures;
  }

  /** How many pauses were decided, the forgotten ones included. */
  public int decisions() {
    return decisions;
  }
}
