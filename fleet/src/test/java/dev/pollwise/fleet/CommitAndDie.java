package dev.pollwise.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A process that commits a row, says so, and is gone without a word to the database. */
final class CommitAndDie {

  private static final int AT_A_TIME = 3;

  private CommitAndDie() {}

  /** Takes the database and a number. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = connection(arguments[0])) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into kept (id) values (?)")) {
        insert.setInt(1, Integer.parseInt(arguments[1]));
        insert.executeUpdate();
      }
      connection.commit();
      Runtime.getRuntime().halt(9);
    }
  }

  private static Connection connection(String database) throws SQLException {
    if (database.startsWith("jdbc:")) {
      return DriverManager.getConnection(database);
    }
    DataSource source = SqliteFile.at(Path.of(database));
    return source.getConnection();
  }

  /**
   * Processes that commit a row each, some at the same time where the database lets them.
   *
   * @param database the path of an SQLite file, or a JDBC address
   * @return which rows are missing although their commit had returned
   */
  static List<Integer> missingAfter(String database, int kills) throws Exception {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (id integer primary key)");
    }
    int atATime = database.startsWith("jdbc:") ? 1 : AT_A_TIME;
    List<Process> running = new ArrayList<>();
    List<Integer> committed = new ArrayList<>();
    for (int id = 0; id < kills; id++) {
      running.add(start(database, id));
      if (running.size() == atATime || id == kills - 1) {
        int first = id - running.size() + 1;
        for (int i = 0; i < running.size(); i++) {
          if (running.get(i).waitFor() == 9) {
            committed.add(first + i);
          }
        }
        running.clear();
      }
    }
    if (committed.size() != kills) {
      throw new IllegalStateException("of " + kills + " only " + committed + " have committed");
    }
    List<Integer> kept = new ArrayList<>();
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from kept")) {
      while (rows.next()) {
        kept.add(rows.getInt(1));
      }
    }
    return IntStream.range(0, kills).boxed().filter(id -> !kept.contains(id)).toList();
  }

  private static Process start(String database, int id) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx32m",
              "-Xshare:auto",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-XX:-UsePerfData",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              CommitAndDie.class.getName(),
              database,
              Integer.toString(id))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
