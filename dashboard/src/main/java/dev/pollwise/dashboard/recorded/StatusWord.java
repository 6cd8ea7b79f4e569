package dev.pollwise.dashboard.recorded;

import dev.pollwise.dashboard.recorded.LogEntry.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words by which APIs and programs say how a job is. */
final class StatusWord {

  private static final Set<String> SUBMITTED =
      Set.of("submitted", "submit", "created", "accepted", "launched", "enqueued");
  private static final Set<String> RUNNING =
      Set.of(
          "pending",
          "queued",
          "waiting",
          "processing",
          "running",
          "in_progress",
          "in-progress",
          "inprogress",
          "started",
          "active",
          "working",
          "scheduled",
          "unfinished");
  private static final Set<String> ENDED =
      Set.of(
          "completed",
          "complete",
          "succeeded",
          "success",
          "successful",
          "done",
          "finished",
          "ready",
          "failed",
          "failure",
          "error",
          "errored",
          "rejected",
          "cancelled",
          "canceled",
          "expired",
          "aborted");
  private static final Set<String> MISSED =
      Set.of(
          "timeout",
          "timed-out",
          "timed_out",
          "refused",
          "unreachable",
          "unavailable",
          "throttled");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_-]*");
  private static final Pattern HTTP_CODE =
      Pattern.compile("(?i)\\b(?:http(?:/[\\d.]+)?|code|status)\\b\\W{0,4}([1-5]\\d\\d)\\b");
  private static final int FIRST_ERROR = 400;

  private StatusWord() {}

  /** What a word alone says; empty where it is none of those. */
  static Optional<Kind> of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (lower.matches("[1-5]\\d\\d")) {
      return Optional.of(Integer.parseInt(lower) >= FIRST_ERROR ? Kind.MISSED : Kind.RUNNING);
    }
    if (SUBMITTED.contains(lower)) {
      return Optional.of(Kind.SUBMITTED);
    }
    if (RUNNING.contains(lower)) {
      return Optional.of(Kind.RUNNING);
    }
    if (ENDED.contains(lower)) {
      return Optional.of(Kind.ENDED);
    }
    return MISSED.contains(lower) ? Optional.of(Kind.MISSED) : Optional.empty();
  }

  /** Whether a word is one of those, so that it is no job's name. */
  static boolean isOne(String word) {
    return of(word).isPresent();
  }

  /** What a line of prose says: an HTTP error first, then the first word that says something. */
  static Optional<Kind> in(String line) {
    Matcher code = HTTP_CODE.matcher(line);
    while (code.find()) {
      if (Integer.parseInt(code.group(1)) >= FIRST_ERROR) {
        return Optional.of(Kind.MISSED);
      }
    }
    return WORD.matcher(line).results().flatMap(word -> of(word.group()).stream()).findFirst();
  }
}
