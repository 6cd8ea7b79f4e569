package dev.pollwise.simulator;

import dev.pollwise.simulator.simulation.Journal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A request as a line of the log: time, method, path, status, ms, fault, request id. No secrets.
 */
final class RequestLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RequestLine() {}

  static String of(Journal.JournalEntry entry) {
    return String.join(
        " ",
        TIME.format(entry.arrivedOnWall()),
        entry.method(),
        entry.path(),
        entry.status() == 0 ? "none" : Integer.toString(entry.status()),
        entry.took().toMillis() + "ms",
        "fault=" + (entry.fault().isEmpty() ? "-" : entry.fault()),
        "id=" + entry.requestId());
  }
}
