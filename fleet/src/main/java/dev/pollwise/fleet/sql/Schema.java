package dev.pollwise.fleet.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The numbered SQL files, and which of them a database has had. */
public final class Schema {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  /** In order; the number of each is its place, from 1. */
  private static final List<String> FILES = List.of("V1__fleet.sql");

  /** Any number will do that no other program of the database takes. */
  private static final long LOCK = 7_208_413_190_117L;

  private Schema() {}

  /** The version that this program was written for. */
  public static int version() {
    return FILES.size();
  }

  /** Applies the files that are missing, each in a transaction; two at a time do no harm. */
  public static void migrate(Database database) {
    for (int version = 1; version <= FILES.size(); version++) {
      int wanted = version;
      database.inTransaction(transaction -> {
        if (database.dialect() == Dialect.POSTGRESQL) {
          execute(transaction, "select pg_advisory_xact_lock(" + LOCK + ")");
        }
        if (present(database, transaction) < wanted) {
          apply(transaction, file(database.dialect(), FILES.get(wanted - 1)));
        }
        return wanted;
      });
    }
  }

  /**
   * Refuses a database that is older or newer.
   *
   * @throws DatabaseException with what to do
   */
  public static void check(Database database) {
    int present = database.inTransaction(transaction -> present(database, transaction));
    if (present > version()) {
      requireReadable(database, present);
    }
    if (present < version()) {
      throw new DatabaseException(
          present == 0
              ? "the tables of the fleet are missing: call Fleet.migrate(dataSource), or apply "
                  + FILES
              : "the tables of the fleet have version "
                  + present
                  + ", this program needs "
                  + version()
                  + ": call Fleet.migrate(dataSource), or apply "
                  + FILES.subList(present, version()));
    }
  }

  /** A newer version is taken, unless it says that it changes what older programs read. */
  private static void requireReadable(Database database, int present) {
    int oldest =
        database
            .one("select max(oldest_program) from pollwise_schema", row -> row.getInt(1))
            .orElse(0);
    if (oldest > version()) {
      throw new DatabaseException(
          "the tables of the fleet have version "
              + present
              + ", which programs older than version "
              + oldest
              + " cannot work with: this program is of version "
              + version());
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the tables of the fleet have version {0}, this program is of version {1}: what it does not"
            + " know is left alone",
        present,
        version());
  }

  /** The version of the tables, 0 without any. */
  private static int present(Database database, Connection transaction) throws SQLException {
    String exists =
        switch (database.dialect()) {
          case POSTGRESQL -> "select 1 where to_regclass('pollwise_schema') is not null";
          case SQLITE -> "select 1 from sqlite_master where name = 'pollwise_schema'";
        };
    return database.one(transaction, exists, row -> 1).isEmpty()
        ? 0
        : database
            .one(transaction, "select max(version) from pollwise_schema", row -> row.getInt(1))
            .orElse(0);
  }

  private static void apply(Connection transaction, String file) throws SQLException {
    String code = file.replaceAll("(?m)--.*$", "");
    for (String statement : code.split(";", -1)) {
      if (!statement.isBlank()) {
        execute(transaction, statement);
      }
    }
  }

  private static void execute(Connection transaction, String sql) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The text of a file, for who applies it himself. */
  private static String file(Dialect dialect, String name) {
    String path = dialect.folder() + "/" + name;
    try (InputStream in = Schema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(path, broken);
    }
  }
}
