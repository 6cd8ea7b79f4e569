package dev.pollwise.simulator.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Where requests wait, in wall-clock time, until their time is up, all are released or the server
 * stops.
 */
public final class Parking {

  private final Map<Thread, Object> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger parked = new AtomicInteger();
  private volatile CountDownLatch released = new CountDownLatch(1);
  private volatile boolean closed;

  /** Waits; returns early if {@link #release}d or interrupted, or if the server stops. */
  public void park(Duration time) {
    if (time.isZero()) {
      return;
    }
    parked.incrementAndGet();
    try {
      boolean unused = released.await(time.toNanos(), TimeUnit.NANOSECONDS);
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
   * @param subject what the wait is about
   * @param left wall-clock time to wait at most from now on
   */
  public void parkUntil(Object subject, BooleanSupplier done, Supplier<Duration> left) {
    Thread me = Thread.currentThread();
    parked.incrementAndGet();
    waiting.put(me, subject);
    try {
      while (!closed && !done.getAsBoolean() && !me.isInterrupted()) {
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
    waiting.keySet().forEach(LockSupport::unpark);
  }

  /** Has those that wait for something about this subject look whether it is there. */
  public void lookAgain(Object subject) {
    waiting.forEach((thread, about) -> {
      if (about.equals(subject)) {
        LockSupport.unpark(thread);
      }
    });
  }

  /** Ends the waits of all that wait for nothing but time, as if it were up. */
  public synchronized void release() {
    CountDownLatch before = released;
    if (!closed) {
      released = new CountDownLatch(1);
    }
    before.countDown();
  }

  /** How many wait. */
  public int parked() {
    return parked.get();
  }

  /** Whether the server stops. */
  public boolean isClosed() {
    return closed;
  }

  /** Wakes all that wait, and lets nobody wait from now on. */
  public synchronized void close() {
    closed = true;
    release();
    lookAgain();
  }
}
