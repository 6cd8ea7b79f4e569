package dev.pollwise.fleet.agenda;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Waits that no thread of the platform is kept for, and that all end at once when a copy closes.
 * Safe for any thread.
 */
public final class Pauses {

  private final PollClock clock;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();

  /** Nobody waits yet. */
  public Pauses(PollClock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /** Waits for as long, and is true then; false, at once, when there is no time any more. */
  public boolean pause(Duration length) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Future<?> alarm = clock.after(length, () -> over.complete(null));
    try {
      CompletableFuture.anyOf(over, closing).join();
    } finally {
      alarm.cancel(false);
    }
    return !areOver();
  }

  /** Whether nobody is to wait any more. */
  public boolean areOver() {
    return closing.isDone();
  }

  /** Ends all waits, those to come too. */
  public void end() {
    closing.complete(null);
  }
}
