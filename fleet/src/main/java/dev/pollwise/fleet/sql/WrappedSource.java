package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Another database source with something around each connection. Safe for any thread. */
final class WrappedSource implements DataSource {

  private final DataSource behind;
  private final Lender lender;

  WrappedSource(DataSource behind, Lender lender) {
    this.behind = requireNonNull(behind, "behind");
    this.lender = requireNonNull(lender, "lender");
  }

  /** Opens a connection. */
  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException;
  }

  /** What is done about each connection, which is to be opened in it. */
  @FunctionalInterface
  interface Lender {
    Connection lend(Opening opening) throws SQLException;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lender.lend(behind::getConnection);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return lender.lend(() -> behind.getConnection(user, password));
  }

  /** The end of a connection. */
  @FunctionalInterface
  interface End {
    void run() throws SQLException;
  }

  /** What is done about the end of a connection, which is to be brought about in it. */
  @FunctionalInterface
  interface AroundEnd {
    void at(End end) throws SQLException;
  }

  /** A connection whose end is noticed. */
  static Connection watched(Connection connection, AroundEnd around) {
    return (Connection)
        Proxy.newProxyInstance(
            WrappedSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> around.at(connection::close);
                case "abort" -> {
                  Executor executor = (Executor) requireNonNull(arguments)[0];
                  around.at(() -> connection.abort(executor));
                }
                default -> {
                  return Database.invoked(connection, method, arguments);
                }
              }
              return null;
            });
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return behind.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    behind.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    behind.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return behind.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.pollwise.fleet");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(behind) ? type.cast(behind) : behind.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(behind) || behind.isWrapperFor(type);
  }
}
