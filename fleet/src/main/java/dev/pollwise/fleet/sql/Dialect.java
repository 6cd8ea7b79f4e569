package dev.pollwise.fleet.sql;

import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What differs between the databases that a fleet can be kept in. */
public enum Dialect {
  /** PostgreSQL 14 or newer, for any number of copies. */
  POSTGRESQL,
  /** An SQLite file, for one process. */
  SQLITE;

  private static final int OLDEST_POSTGRESQL = 14;

  /**
   * Recognises a database.
   *
   * @throws DatabaseException if a fleet cannot be kept in it, with the reason
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" -> {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
          throw new DatabaseException(
              "PostgreSQL " + version + ": must be " + OLDEST_POSTGRESQL + " or newer");
        }
        yield POSTGRESQL;
      }
      case "sqlite" -> {
        requireDurable(connection);
        yield SQLITE;
      }
      case "h2", "hsql database engine" ->
          throw new DatabaseException(
              product
                  + ": a fleet cannot be kept in it, since by default it writes up to half a second"
                  + " after a commit, and a crash would lose paid jobs; take PostgreSQL or SQLite");
      default ->
          throw new DatabaseException(
              product + ": a fleet can be kept in PostgreSQL or SQLite only");
    };
  }

  /** Only with these settings a commit is on the disk when it returns, and readers do not block. */
  private static void requireDurable(Connection connection) throws SQLException {
    String journal = pragma(connection, "journal_mode");
    String synchronous = pragma(connection, "synchronous");
    String patience = pragma(connection, "busy_timeout");
    if (!journal.equalsIgnoreCase("wal")
        || Integer.parseInt(synchronous) < 2
        || Integer.parseInt(patience) < 1_000) {
      throw new DatabaseException(
          "SQLite with journal_mode="
              + journal
              + ", synchronous="
              + synchronous
              + ", busy_timeout="
              + patience
              + ": must be WAL, FULL (2) and at least 1000, or a crash loses what was committed;"
              + " Fleet.in(file) sets them");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma " + name)) {
      return result.next() ? result.getString(1) : "";
    }
  }

  /** Where its numbered SQL files are, among the resources of this package. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      int index = i + 1;
      switch (value) {
        case null -> statement.setNull(index, Types.NULL);
        case Long number -> statement.setLong(index, number);
        case Integer number -> statement.setInt(index, number);
        case Boolean yes -> statement.setBoolean(index, yes);
        case byte[] bytes -> statement.setBytes(index, bytes);
        case String text -> statement.setString(index, storable(text));
        case Column column ->
            statement.setArray(
                index,
                statement
                    .getConnection()
                    .createArrayOf(
                        column.type(),
                        column.values().stream()
                            .map(one -> one instanceof String text ? storable(text) : one)
                            .toArray()));
        default -> throw new IllegalArgumentException("no column takes a " + value.getClass());
      }
    }
  }

  /** PostgreSQL takes any character but this one, which nobody misses. */
  private static String storable(String text) {
    return text.indexOf(0) < 0 ? text : text.replace('\0', '\uFFFD');
  }

  /**
   * A column of several rows, for one statement about all of them; PostgreSQL only.
   *
   * @param type of the array's elements
   */
  record Column(String type, List<? extends @Nullable Object> values) {}
}
