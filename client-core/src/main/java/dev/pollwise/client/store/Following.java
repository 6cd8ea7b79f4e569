package dev.pollwise.client.store;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.TokenStore.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Brings the outcomes of waits to their handlers, each once. Safe for any thread. */
final class Following {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Map<ResumeToken, Followed> open = new ConcurrentHashMap<>();
  private final Function<ResumeToken, Kept> kept;
  private final Consumer<Kept> handled;
  private volatile boolean isClosed;

  /**
   * Follows nothing yet.
   *
   * @param kept what is kept of a wait
   * @param handled told of each job that ended, when its handler has returned
   */
  Following(Function<ResumeToken, Kept> kept, Consumer<Kept> handled) {
    this.kept = kept;
    this.handled = handled;
  }

  /**
   * Begins to follow waits, after something that has to be done first.
   *
   * @param first if it throws, the waits are followed all the same
   * @throws IllegalStateException if one of them is followed already
   */
  void begin(List<? extends JobHandle> jobs, TokenStore.Handler handler, Runnable first) {
    List<Followed> some = jobs.stream().map(job -> new Followed(job, handler)).toList();
    for (Followed one : some) {
      if (open.putIfAbsent(one.token, one) != null) {
        some.forEach(begun -> open.remove(begun.token, begun));
        throw new IllegalStateException("the wait for " + one.job.id() + " is followed already");
      }
    }
    try {
      first.run();
    } finally {
      some.forEach(Followed::listen);
    }
  }

  /** Who has awaited the end of a job may close before its handler has heard of it. */
  void close() throws InterruptedException {
    isClosed = true;
    Duration left = FAREWELL;
    for (Followed one : List.copyOf(open.values())) {
      if (!one.job.outcome().isDone()) {
        continue;
      }
      if (one.telling.tryLock(left.toNanos(), TimeUnit.NANOSECONDS)) {
        one.tell();
      } else {
        left = Duration.ZERO;
      }
    }
  }

  /** A wait, and who is to hear of its outcome. */
  private final class Followed {

    private final JobHandle job;
    private final TokenStore.Handler handler;
    private final ResumeToken token;
    private final ReentrantLock telling = new ReentrantLock();
    private boolean isTold;

    Followed(JobHandle job, TokenStore.Handler handler) {
      this.job = job;
      this.handler = handler;
      this.token = job.resumeToken();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the stage does is all there is to do
    void listen() {
      job.outcome()
          .whenComplete((outcome, broken) -> {
            telling.lock();
            if (isClosed) {
              telling.unlock();
            } else {
              tell();
            }
          });
    }

    /** Whoever holds the lock; lets go of it. */
    void tell() {
      try {
        CompletableFuture<JobOutcome> outcome = job.outcome();
        if (!isTold && outcome.isDone()) {
          isTold = true;
          if (outcome.state() == State.SUCCESS) {
            tell(outcome.resultNow());
          }
          open.remove(token, this);
        }
      } finally {
        telling.unlock();
      }
    }

    /** Whatever a handler throws ends here, an {@code Error} too. */
    private void tell(JobOutcome outcome) {
      try {
        Kept wait = kept.apply(token);
        handler.onOutcome(wait, outcome);
        if (outcome instanceof JobOutcome.Ended) {
          handled.accept(wait);
        }
      } catch (Throwable thrown) {
        if (thrown instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "the outcome of " + job.id() + " was not handled: its token is kept",
            thrown);
      }
    }
  }
}
