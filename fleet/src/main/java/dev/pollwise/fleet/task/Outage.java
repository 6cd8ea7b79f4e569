package dev.pollwise.fleet.task;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which waits of an account back off on this copy since their calls fail: one that is answered ends
 * the pauses of the others, as in a client. Safe for any thread.
 */
final class Outage {

  /** More are not told, and sit out their pauses of a minute at most. */
  private static final int MOST = 10_000;

  private final Set<String> without = new LinkedHashSet<>();
  private final Map<String, Integer> regained = new HashMap<>();

  /** The calls of a wait fail. */
  synchronized void lost(String id) {
    if (without.size() < MOST) {
      without.add(id);
    }
  }

  /** A call was answered: these are to ask as well. */
  synchronized List<String> answered(String id) {
    without.remove(id);
    List<String> others = List.copyOf(without);
    without.clear();
    if (regained.size() < MOST) {
      others.forEach(other -> regained.put(other, others.size()));
    }
    return others;
  }

  /** With how many others a wait has heard of it; null if it has not. Says so once. */
  synchronized @Nullable Integer regained(String id) {
    return regained.remove(id);
  }

  /** The wait is over. */
  synchronized void left(String id) {
    without.remove(id);
    regained.remove(id);
  }
}
