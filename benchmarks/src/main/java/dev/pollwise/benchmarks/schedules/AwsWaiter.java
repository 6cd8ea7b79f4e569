package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    return new Family(
        "AWS waiter, tuned",
        LIBRARY,
        Stream.concat(
                TuningGrid.every(
                    "every ",
                    interval -> unlimited(BackoffStrategy.fixedDelayWithoutJitter(interval))),
                TuningGrid.growing(
                    "",
                    backoff -> backoff.factor() == 2,
                    backoff ->
                        unlimited(
                            BackoffStrategy.exponentialDelayWithoutJitter(
                                // The waiter begins with the second power.
                                backoff.initial().dividedBy(2), backoff.cap()))))
            .toList());
  }

  private static Schedule unlimited(BackoffStrategy strategy) {
    return run(settings -> settings.maxAttempts(Integer.MAX_VALUE).backoffStrategyV2(strategy));
  }

  private static Schedule run(Consumer<WaiterOverrideConfiguration.Builder> settings) {
    return Recorder.inVirtualTime((time, called) ->
        AsyncWaiter.<String>builder(String.class)
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor("running"::equals))
            .overrideConfiguration(settings)
            .scheduledExecutorService(time)
            .build()
            .runAsync(() -> {
              called.run();
              return CompletableFuture.completedFuture("running");
            }));
  }
}
