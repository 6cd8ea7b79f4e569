package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has a listener refuse connections for as long as an outage is in force. A thread of its own
 * sleeps until the next turn, and looks again when the rules change or the clock is touched; so an
 * outage begins and ends some milliseconds after it was told to. One that a client picked is over
 * when its lease has passed by the simulated clock or by the wall clock, whichever is first: no
 * clock that stands still makes it last.
 */
final class OutageKeeper implements AutoCloseable {

  private static final String NAME = "outage-keeper";
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final Listener listener;
  private final FaultBoard board;
  private final SimulatedClock clock;
  private final WallClock wall;
  private final Thread thread;

  /** Not the permit of the thread: what starts and stops servers may park it, and use that up. */
  private final Semaphore reasonsToLook = new Semaphore(0);

  private volatile boolean closed;
  private String pickedId = "";
  private long pickedSince;

  private OutageKeeper(
      Listener listener, Simulation simulation, WallClock wall, BackgroundWork background) {
    this.listener = listener;
    this.board = simulation.faults();
    this.clock = simulation.clock();
    this.wall = wall;
    this.thread = Thread.ofVirtual().name(NAME).unstarted(() -> background.run(NAME, this::turn));
  }

  /** Begins to watch the rules. */
  static OutageKeeper start(
      Listener listener, Simulation simulation, WallClock wall, BackgroundWork background) {
    OutageKeeper keeper = new OutageKeeper(listener, simulation, wall, background);
    keeper.board.onChange(keeper::lookAgain);
    keeper.clock.onChange(keeper::lookAgain);
    keeper.thread.start();
    return keeper;
  }

  private void lookAgain() {
    reasonsToLook.release();
  }

  private boolean turn() throws InterruptedException {
    if (closed) {
      return false;
    }
    Duration now = clock.now();
    Duration picked = leftOfPicked(now);
    if (board.isOutage(now)) {
      listener.refuse();
    } else {
      listener.accept();
    }
    Duration next = untilNextTurn(now);
    Duration sleep = next.compareTo(picked) < 0 ? next : picked;
    if (reasonsToLook.tryAcquire(sleep.toNanos(), TimeUnit.NANOSECONDS)) {
      int unused = reasonsToLook.drainPermits();
    }
    return true;
  }

  /** Lifts what a client picked, if its time on the wall is up; else tells how much is left. */
  private Duration leftOfPicked(Duration now) {
    for (FaultBoard.ActiveRule rule : board.inForce(now)) {
      if (rule.origin() == FaultBoard.ActiveRule.Origin.HEADER) {
        if (!pickedId.equals(rule.id())) {
          pickedId = rule.id();
          pickedSince = wall.nanoTime();
        }
        Duration left = rule.rule().lease().minusNanos(wall.nanoTime() - pickedSince);
        if (left.isPositive()) {
          return left;
        }
        boolean unused = board.lift(rule.id());
      }
    }
    return LONGEST_SLEEP;
  }

  private Duration untilNextTurn(Duration now) {
    Optional<Duration> time = board.nextOutageTurn(now).flatMap(clock::wallUntil);
    return time.filter(left -> left.compareTo(LONGEST_SLEEP) < 0).orElse(LONGEST_SLEEP);
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
