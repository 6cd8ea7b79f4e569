package dev.pollwise.fleet;

import dev.pollwise.fleet.sql.Database;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The account of spend as text. */
final class Spend {

  private static final List<String> COLUMNS =
      List.of(
          "account",
          "reference",
          "part",
          "language",
          "state",
          "asked_at",
          "first_sent_at",
          "sends",
          "idempotency_key",
          "callback_id",
          "request_id",
          "job_id",
          "accepted_at",
          "outcome",
          "calls",
          "seen_at",
          "told_at",
          "problem");

  private Spend() {}

  static String csv(Database database) {
    String columns = String.join(", ", COLUMNS);
    List<String> lines =
        database.all(
            "select " + columns + " from pollwise_spend order by asked_at, reference, part",
            Spend::line);
    return String.join(",", COLUMNS)
        + "\r\n"
        + lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
  }

  private static String line(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = row.getString(i);
      line.append(i == 1 ? "" : ",").append(quoted(value == null ? "" : value));
    }
    return line.toString();
  }

  /** A text that a spreadsheet would take for a formula is told from one by an apostrophe. */
  private static String quoted(String value) {
    String harmless = value.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + value : value;
    return IntStream.of(',', '"', '\r', '\n').noneMatch(c -> harmless.indexOf(c) >= 0)
        ? harmless
        : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
