package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the server can be reached, which the waits of a poller find out for each other: a wait
 * whose calls fail sits out pauses that grow, and need not do so to the end once a call of another
 * one is answered. Safe for any thread.
 *
 * <p>Each is told once in a row of failures. A wait whose calls go on failing while others are
 * answered has a trouble of its own, and goes on backing off from it.
 */
final class OutageMonitor {

  private final ServerContext server;
  private final Set<PollLoop> without = new LinkedHashSet<>();

  /** Read without the lock by every call that is answered. */
  private volatile boolean isAnyoneWithout;

  OutageMonitor(ServerContext server) {
    this.server = server;
  }

  /** What a wait has learned, and its state before and after: what it tells of the server. */
  void heard(PollLoop wait, PollState before, Observation news, PollState after) {
    if (news instanceof Observation.Answered(Answer answer, var call)) {
      tell(server, answer);
      if (answer instanceof Answer.Seen) {
        regained(wait);
      } else if (before.missStreak().failures() == null && after.missStreak().failures() != null) {
        lost(wait);
      }
    }
  }

  /** What the log says of a server that has answered a call so, or not. */
  static void tell(ServerContext server, Answer answer) {
    switch (answer) {
      case Miss miss -> server.failed(miss);
      case Answer.Seen seen -> {
        server.answered();
        if (seen.status() instanceof JobStatus.Running(String word, boolean isRecognised)
            && !isRecognised) {
          server.unknownWord(word);
        }
      }
    }
  }

  private synchronized void lost(PollLoop wait) {
    without.add(wait);
    isAnyoneWithout = true;
  }

  /** The wait is over. */
  void left(PollLoop wait) {
    if (isAnyoneWithout) {
      take(List.of(wait));
    }
  }

  private void regained(PollLoop wait) {
    if (isAnyoneWithout) {
      take(List.of(wait));
      List<PollLoop> others = takeAll();
      var regained = new Observation.ContactRegained(others.size());
      others.forEach(other -> other.observe(regained));
    }
  }

  private synchronized List<PollLoop> takeAll() {
    List<PollLoop> all = List.copyOf(without);
    take(all);
    return all;
  }

  private synchronized void take(List<PollLoop> waits) {
    waits.forEach(without::remove);
    isAnyoneWithout = !without.isEmpty();
  }

  /**
   * How long to wait after failed calls: evenly drawn from zero to a bound that starts at 1 s,
   * doubles with each failure in a row and stays at 60 s. Full jitter is right here, where many
   * clients fail together, and wrong for polls.
   */
  static final class FailureBackoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(60);
    private static final int DOUBLINGS_TO_CAP = 6;
    private static final Duration APART = Duration.ofMillis(20);

    private FailureBackoff() {}

    /** The bound after so many failures in a row, from 1. */
    static Duration bound(int failures) {
      if (failures < 1) {
        throw new IllegalArgumentException("failures " + failures + ": must be at least 1");
      }
      return failures > DOUBLINGS_TO_CAP ? CAP : FIRST.multipliedBy(1L << (failures - 1));
    }

    /**
     * The bound once the server has answered somebody else: that of a first failure, or longer
     * where many come back, so that they come at 50 a second on average; never longer than that of
     * so many failures.
     *
     * @param failures in a row, from 1
     * @param waits how many come back, from 1
     */
    static Duration boundAfterOutage(int failures, int waits) {
      Duration apart = APART.multipliedBy(waits);
      Duration bound = apart.compareTo(FIRST) > 0 ? apart : FIRST;
      return bound.compareTo(bound(failures)) < 0 ? bound : bound(failures);
    }

    /**
     * The time within which calls come that were all kept waiting by one pause: at 50 a second, if
     * that is not longer than the longest backoff; zero for a single one.
     */
    static Duration apart(int calls) {
      return calls > CAP.dividedBy(APART) ? CAP : APART.multipliedBy(calls - 1L);
    }

    /** A pause below the bound, for a number drawn evenly from [0, 1). */
    static Duration draw(Duration bound, double chance) {
      return Duration.ofNanos(Math.round(bound.toNanos() * chance));
    }
  }
}
