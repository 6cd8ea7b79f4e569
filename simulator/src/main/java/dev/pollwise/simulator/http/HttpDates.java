package dev.pollwise.simulator.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP writes them (RFC 9110, 5.6.7). */
final class HttpDates {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  // Most answers are given in the second of the one before.
  private static volatile Formatted last = new Formatted(Long.MIN_VALUE, "");

  private record Formatted(long second, String text) {}

  private HttpDates() {}

  /** The instant that a date names; empty if it is none. */
  static Optional<Instant> parse(String date) {
    try {
      return Optional.of(FORMAT.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static String format(Instant instant) {
    Formatted known = last;
    if (known.second() != instant.getEpochSecond()) {
      known = new Formatted(instant.getEpochSecond(), FORMAT.format(instant));
      last = known;
    }
    return known.text();
  }
}
