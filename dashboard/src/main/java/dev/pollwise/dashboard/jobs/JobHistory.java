package dev.pollwise.dashboard.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** The calls and the pauses of a wait: how many there were, and the newest of each. */
public final class JobHistory {

  /**
   * Characters that are kept of requests and answers for each call that is kept: answers to most
   * calls are alike, and the newest are those that somebody wants to see.
   */
  private static final int TEXT_PER_CALL = 100;

  private final IntSupplier most;
  private final List<LaneCall> calls = new ArrayList<>();
  private final List<Interval> pauses = new ArrayList<>();
  private final NavigableMap<Integer, Exchange> exchanges = new TreeMap<>();
  private int sizeOfExchanges;
  private int failures;
  private int made;
  private long revision;
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
    revision++;
    made++;
    failures += call.failed() ? 1 : 0;
    calls.add(call);
    forget(calls);
  }

  /** What a call looked like on the wire. */
  public void recorded(int call, Exchange exchange) {
    revision++;
    Exchange before = exchanges.put(call, exchange);
    sizeOfExchanges += exchange.size() - (before == null ? 0 : before.size());
    while (sizeOfExchanges > most.getAsInt() * TEXT_PER_CALL && exchanges.size() > 1) {
      sizeOfExchanges -= exchanges.pollFirstEntry().getValue().size();
    }
  }

  void decided(Interval pause) {
    revision++;
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
  public List<Interval> pauses() {
    return Collections.unmodifiableList(pauses);
  }

  /** What a call looked like on the wire; empty where that is not kept. */
  public Optional<Exchange> exchange(int call) {
    return Optional.ofNullable(exchanges.get(call));
  }

  /** Of how many calls that is kept. */
  public int exchanges() {
    return exchanges.size();
  }

  /** How many calls are known, the forgotten ones included. */
  public int made() {
    return made;
  }

  /** Grows with all that is heard. */
  public long revision() {
    return revision;
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
