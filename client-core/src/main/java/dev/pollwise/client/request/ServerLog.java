package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log, once for all calls to a server, what would be silence otherwise: a WARNING at
 * once when it gives no usable answer, with address and cause; another when that lasts, after a
 * minute, two, and so on up to once an hour; an INFO when it answers again; and each status word
 * that nobody knows. Safe for any thread.
 */
final class ServerLog {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);
  private static final int MOST_WORDS = 100;
  private static final int SERVER_ERRORS = 500;

  private final URI server;
  private final PollClock clock;
  private final Set<String> words = ConcurrentHashMap.newKeySet();

  /** When the first call in a row failed; null if the last was answered. */
  private volatile @Nullable Duration failingSince;

  private boolean isTold;
  private Duration silence = SHORTEST_SILENCE;
  private @Nullable Duration toldAt;
  private @Nullable Duration failedAt;

  /**
   * Nothing was said yet.
   *
   * @param server as it is to be called in the log; holds no secret
   * @param clock measures how long a silence lasts
   */
  ServerLog(URI server, PollClock clock) {
    this.server = requireNonNull(server, "server");
    this.clock = requireNonNull(clock, "clock");
  }

  /** A call has failed. What the server says about the caller or the job is told by others. */
  void failed(Miss miss) {
    requireNonNull(miss, "miss");
    boolean isSilence =
        switch (miss) {
          case Miss.Unreachable lost -> true;
          case Miss.TimedOut lost -> true;
          case Miss.Unreadable lost -> true;
          case Miss.Redirected lost -> true;
          case Miss.Rejected rejected -> rejected.status() >= SERVER_ERRORS;
          case Miss.Throttled throttled -> false;
          case Miss.NotFound unknown -> false;
          case Miss.Denied denied -> false;
        };
    if (isSilence) {
      noAnswer(miss);
    }
  }

  private synchronized void noAnswer(Miss miss) {
    Duration now = clock.steady();
    Duration since = failingSince == null ? now : failingSince;
    failingSince = since;
    if (failedAt == null || now.minus(failedAt).compareTo(LONGEST_SILENCE) >= 0) {
      silence = SHORTEST_SILENCE;
      toldAt = null;
    }
    failedAt = now;
    if (toldAt != null) {
      if (now.minus(toldAt).compareTo(silence) < 0) {
        return;
      }
      Duration longer = silence.multipliedBy(2);
      silence = longer.compareTo(LONGEST_SILENCE) < 0 ? longer : LONGEST_SILENCE;
    }
    toldAt = now;
    isTold = true;
    LOG.log(
        System.Logger.Level.WARNING,
        "no usable answer from {0}{1}: {2}; asking on",
        server,
        now.equals(since) ? "" : " for " + Durations.text(now.minus(since)),
        miss.describe());
  }

  /** A call was answered. */
  void answered() {
    if (failingSince != null) {
      answeredAgain();
    }
  }

  private synchronized void answeredAgain() {
    Duration since = failingSince;
    failingSince = null;
    if (since != null && isTold) {
      isTold = false;
      LOG.log(
          System.Logger.Level.INFO,
          "{0} answers again, after {1}",
          server,
          Durations.text(clock.steady().minus(since)));
    }
  }

  /** The server has used a status word that no format knows. */
  void unknownWord(String word) {
    requireNonNull(word, "word");
    if (words.size() < MOST_WORDS && words.add(word)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} calls the status of a job \"{1}\", which nobody here knows: taken for running",
          server,
          word);
    }
  }
}
