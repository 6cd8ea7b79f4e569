package dev.pollwise.simulator.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where requests wait, in wall-clock time, until their time is up or the server stops. */
final class Parking {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger parked = new AtomicInteger();

  /** Waits; returns early if the server stops or the thread is interrupted. */
  void park(Duration time) {
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

  /** How many wait. */
  int parked() {
    return parked.get();
  }

  /** Whether the server stops. */
  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Wakes all that wait, and lets nobody wait from now on. */
  void close() {
    closed.countDown();
  }
}
