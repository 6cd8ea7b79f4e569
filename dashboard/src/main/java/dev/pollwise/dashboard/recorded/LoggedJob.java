package dev.pollwise.dashboard.recorded;

import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.dashboard.recorded.LogEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One job as a log tells of it. */
final class LoggedJob {

  private static final Duration LONGEST = Duration.ofDays(365);

  private final List<LogEntry> entries = new ArrayList<>();

  void add(LogEntry entry) {
    entries.add(entry);
  }

  /** Files put together from several are not in order. */
  private List<LogEntry> inOrder() {
    return entries.stream().sorted(Comparator.comparing(LogEntry::at)).toList();
  }

  /** Whether the log has its submit; else it is taken to begin with its first line. */
  boolean hasSubmit() {
    return inOrder().getFirst().kind() == Kind.SUBMITTED;
  }

  /** Calls that asked about it, those after its end included. */
  long calls() {
    return entries.stream().filter(LogEntry::isCall).count();
  }

  /** Calls that brought nothing. */
  long missed() {
    return entries.stream().filter(entry -> entry.kind() == Kind.MISSED).count();
  }

  /** What is known of how long it took; empty where the log does not say when it began. */
  Optional<Sighting> sighting() {
    List<LogEntry> all = inOrder();
    Instant begun = all.getFirst().at();
    Duration alive = Duration.ZERO;
    for (LogEntry entry : all) {
      Duration age = Duration.between(begun, entry.at());
      if (age.compareTo(LONGEST) > 0) {
        break;
      }
      if (entry.kind() == Kind.ENDED) {
        return age.isPositive() ? Optional.of(new Sighting.Ended(alive, age)) : Optional.empty();
      }
      alive = entry.kind() == Kind.MISSED ? alive : age;
    }
    return alive.isPositive() ? Optional.of(new Sighting.StillAlive(alive)) : Optional.empty();
  }
}
