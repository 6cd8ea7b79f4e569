package dev.pollwise.fleet.sql;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time have connections to an SQLite file. SQLite has one writer and lets the
 * others wait in native code, where a virtual thread keeps its carrier: on a machine of few cores
 * the writer would find none to go on, until the patience of all is over. Here they wait parked,
 * and in order. Safe for any thread.
 */
final class OneAtATime implements DataSource {

  private static final int PATIENCE_SECONDS = 60;

  private final DataSource behind;
  private final Semaphore turn = new Semaphore(1, true);
  private volatile @Nullable Thread holder;
  private int held;

  OneAtATime(DataSource behind) {
    this.behind = requireNonNull(behind, "behind");
  }

  /** A thread that has a connection gets another at once. */
  @Override
  public Connection getConnection() throws SQLException {
    take();
    try {
      return returned(behind.getConnection());
    } catch (SQLException | RuntimeException | Error failure) {
      giveBack();
      throw failure;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection(); // a file has no users
  }

  private void take() throws SQLException {
    Thread current = Thread.currentThread();
    if (current.equals(holder)) {
      held++;
      return;
    }
    try {
      if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLException(
            "the file was busy for " + PATIENCE_SECONDS + " s: a transaction is open for as long");
      }
    } catch (InterruptedException interrupted) {
      current.interrupt();
      throw new SQLException("interrupted while the file was busy", interrupted);
    }
    holder = current;
    held = 1;
  }

  private void giveBack() {
    held--;
    if (held == 0) {
      holder = null;
      turn.release();
    }
  }

  private Connection returned(Connection connection) {
    AtomicBoolean isClosed = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            OneAtATime.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean isEnd = method.getName().equals("close") || method.getName().equals("abort");
              try {
                return Database.invoked(connection, method, arguments);
              } finally {
                if (isEnd && isClosed.compareAndSet(false, true)) {
                  giveBack();
                }
              }
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
