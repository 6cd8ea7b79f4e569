package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.request.ServerContext;
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
    if (news instanceof Observation.Answered(Answer.Seen seen, var call)) {
      answered(wait, seen.status());
    } else if (news instanceof Observation.Answered(Miss miss, var call)) {
      server.failed(miss);
      if (before.missStreak().failures() == null && after.missStreak().failures() != null) {
        lost(wait);
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

  private void answered(PollLoop wait, JobStatus status) {
    server.answered();
    if (status instanceof JobStatus.Running running && !running.isRecognised()) {
      server.unknownWord(running.word());
    }
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
}
