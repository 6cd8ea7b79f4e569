package dev.pollwise.client;

import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a job may have run already when an answer names it: since the first submit that can have
 * been accepted, its answer lost; in a batch since the last look that did not name it. Used by one
 * request after the other, but for what they bring.
 */
final class AgeBound {

  private final PollClock clock;
  private volatile @Nullable Duration earliest;
  private volatile Duration sent;

  AgeBound(PollClock clock) {
    this.clock = clock;
    this.sent = clock.steady();
  }

  /**
   * The same submit, noted when it is sent; not where the server has no room for it or never had
   * it.
   */
  <T> Supplier<CompletableFuture<Reply<T>>> submitting(
      Supplier<CompletableFuture<Reply<T>>> submit) {
    return () -> {
      sent = clock.steady();
      boolean isFirst = earliest == null;
      if (isFirst) {
        earliest = sent;
      }
      return hearing(
          submit.get(),
          reply -> {
            if (isFirst && (reply instanceof Reply.Busy || reply instanceof Reply.Unsent)) {
              earliest = null;
            }
          });
    };
  }

  /** The same look at a batch, noted when all was read that the server had to tell. */
  <T> Supplier<CompletableFuture<Reply<T>>> looking(Supplier<CompletableFuture<Reply<T>>> look) {
    return () -> {
      Duration asked = clock.steady();
      return hearing(
          look.get(),
          reply -> {
            if (reply instanceof Reply.InProgress) {
              earliest = asked;
            }
          });
    };
  }

  /** The call itself, so that it can be cancelled. */
  @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
  private static <T> CompletableFuture<T> hearing(CompletableFuture<T> call, Consumer<T> listener) {
    call.thenAccept(listener);
    return call;
  }

  /** So long at most. */
  Duration atMost() {
    Duration known = earliest;
    return clock.steady().minus(known == null ? sent : known);
  }
}
