package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.sql.Dialect.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All statements about {@code pollwise_learned}: what jobs have shown, in one order for all. */
public final class LearnedTable {

  private static final int PAGE = 5_000;

  private final Database database;

  public LearnedTable(Database database) {
    this.database = requireNonNull(database, "database");
  }

  /** What a row says of a job. */
  public enum Kind {
    /** It has begun. */
    B,
    /** It was seen alive. */
    A,
    /** It has ended. */
    E,
    /** Nobody watches it any more. */
    S
  }

  /**
   * One row.
   *
   * @param traits by which jobs are told apart that take differently long, as text
   * @param after the job was alive at that age, in microseconds
   * @param by it had ended at that age; 0 where it had not
   * @param announced whether the end was announced in time
   */
  public record Shown(
      String job,
      Kind kind,
      String server,
      String mode,
      String label,
      long sourceMillis,
      String traits,
      long after,
      long by,
      boolean announced,
      long at) {}

  /** Up to where rows were read. */
  public record Position(long generation, long tx, long n) {
    /** Before the first. */
    public static final Position START = new Position(-1, 0, 0);
  }

  /**
   * A row.
   *
   * @param position behind it
   * @param shown empty if another version has written something else
   */
  public record Read(Position position, Optional<Shown> shown) {}

  /** Adds rows, in one statement where the database can do that. */
  public void add(Connection transaction, List<Shown> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String insert =
        "insert into pollwise_learned (job, kind, server, mode, label, source_ms, traits, after_us,"
            + " by_us, announced, at) ";
    switch (database.dialect()) {
      case POSTGRESQL ->
          database.update(
              transaction,
              insert
                  + "select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
                  + " ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::bigint[])",
              column("text", rows, Shown::job),
              column("text", rows, row -> row.kind().name()),
              column("text", rows, Shown::server),
              column("text", rows, Shown::mode),
              column("text", rows, Shown::label),
              column("bigint", rows, Shown::sourceMillis),
              column("text", rows, Shown::traits),
              column("bigint", rows, Shown::after),
              column("bigint", rows, Shown::by),
              column("boolean", rows, Shown::announced),
              column("bigint", rows, Shown::at));
      case SQLITE -> {
        for (Shown row : rows) {
          database.update(
              transaction,
              insert + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              row.job(),
              row.kind().name(),
              row.server(),
              row.mode(),
              row.label(),
              row.sourceMillis(),
              row.traits(),
              row.after(),
              row.by(),
              row.announced(),
              row.at());
        }
      }
    }
  }

  private static Column column(
      String type, List<Shown> rows, Function<Shown, @Nullable Object> value) {
    List<@Nullable Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(value.apply(row)));
    return new Column(type, values);
  }

  /** How often old rows were removed so far. */
  public long generation() {
    return database
        .one("select generation from pollwise_learning where one = 1", row -> row.getLong(1))
        .orElse(0L);
  }

  /**
   * The next rows, in the order that is the same for all. A row whose transaction is open is not
   * seen, and none that would come before one that was.
   */
  public List<Read> after(Position position) {
    String settled =
        switch (database.dialect()) {
          case POSTGRESQL -> " and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
          case SQLITE -> "";
        };
    return database.all(
        "select * from pollwise_learned where (tx, n) > (?, ?)"
            + settled
            + " order by tx, n limit "
            + PAGE,
        row ->
            new Read(
                new Position(position.generation(), row.getLong("tx"), row.getLong("n")),
                shown(row)),
        position.tx(),
        position.n());
  }

  private static Optional<Shown> shown(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    for (Kind known : Kind.values()) {
      if (known.name().equals(kind)) {
        return Optional.of(shown(row, known));
      }
    }
    return Optional.empty();
  }

  private static Shown shown(ResultSet row, Kind kind) throws SQLException {
    return new Shown(
        row.getString("job"),
        kind,
        row.getString("server"),
        row.getString("mode"),
        row.getString("label"),
        row.getLong("source_ms"),
        row.getString("traits"),
        row.getLong("after_us"),
        row.getLong("by_us"),
        row.getBoolean("announced"),
        row.getLong("at"));
  }

  /**
   * Removes what was shown by jobs that are over, but for the last so many of each class; jobs that
   * run keep theirs. Every copy reads anew what is left.
   *
   * @param most no removal before there are twice as many
   * @return how many rows are gone
   */
  public int removeOld(int most) {
    return database.inTransaction(transaction -> {
      List<String> classes =
          database.all(
              transaction,
              "select server, mode, label from pollwise_learned where kind in ('E', 'S') group by"
                  + " server, mode, label having count(*) > "
                  + 2 * most,
              row -> row.getString(1) + "\0" + row.getString(2) + "\0" + row.getString(3));
      int removed = 0;
      for (String one : classes) {
        String[] words = one.split("\0", -1);
        removed +=
            database.update(
                transaction,
                "delete from pollwise_learned where job in (select job from pollwise_learned where"
                    + " kind in ('E', 'S') and server = ? and mode = ? and label = ? order by tx"
                    + " desc, n desc limit 1000000 offset "
                    + most
                    + ")",
                words[0],
                words[1],
                words[2]);
      }
      if (removed > 0) {
        database.update(
            transaction, "update pollwise_learning set generation = generation + 1 where one = 1");
      }
      return removed;
    });
  }

  /** Forgets what jobs of a class that are over have shown. */
  public int forget(String server, String mode, String label) {
    return database.inTransaction(transaction -> {
      int removed =
          database.update(
              transaction,
              "delete from pollwise_learned where job in (select job from pollwise_learned where"
                  + " kind in ('E', 'S') and server = ? and mode = ? and label = ?)",
              server,
              mode,
              label);
      database.update(
          transaction, "update pollwise_learning set generation = generation + 1 where one = 1");
      return removed;
    });
  }
}
