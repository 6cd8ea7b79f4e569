package dev.pollwise.fleet.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Gives up connections on which the database says nothing: where a network loses what is sent, and
 * nobody says so, a thread would wait for an answer for as long as the operating system does, a
 * quarter of an hour or for ever. Safe for any thread.
 */
final class NetworkTimeout {

  private final int millis;

  private NetworkTimeout(Duration longest) {
    this.millis = Math.toIntExact(longest.toMillis());
  }

  /**
   * A source of such connections.
   *
   * @param longest how long a statement may be without any answer
   */
  static DataSource within(Duration longest, DataSource source) {
    NetworkTimeout timeout = new NetworkTimeout(longest);
    return new WrappedSource(source, opening -> timeout.lend(opening.open()));
  }

  /** A pool gets it back as it was: others may have statements that take longer. */
  private Connection lend(Connection connection) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, millis);
      return WrappedSource.watched(
          connection,
          end -> {
            restore(connection, before);
            end.run();
          });
    } catch (SQLFeatureNotSupportedException unable) {
      return connection;
    } catch (SQLException | RuntimeException | Error failure) {
      connection.close();
      throw failure;
    }
  }

  private static void restore(Connection connection, int millis) {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLException broken) {
      // One that is closed, or cut, goes back to nobody.
    }
  }
}
