package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.waiters.AsyncWaiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The waiters of AWS SDK for Java v2: {@code AsyncWaiter} itself, on a timer in virtual time. */
final class AwsWaiter {

  private static final String LIBRARY = Contender.libraryOf(AsyncWaiter.class);

  private AwsWaiter() {}

  /**
   * What a user gets. The second is what the services' own waiters are generated with; EC2's, most
   * of them.
   */
  static List<Peer> shipped() {
    return List.of(
        new Peer("AWS waiter, core default", LIBRARY, run(settings -> {})),
        new Peer(
            "AWS waiter, EC2 (40 × 15 s)",
            LIBRARY,
            run(settings ->
                settings
                    .maxAttempts(40)
                    .backoffStrategyV2(
                        BackoffStrategy.fixedDelayWithoutJitter(Duration.ofSeconds(15))))));
  }

  /** Every backoff strategy that it comes with, but for the jittered ones, which cost more. */
  static Family tunable() {
    List<Supplier<Tuning>> tunings = new ArrayList<>();
    for (Duration interval : TuningGrid.INTERVALS) {
      tunings.add(() ->
          new Tuning(
              "every " + TuningGrid.seconds(interval),
              unlimited(BackoffStrategy.fixedDelayWithoutJitter(interval))));
    }
    for (TuningGrid.Backoff backoff : TuningGrid.backoffs()) {
      if (backoff.factor() == 2) {
        tunings.add(() ->
            new Tuning(
                backoff.text(),
                unlimited(
                    BackoffStrategy.exponentialDelayWithoutJitter(
                        // The waiter begins with the second power.
                        backoff.initial().dividedBy(2), backoff.cap()))));
      }
    }
    return new Family("AWS waiter, tuned", LIBRARY, tunings);
  }

  private static Schedule unlimited(BackoffStrategy strategy) {
    return run(settings -> settings.maxAttempts(Integer.MAX_VALUE).backoffStrategyV2(strategy));
  }

  private static Schedule run(Consumer<WaiterOverrideConfiguration.Builder> settings) {
    VirtualTime time = new VirtualTime();
    Recorder recorder = new Recorder();
    AsyncWaiter<String> waiter =
        AsyncWaiter.<String>builder(String.class)
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor("running"::equals))
            .overrideConfiguration(settings)
            .scheduledExecutorService(time)
            .build();
    CompletableFuture<?> wait =
        waiter.runAsync(() -> {
          recorder.called(time.seconds());
          return CompletableFuture.completedFuture("running");
        });
    time.runUntil(Polls.HORIZON);
    boolean gaveUp = wait.isDone();
    wait.cancel(false);
    return new Schedule.Same(recorder.polls(gaveUp));
  }
}
