package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All statements about {@code pollwise_account}: what all copies have in common of an account. */
public final class AccountTable {

  /**
   * Whoever comes to his place so much too early, in microseconds, is not sent to the end again.
   */
  private static final long PUNCTUAL = 2_000;

  private final Database database;

  public AccountTable(Database database) {
    this.database = requireNonNull(database, "database");
  }

  /**
   * Makes an account known.
   *
   * @throws DatabaseException if there is one of that name at another server
   */
  public void open(String name, String server) {
    database.update(
        "insert into pollwise_account (name, server) values (?, ?) on conflict (name) do nothing",
        name,
        server);
    String known =
        database
            .one(
                "select server from pollwise_account where name = ?", row -> row.getString(1), name)
            .orElse(server);
    if (!known.equals(server)) {
      throw new DatabaseException(
          "account "
              + name
              + " at "
              + server
              + ": there is one of that name at "
              + known
              + " in this database; give it another name");
    }
  }

  /**
   * What binds all copies.
   *
   * @param blockedUntil no call before
   * @param blockedFor how long the server asked for
   * @param roomSeq grows with each end of a job, which makes room for another
   */
  public record Shared(long blockedUntil, long blockedFor, long roomSeq) {}

  /** What binds all copies now, by account. */
  public Map<String, Shared> shared() {
    Map<String, Shared> accounts = new ConcurrentHashMap<>();
    database.all(
        "select name, blocked_until, blocked_for, room_seq from pollwise_account",
        row ->
            accounts.put(
                row.getString(1), new Shared(row.getLong(2), row.getLong(3), row.getLong(4))));
    return accounts;
  }

  /** The server has asked for a pause; the longest binds. */
  public void block(String name, long until, long length) {
    database.update(
        "update pollwise_account set blocked_until = ?, blocked_for = ? where name = ? and"
            + " blocked_until < ?",
        until,
        length,
        name,
        until);
  }

  /** A job has ended; keeps off the other copies until the transaction ends. */
  public void ended(Connection transaction, String name) throws SQLException {
    database.update(
        transaction, "update pollwise_account set room_seq = room_seq + 1 where name = ?", name);
  }

  /** How many jobs have ended; keeps off the other copies until the transaction ends. */
  public long roomSeq(Connection transaction, String name) throws SQLException {
    return database
        .one(
            transaction,
            "update pollwise_account set room_seq = room_seq where name = ? returning room_seq",
            row -> row.getLong(1),
            name)
        .orElse(0L);
  }

  /**
   * Whether a call may be made.
   *
   * @param isGranted whether now
   * @param at else when to come again: a place in the line is kept
   */
  public record Turn(boolean isGranted, long at) {}

  /**
   * Asks for room in the budget, for one call.
   *
   * @param hasPlace whether a place in the line was kept, and its time has come
   * @param spacing from call to call
   * @param burst by how much a call may come before its time
   */
  public Turn turn(String name, boolean hasPlace, long spacing, long burst, long now) {
    String granted = "(free_at <= ?1 + ?2 and (?3 or reserved_at <= ?1))";
    String sql =
        ("update pollwise_account set granted = "
                + granted
                + ", free_at = case when "
                + granted
                + " then greatest(free_at, ?1) + ?4 else free_at end, reserved_at = case when "
                + granted
                + " then reserved_at else greatest(reserved_at, free_at - ?2, ?1) + ?4 end"
                + " where name = ?5 returning granted, reserved_at - ?4")
            .replace("?1", Long.toString(now))
            .replace("?2", Long.toString(hasPlace ? burst + PUNCTUAL : burst))
            .replace("?3", hasPlace ? "true" : "false")
            .replace("?4", Long.toString(spacing))
            .replace("?5", "?");
    return database
        .one(dialected(sql), row -> new Turn(row.getBoolean(1), row.getLong(2)), name)
        .orElseThrow(() -> new DatabaseException("account " + name + " is gone"));
  }

  /** A request went out beyond the budget: it takes the room of a later one. */
  public void overdraw(String name, long spacing, long now) {
    String sql = "update pollwise_account set free_at = greatest(free_at, ?) + ? where name = ?";
    database.update(dialected(sql), now, spacing, name);
  }

  private String dialected(String sql) {
    return database.dialect() == Dialect.SQLITE ? sql.replace("greatest(", "max(") : sql;
  }
}
