package dev.pollwise.benchmarks.wire;

import com.google.api.core.NanoClock;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.RetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.retrying.RetryingFuture;
import com.google.api.gax.retrying.ScheduledRetryingExecutor;
import dev.pollwise.benchmarks.Contender;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The long-running operations of Google's gax: its executor, its timed algorithm and its rule that
 * an error ends a wait. As in its own clients, the submit's answer is the first attempt.
 */
final class GaxPoller {

  private static final int THREADS = 64;

  private GaxPoller() {}

  /** With the settings of generated clients; and without a limit, going on after errors. */
  static List<WirePeer> all() {
    String library = Contender.libraryOf(OperationTimedPollAlgorithm.class);
    return List.of(
        new WirePeer(
            "gax, long-running operation", library, pace -> new Waiting(pace, 5 * 60, false)),
        new WirePeer("gax, set up", library, pace -> new Waiting(pace, 24 * 3600, true)));
  }

  private static final class Waiting implements Watcher {

    private final ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(THREADS, Thread.ofVirtual().factory());
    private final ScheduledRetryingExecutor<String> executor;

    Waiting(Pace pace, double totalSeconds, boolean goesOnAfterErrors) {
      RetrySettings settings =
          RetrySettings.newBuilder()
              .setInitialRetryDelayDuration(pace.seconds(5))
              .setRetryDelayMultiplier(1.5)
              .setMaxRetryDelayDuration(pace.seconds(45))
              .setTotalTimeoutDuration(pace.seconds(totalSeconds))
              .build();
      this.executor =
          new ScheduledRetryingExecutor<>(
              new RetryAlgorithm<>(
                  new WhileRunning(goesOnAfterErrors),
                  OperationTimedPollAlgorithm.create(settings, NanoClock.getDefaultClock())),
              threads);
    }

    @Override
    public String await(Callable<String> status) throws Exception {
      AtomicBoolean isSubmit = new AtomicBoolean(true);
      RetryingFuture<String> future =
          executor.createFuture(() -> isSubmit.getAndSet(false) ? "pending" : status.call());
      future.setAttemptFuture(executor.submit(future));
      return future.get();
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  private static final class WhileRunning extends BasicResultRetryAlgorithm<String> {

    private final boolean goesOnAfterErrors;

    WhileRunning(boolean goesOnAfterErrors) {
      this.goesOnAfterErrors = goesOnAfterErrors;
    }

    @Override
    public boolean shouldRetry(@Nullable Throwable error, @Nullable String status) {
      return error == null ? status != null && Watcher.goesOn(status) : goesOnAfterErrors;
    }
  }
}
