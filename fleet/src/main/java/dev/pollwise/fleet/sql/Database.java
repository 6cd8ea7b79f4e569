package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The user's database: transactions and statements, nothing about jobs. Safe for any thread. */
public final class Database {

  private static final int MOST_ATTEMPTS = 5;

  private final DataSource forCallers;
  private final DataSource source;
  private final Dialect dialect;

  private Database(DataSource forCallers, DataSource source, Dialect dialect) {
    this.forCallers = forCallers;
    this.source = source;
    this.dialect = dialect;
  }

  /**
   * Asks a database what it is.
   *
   * @throws DatabaseException if it cannot be reached, or is none that keeps what was committed
   */
  public static Database of(DataSource source) {
    requireNonNull(source, "source");
    try (Connection connection = source.getConnection()) {
      return switch (Dialect.of(connection)) {
        case POSTGRESQL -> new Database(source, source, Dialect.POSTGRESQL);
        case SQLITE -> {
          DataSource file = OneAtATime.of(source);
          yield new Database(file, file, Dialect.SQLITE);
        }
      };
    } catch (SQLException unreachable) {
      throw new DatabaseException("the database of the fleet cannot be reached", unreachable);
    }
  }

  /**
   * The same, given up where it says nothing for as long, but for connections that callers take
   * themselves. A file always answers.
   */
  public Database withNetworkTimeout(Duration longest) {
    return switch (dialect) {
      case POSTGRESQL ->
          new Database(forCallers, NetworkTimeout.within(longest, forCallers), dialect);
      case SQLITE -> this;
    };
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Connection transaction) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Reader<T> {
    T row(ResultSet result) throws SQLException;
  }

  /** For connections of the fleet. */
  public DataSource source() {
    return source;
  }

  /** For connections of callers, which they may keep as long as they like. */
  public DataSource forCallers() {
    return forCallers;
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Commits what was done, or nothing of it if it throws. What the database has rolled back for the
   * sake of another transaction is done again.
   *
   * @throws DatabaseException if the database fails; whether a commit that failed has been done is
   *     not known then
   */
  public <T> T inTransaction(Work<T> work) {
    return attempted(() -> {
      try (Connection connection = source.getConnection()) {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
          T result = work.in(connection);
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException | Error failure) {
          rollBack(connection, failure);
          throw failure;
        } finally {
          restore(connection, before);
        }
      }
    });
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private static <T> T attempted(Attempt<T> attempt) {
    for (int tried = 1; ; tried++) {
      try {
        return attempt.run();
      } catch (SQLException failure) {
        DatabaseException failed = new DatabaseException(failure.getMessage(), failure);
        if (!failed.isRolledBack() || tried == MOST_ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  /** Does something in a transaction that somebody else ends. */
  public <T> T in(Connection transaction, Work<T> work) {
    try {
      return work.in(transaction);
    } catch (SQLException failure) {
      throw new DatabaseException(failure.getMessage(), failure);
    }
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      failure.addSuppressed(broken);
    }
  }

  private static void restore(Connection connection, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException broken) {
      // A pool throws such a connection away; what matters has been committed or rolled back.
    }
  }

  /**
   * A transaction to lend to somebody: closing it does nothing, and ending it, or asking it to
   * commit by itself, is refused.
   */
  public static Connection lent(Connection transaction) {
    return (Connection)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "close" -> null;
                  case "commit", "rollback", "setAutoCommit", "abort" -> {
                    if (method.getName().equals("rollback") && arguments != null) {
                      yield invoked(transaction, method, arguments); // to a savepoint
                    }
                    throw new SQLException(
                        method.getName() + ": the transaction is the fleet's, which ends it");
                  }
                  default -> invoked(transaction, method, arguments);
                });
  }

  static @Nullable Object invoked(
      Connection transaction, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(transaction, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  /** One statement in a transaction of its own. */
  public <T> Optional<T> one(String sql, Reader<T> reader, @Nullable Object... values) {
    return all(sql, reader, values).stream().findFirst();
  }

  /** One statement in a transaction of its own. */
  public <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) {
    return alone(connection -> all(connection, sql, reader, values));
  }

  /** One statement in a transaction of its own. */
  public int update(String sql, @Nullable Object... values) {
    return alone(connection -> update(connection, sql, values));
  }

  /** A pool may hand out connections that do not commit by themselves. */
  private <T> T alone(Work<T> statement) {
    return attempted(() -> {
      try (Connection connection = source.getConnection()) {
        T result = statement.in(connection);
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
        return result;
      }
    });
  }

  /** Reads rows. */
  public <T> List<T> all(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      dialect.set(statement, values);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.row(result));
        }
      }
      return rows;
    }
  }

  /** Reads the first row. */
  public <T> Optional<T> one(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    return all(connection, sql, reader, values).stream().findFirst();
  }

  /** Changes rows; tells how many. */
  public int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      dialect.set(statement, values);
      return statement.executeUpdate();
    }
  }

  /** The database failed; what was to be done is tried again where that is safe. */
  public static final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Data, constraints, limits of the program, and what a trigger raises. */
    private static final Set<String> REFUSED = Set.of("22", "23", "44", "54", "P0");

    /** Constraint, too big, mismatch: SQLite has numbers only. */
    private static final Set<Integer> REFUSED_BY_SQLITE = Set.of(18, 19, 20);

    /** A serialization failure, a deadlock. */
    private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

    /** What the database said. */
    public DatabaseException(@Nullable String message, SQLException cause) {
      super(message, cause);
    }

    /** The database's part in a failure of somebody else's; empty if it has none. */
    public static Optional<DatabaseException> in(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException said) {
          return Optional.of(new DatabaseException(said.getMessage(), said));
        }
      }
      return Optional.empty();
    }

    DatabaseException(String message) {
      super(message);
    }

    /**
     * What the database calls it: an SQLSTATE, {@code 53100} for a full disk for instance, or a
     * number of SQLite's; empty if it did not say.
     */
    public String state() {
      if (!(getCause() instanceof SQLException said)) {
        return "";
      }
      String state = said.getSQLState();
      return state != null
          ? state
          : said.getErrorCode() == 0 ? "" : Integer.toString(said.getErrorCode());
    }

    /** Whether it does not take what was to be written, and would not the next time either. */
    public boolean isRefusal() {
      return (state().length() == 5 && REFUSED.contains(state().substring(0, 2)))
          || (getCause() instanceof SQLException said
              && said.getSQLState() == null
              && REFUSED_BY_SQLITE.contains(said.getErrorCode()));
    }

    /** Whether it was rolled back for the sake of another transaction: a deadlock for instance. */
    boolean isRolledBack() {
      return ROLLED_BACK.contains(state());
    }
  }
}
