package dev.pollwise.simulator.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where requests wait, in wall-clock time, until their time is up or the server stops. */
public final class Parking {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger parked = new AtomicInteger();

  /** Waits; returns early if the server stops or the thread is interrupted. */
  public void park(Duration time) {
    if (time.isZero()) {
      return;
    }
    parked.incrementAndGet();
    try {
      boolean unused = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      parked.decrementAndGet();
    }
  }

  /**
   * Waits until {@code done}, or {@code left} is over; returns early if the server stops or the
   * thread is interrupted. Both are asked again whenever somebody calls {@link #lookAgain}.
   *
   * @param left wall-clock time to wait at most from now on
   */
  public void parkUntil(BooleanSupplier done, Supplier<Duration> left) {
    Thread me = Thread.currentThread();
    parked.incrementAndGet();
    waiting.add(me);
    try {
      while (!isClosed() && !done.getAsBoolean() && !me.isInterrupted()) {
        Duration time = left.get();
        if (!time.isPositive()) {
          return;
        }
        LockSupport.parkNanos(this, time.toNanos());
      }
    } finally {
      waiting.remove(me);
      parked.decrementAndGet();
    }
  }

  /** Has those that wait for something look whether it is there. */
  public void lookAgain() {
    waiting.forEach(LockSupport::unpark);
  }

  /** How many wait. */
  public int parked() {
    return parked.get();
  }

  /** Whether the server stops. */
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Wakes all that wait, and lets nobody wait from now on. */
  public void close() {
    closed.countDown();
    lookAgain();
  }
}
