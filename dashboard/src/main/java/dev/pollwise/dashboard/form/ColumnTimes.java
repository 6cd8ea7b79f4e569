package dev.pollwise.dashboard.form;

import java.time.Duration;
import java.util.Locale;

/** Times as table columns show them: of one length, so that digits stay below each other. */
public final class ColumnTimes {

  private static final int TENTHS_BELOW = 10;

  private ColumnTimes() {}

  /** A running clock: {@code 0:07}, {@code 12:05}, {@code 1:02:03}. */
  public static String clock(Duration duration) {
    long hours = duration.toHours();
    return hours > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", hours, duration.toMinutesPart(), duration.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
  }

  /** A countdown: tenths of a second at the end, a clock before. */
  public static String countdown(Duration duration) {
    return duration.toSeconds() < TENTHS_BELOW
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : duration.toMinutes() < 1 ? duration.toSeconds() + " s" : clock(duration);
  }
}
