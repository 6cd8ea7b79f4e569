package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has a listener refuse connections for as long as an outage is in force. A thread of its own
 * sleeps until the next turn, and looks again when the rules change or the clock is touched; so an
 * outage begins and ends some milliseconds after it was told to.
 */
public final class OutageKeeper implements AutoCloseable {

  private static final Logger LOG = System.getLogger(OutageKeeper.class.getName());
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final Listener listener;
  private final FaultBoard board;
  private final SimulatedClock clock;
  private final Thread thread;

  /** Not the permit of the thread: what starts and stops servers may park it, and use that up. */
  private final Semaphore reasonsToLook = new Semaphore(0);

  private volatile boolean closed;

  private OutageKeeper(Listener listener, FaultBoard board, SimulatedClock clock) {
    this.listener = listener;
    this.board = board;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("outage-keeper").unstarted(this::keep);
  }

  /** Begins to watch. */
  public static OutageKeeper start(Listener listener, FaultBoard board, SimulatedClock clock) {
    OutageKeeper keeper = new OutageKeeper(listener, board, clock);
    board.onChange(keeper::lookAgain);
    clock.onChange(keeper::lookAgain);
    keeper.thread.start();
    return keeper;
  }

  private void lookAgain() {
    reasonsToLook.release();
  }

  private void keep() {
    try {
      while (!closed) {
        Duration now = clock.now();
        look(now);
        if (reasonsToLook.tryAcquire(untilNextTurn(now).toNanos(), TimeUnit.NANOSECONDS)) {
          int unused = reasonsToLook.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Duration now) {
    try {
      if (board.isOutage(now)) {
        listener.refuse();
      } else {
        listener.accept();
      }
    } catch (ListenException e) {
      LOG.log(Level.ERROR, "outage: " + e.getMessage());
    }
  }

  private Duration untilNextTurn(Duration now) {
    Optional<Duration> wall = board.nextOutageTurn(now).flatMap(clock::wallUntil);
    return wall.filter(time -> time.compareTo(LONGEST_SLEEP) < 0).orElse(LONGEST_SLEEP);
  }

  /** Ends watching; waits until the listener is not touched any more. */
  @Override
  public void close() {
    closed = true;
    lookAgain();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
