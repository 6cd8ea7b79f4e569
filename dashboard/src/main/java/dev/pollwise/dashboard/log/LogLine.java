package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line of the log.
 *
 * @param at when, by the wall clock
 * @param level how much it matters
 * @param source what it is about
 * @param message what happened, in one line
 */
public record LogLine(Instant at, LogLevel level, LogSource source, String message) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  /** Takes line breaks out of the message. */
  public LogLine {
    message = message.replaceAll("\\s*\\R\\s*", " ");
  }

  /** The time of day in a zone, to the millisecond. */
  public String time(ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** The whole line, for copying. */
  public String text(ZoneId zone) {
    return String.join("  ", time(zone), level.word(), source.label(), message);
  }

  boolean isAbout(JobRow row) {
    return source instanceof LogSource.Job job && job.row() == row.number();
  }

  boolean mentions(String lowerCaseText) {
    return message.toLowerCase(Locale.ROOT).contains(lowerCaseText)
        || source.label().toLowerCase(Locale.ROOT).contains(lowerCaseText);
  }
}
