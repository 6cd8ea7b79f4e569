package dev.pollwise.fleet;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that cannot be reached any more once it is cut off. */
final class Unplugged implements DataSource {

  private final DataSource behind;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean isCut;

  Unplugged(DataSource behind) {
    this.behind = behind;
  }

  boolean isCut() {
    return isCut;
  }

  void cut() {
    isCut = true;
  }

  /** How often somebody has tried in vain. */
  int refused() {
    return refused.get();
  }

  private void check() throws SQLException {
    if (isCut) {
      refused.incrementAndGet();
      throw new SQLException("the database cannot be reached");
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    check();
    return behind.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    check();
    return behind.getConnection(user, password);
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
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return behind.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return behind.isWrapperFor(type);
  }
}
