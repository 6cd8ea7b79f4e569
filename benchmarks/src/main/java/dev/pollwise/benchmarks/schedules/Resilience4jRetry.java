package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The retry of resilience4j: its {@code IntervalFunction} and the defaults of its {@code
 * RetryConfig}. The loop around it, a call and then a wait, is stated again here.
 */
final class Resilience4jRetry {

  private static final String LIBRARY = Contender.libraryOf(RetryConfig.class);

  private Resilience4jRetry() {}

  /** The defaults, and its exponential backoff with its own defaults but for the attempts. */
  static List<Peer> shipped() {
    RetryConfig defaults = RetryConfig.ofDefaults();
    return List.of(
        new Peer(
            "resilience4j, defaults",
            LIBRARY,
            run(IntervalFunction.ofDefaults(), defaults.getMaxAttempts())),
        new Peer(
            "resilience4j ofExponentialBackoff()",
            LIBRARY,
            run(IntervalFunction.ofExponentialBackoff(), Integer.MAX_VALUE)));
  }

  /** An interval, or a backoff. */
  static Family tunable() {
    return new Family(
        "resilience4j, tuned",
        LIBRARY,
        Stream.concat(
                TuningGrid.every(
                    "every ", interval -> run(IntervalFunction.of(interval), Integer.MAX_VALUE)),
                TuningGrid.growing(
                    "",
                    backoff -> true,
                    backoff ->
                        run(
                            IntervalFunction.ofExponentialBackoff(
                                backoff.initial(), backoff.factor(), backoff.cap()),
                            Integer.MAX_VALUE)))
            .toList());
  }

  private static Schedule run(IntervalFunction intervals, int attempts) {
    Recorder recorder = new Recorder();
    double at = 0;
    for (int attempt = 1; attempt <= attempts && at < Polls.HORIZON; attempt++) {
      recorder.called(at);
      at += intervals.apply(attempt) / 1e3;
    }
    return new Schedule.Same(recorder.polls(at < Polls.HORIZON));
  }
}
