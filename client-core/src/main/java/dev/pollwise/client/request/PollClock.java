package dev.pollwise.client.request;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;

/**
 * Time as a poller sees it: a steady clock that decisions are made by, one timer for all waits and
 * for the attempt timeouts of calls, and a wall clock for HTTP dates and display. Safe for any
 * thread.
 */
public interface PollClock extends InstantSource {

  /** The machine's clocks, and a timer whose daemon thread ends when it has been idle for 10 s. */
  static PollClock system() {
    return new SystemPollClock();
  }

  /** Steady time since an arbitrary origin; never goes back, whatever the wall clock does. */
  Duration steady();

  /**
   * Runs a task once, not before a delay has passed. The task is short and never blocks.
   *
   * @param delay zero or more
   * @return cancels the task if it has not begun
   */
  Future<?> after(Duration delay, Runnable task);
}
