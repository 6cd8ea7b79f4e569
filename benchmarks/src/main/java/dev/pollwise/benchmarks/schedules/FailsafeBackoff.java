package dev.pollwise.benchmarks.schedules;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

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
            run(
                RetryPolicy.<String>builder()
                    .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                    .withMaxRetries(-1))));
  }

  /** A delay, or a backoff. */
  static Family tunable() {
    List<Supplier<Tuning>> tunings = new ArrayList<>();
    for (Duration interval : TuningGrid.INTERVALS) {
      tunings.add(() ->
          new Tuning(
              "withDelay " + TuningGrid.seconds(interval),
              run(RetryPolicy.<String>builder().withDelay(interval).withMaxRetries(-1))));
    }
    for (TuningGrid.Backoff backoff : TuningGrid.backoffs()) {
      tunings.add(() ->
          new Tuning(
              "withBackoff " + backoff.text(),
              run(
                  RetryPolicy.<String>builder()
                      .withBackoff(backoff.initial(), backoff.cap(), backoff.factor())
                      .withMaxRetries(-1))));
    }
    return new Family("Failsafe, tuned", LIBRARY, tunings);
  }

  private static Schedule run(RetryPolicyBuilder<String> policy) {
    VirtualTime time = new VirtualTime();
    Recorder recorder = new Recorder();
    CompletableFuture<String> wait =
        Failsafe.with(policy.handleResult("running").build())
            .with(time)
            .getAsync(() -> {
              recorder.called(time.seconds());
              return "running";
            });
    time.runUntil(Polls.HORIZON);
    boolean gaveUp = wait.isDone();
    wait.cancel(false);
    return new Schedule.Same(recorder.polls(gaveUp));
  }
}
