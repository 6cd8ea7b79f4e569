package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.FleetJob;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.OutcomeHandler;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls the user's handler. Each call holds a connection and a place among the steps of this copy:
 * so there are few at a time, and none lasts for ever. Safe for any thread.
 */
public final class HandlerCalls {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final int PATIENCE_SECONDS = 1;

  private final OutcomeHandler handler;
  private final Semaphore turns;
  private final Semaphore places;
  private final Duration longest;
  private final PollClock clock;

  /**
   * Nobody was called yet.
   *
   * @param atOnce how many calls at the same time
   * @param places how many steps may wait for their turn or have it
   * @param longest after which a call is interrupted
   */
  public HandlerCalls(
      OutcomeHandler handler, int atOnce, int places, Duration longest, PollClock clock) {
    this.handler = requireNonNull(handler, "handler");
    this.turns = new Semaphore(atOnce, true);
    this.places = new Semaphore(places);
    this.longest = requireNonNull(longest, "longest");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Waits a little for a turn, and for no connection; whoever has one gives it back. */
  boolean takeTurn() {
    if (!places.tryAcquire()) {
      return false;
    }
    boolean isTaken = false;
    try {
      isTaken = turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isTaken) {
        places.release();
      }
    }
    return isTaken;
  }

  void giveBackTurn() {
    turns.release();
    places.release();
  }

  /**
   * Calls the handler, on this thread.
   *
   * @throws Exception what it throws; a {@link TimeoutException} if it was interrupted before
   */
  void call(FleetJob job, FleetOutcome outcome, Connection transaction) throws Exception {
    Alarm alarm = new Alarm(Thread.currentThread());
    Future<?> timer = clock.after(longest, () -> interrupt(alarm, job));
    try {
      handler.onOutcome(job, outcome, transaction);
    } catch (Exception | Error thrown) {
      if (alarm.hasRung()) {
        throw tookTooLong(thrown);
      }
      throw thrown;
    } finally {
      timer.cancel(false);
      alarm.turnOff();
    }
  }

  private TimeoutException tookTooLong(Throwable thrown) {
    TimeoutException late =
        new TimeoutException("it was interrupted after " + Durations.text(longest));
    late.initCause(thrown);
    return late;
  }

  private void interrupt(Alarm alarm, FleetJob job) {
    if (alarm.ring()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the handler has been busy with job {0} ({1}) for {2}, and is interrupted",
          job.id(),
          job.reference(),
          Durations.text(longest));
    }
  }

  /** Interrupts a call, but never what its thread does afterwards. */
  private static final class Alarm {
    private final Thread thread;
    private boolean isOff;
    private boolean hasRung;

    Alarm(Thread thread) {
      this.thread = thread;
    }

    synchronized boolean ring() {
      if (isOff) {
        return false;
      }
      hasRung = true;
      thread.interrupt();
      return true;
    }

    synchronized boolean hasRung() {
      return hasRung;
    }

    synchronized void turnOff() {
      isOff = true;
      if (hasRung) {
        Thread.interrupted();
      }
    }
  }
}
