package dev.pollwise.fleet.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time have connections to an SQLite file. SQLite has one writer and lets the
 * others wait in native code, where a virtual thread keeps its carrier: on a machine of few cores
 * the writer would find none to go on, until the patience of all is over. Here they wait parked,
 * and in order. Safe for any thread.
 */
final class OneAtATime {

  private static final int PATIENCE_SECONDS = 60;

  private final Semaphore turn = new Semaphore(1, true);
  private volatile @Nullable Thread holder;
  private int held;

  private OneAtATime() {}

  static DataSource of(DataSource file) {
    OneAtATime turns = new OneAtATime();
    return new WrappedSource(file, turns::lend);
  }

  /** A thread that has a connection gets another at once. */
  private Connection lend(WrappedSource.Opening opening) throws SQLException {
    take();
    try {
      return returned(opening.open());
    } catch (SQLException | RuntimeException | Error failure) {
      giveBack();
      throw failure;
    }
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
    return WrappedSource.watched(
        connection,
        end -> {
          try {
            end.run();
          } finally {
            if (isClosed.compareAndSet(false, true)) {
              giveBack();
            }
          }
        });
  }
}
