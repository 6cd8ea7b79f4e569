package dev.pollwise.simulator;

import dev.pollwise.simulator.simulation.Journal;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * The log as JSON, one object in each line: {@code ts} (RFC 3339, UTC), {@code level}, {@code
 * logger}, {@code msg}, and for a request what it was. No secrets: of a key its fingerprint only.
 */
final class JsonLine extends Formatter {

  private static final JsonProvider JSON = JsonProvider.provider();

  /** A request. */
  static String of(Journal.JournalEntry entry) {
    JsonObjectBuilder line =
        begin(entry.arrivedOnWall(), "INFO", "pollwise.requests", "request")
            .add("method", entry.method())
            .add("path", entry.path())
            .add("route", entry.route())
            .add("status", entry.status())
            .add("took_ms", entry.took().toNanos() / 1e6)
            .add("request_id", entry.requestId());
    addText(line, "job_id", entry.job());
    addText(line, "client", entry.client());
    addText(line, "user_agent", entry.userAgent());
    addText(line, "fault", entry.fault());
    return line.build().toString();
  }

  @Override
  public String format(LogRecord logged) {
    JsonObjectBuilder line =
        begin(
            logged.getInstant(),
            logged.getLevel().getName(),
            String.valueOf(logged.getLoggerName()),
            formatMessage(logged));
    if (logged.getThrown() != null) {
      StringWriter trace = new StringWriter();
      logged.getThrown().printStackTrace(new PrintWriter(trace));
      line.add("error", trace.toString());
    }
    return line.build() + "\n";
  }

  private static JsonObjectBuilder begin(Instant ts, String level, String logger, String msg) {
    return JSON.createObjectBuilder()
        .add("ts", ts.toString())
        .add("level", level)
        .add("logger", logger)
        .add("msg", msg);
  }

  private static void addText(JsonObjectBuilder line, String name, String value) {
    if (!value.isEmpty()) {
      line.add(name, value);
    }
  }
}
