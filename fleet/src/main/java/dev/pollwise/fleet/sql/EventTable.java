package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;

/** All statements about {@code pollwise_event}: deliveries of webhooks that were taken. */
public final class EventTable {

  private final Database database;

  public EventTable(Database database) {
    this.database = requireNonNull(database, "database");
  }

  /** Takes an event; false if one of the copies has taken it before. */
  public boolean take(Connection transaction, String account, String event, long now)
      throws SQLException {
    return database.update(
            transaction,
            "insert into pollwise_event (account, event, at) values (?, ?, ?) on conflict (account,"
                + " event) do nothing",
            account,
            event,
            now)
        > 0;
  }

  /** Forgets what would not be delivered again. */
  public int remove(String account, long before) {
    return database.update(
        "delete from pollwise_event where account = ? and at < ?", account, before);
  }
}
