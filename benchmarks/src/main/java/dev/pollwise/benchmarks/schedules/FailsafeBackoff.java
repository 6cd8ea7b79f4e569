package dev.pollwise.benchmarks.schedules;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The retry policy of Failsafe: itself, asynchronous, on a scheduler in virtual time. */
final class FailsafeBackoff {

  private static final String LIBRARY = Contender.libraryOf(Failsafe.class);

  private FailsafeBackoff() {}

  /** The defaults, and the backoff of its own documentation without a limit. */
  static List<Peer> shipped() {
    return List.of(
        new Peer("Failsafe, defaults", LIBRARY, run(RetryPolicy.builder())),
        new Peer(
            "Failsafe withBackoff(1 s, 30 s)",
            LIBRARY,
            run(unlimited().withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30)))));
  }

  /** A delay, or a backoff. */
  static Family tunable() {
    return new Family(
        "Failsafe, tuned",
        LIBRARY,
        Stream.concat(
                TuningGrid.every("withDelay ", interval -> run(unlimited().withDelay(interval))),
                TuningGrid.growing(
                    "withBackoff ",
                    backoff -> true,
                    backoff ->
                        run(
                            unlimited()
                                .withBackoff(backoff.initial(), backoff.cap(), backoff.factor()))))
            .toList());
  }

  private static RetryPolicyBuilder<String> unlimited() {
    return RetryPolicy.<String>builder().withMaxRetries(-1);
  }

  private static Schedule run(RetryPolicyBuilder<String> policy) {
    return Recorder.inVirtualTime((time, called) ->
        Failsafe.with(policy.handleResult("running").build())
            .with(time)
            .getAsync(() -> {
              called.run();
              return "running";
            }));
  }
}
