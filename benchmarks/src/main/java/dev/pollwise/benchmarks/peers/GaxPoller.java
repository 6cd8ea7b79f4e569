package dev.pollwise.benchmarks.peers;

import com.google.api.core.NanoClock;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.RetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.retrying.RetryingFuture;
import com.google.api.gax.retrying.ScheduledRetryingExecutor;
import dev.pollwise.benchmarks.Contender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The long-running operations of Google's gax: its executor, its timed algorithm and its rule that
 * an error ends a wait. As in its own clients, the submit's answer is the first attempt.
 */
final class GaxPoller {

  private static final String NAME = "gax";
  private static final int THREADS = 64;

  private GaxPoller() {}

  /** With the settings of generated clients; and with a limit of choice, going on after errors. */
  static List<Peer> all() {
    String library = Contender.libraryOf(OperationTimedPollAlgorithm.class);
    return List.of(
        new Peer(
            NAME,
            "long-running operation",
            library,
            (pace, limit) -> new Waiting(pace, Duration.ofMinutes(5), false)),
        new Peer(NAME, Peer.SET_UP, library, (pace, limit) -> new Waiting(pace, limit, true)));
  }

  private static final class Waiting implements Watcher {

    private final ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(THREADS, Thread.ofVirtual().factory());
    private final OperationTimedPollAlgorithm limits;
    private final boolean goesOnAfterErrors;

    Waiting(Pace pace, Duration limit, boolean goesOnAfterErrors) {
      RetrySettings settings =
          RetrySettings.newBuilder()
              .setInitialRetryDelayDuration(pace.seconds(5))
              .setRetryDelayMultiplier(1.5)
              .setMaxRetryDelayDuration(pace.seconds(45))
              .setTotalTimeoutDuration(pace.shortened(limit))
              .build();
      this.limits = OperationTimedPollAlgorithm.create(settings, NanoClock.getDefaultClock());
      this.goesOnAfterErrors = goesOnAfterErrors;
    }

    @Override
    public String await(Callable<String> status) throws Exception {
      AtomicBoolean isSubmit = new AtomicBoolean(true);
      return repeat(() -> isSubmit.getAndSet(false) ? "pending" : status.call(), Watcher::goesOn);
    }

    @Override
    public String repeat(Callable<String> call, Predicate<String> again) throws Exception {
      ScheduledRetryingExecutor<String> executor =
          new ScheduledRetryingExecutor<>(
              new RetryAlgorithm<>(new WhileRunning(again, goesOnAfterErrors), limits), threads);
      RetryingFuture<String> future = executor.createFuture(call);
      future.setAttemptFuture(executor.submit(future));
      return future.get();
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  private static final class WhileRunning extends BasicResultRetryAlgorithm<String> {

    private final Predicate<String> again;
    private final boolean goesOnAfterErrors;

    WhileRunning(Predicate<String> again, boolean goesOnAfterErrors) {
      this.again = again;
      this.goesOnAfterErrors = goesOnAfterErrors;
    }

    @Override
    public boolean shouldRetry(@Nullable Throwable error, @Nullable String status) {
      return error == null ? status != null && again.test(status) : goesOnAfterErrors;
    }
  }
}
