package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The last requests. Keeps a bounded number and forgets the oldest first. Safe for use by many
 * threads.
 */
public final class Journal {

  private final int capacity;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private long written;
  private OptionalLong cleared = OptionalLong.empty();

  Journal(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Writes one down, unless it began before all was forgotten.
   *
   * @param began when it began; steady time
   * @return the entry with its number, which is given here
   */
  public synchronized Optional<JournalEntry> write(JournalEntry entry, long began) {
    if (cleared.isPresent() && began - cleared.getAsLong() < 0) {
      return Optional.empty();
    }
    written++;
    JournalEntry numbered = entry.numbered(written);
    entries.addLast(numbered);
    if (entries.size() > capacity) {
      entries.removeFirst();
    }
    return Optional.of(numbered);
  }

  /** What is remembered, the oldest first, at most the {@code limit} last ones. */
  public synchronized List<JournalEntry> entries(Predicate<JournalEntry> wanted, int limit) {
    List<JournalEntry> found = entries.stream().filter(wanted).toList();
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  /** How many requests were written down since the start or the last clearing, kept or not. */
  public synchronized long written() {
    return written;
  }

  /** How many of those are not kept any more. */
  public synchronized long forgotten() {
    return written - entries.size();
  }

  /**
   * Forgets all, also what is under way.
   *
   * @param now steady time
   */
  public synchronized void clear(long now) {
    cleared = OptionalLong.of(now);
    entries.clear();
    written = 0;
  }

  /**
   * One request and what became of it. Texts that do not apply are empty.
   *
   * @param number from 1, in the order in which requests were over
   * @param arrivedAt simulated time
   * @param arrivedOnWall wall-clock time
   * @param path without query, as sent
   * @param status 0 if no answer was given
   * @param took wall-clock time
   * @param client fingerprint of the key, never the key itself
   * @param fault the names of the faults it met, comma-separated
   */
  public record JournalEntry(
      long number,
      Duration arrivedAt,
      Instant arrivedOnWall,
      String method,
      String path,
      String route,
      int status,
      Duration took,
      String job,
      String client,
      String userAgent,
      String fault,
      String requestId) {

    JournalEntry numbered(long next) {
      return new JournalEntry(
          next,
          arrivedAt,
          arrivedOnWall,
          method,
          path,
          route,
          status,
          took,
          job,
          client,
          userAgent,
          fault,
          requestId);
    }
  }
}
