package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.FixedPollInterval;
import org.awaitility.pollinterval.PollInterval;

/**
 * The poll delay and interval of Awaitility: its {@code PollInterval}. The loop around it knows the
 * machine's clock only and is stated again here: a poll delay, then a call after each interval.
 */
final class AwaitilityPolling {

  private static final String LIBRARY = Contender.libraryOf(Awaitility.class);
  private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);
  private static final double DEFAULT_AT_MOST = 10;

  private AwaitilityPolling() {}

  /** The defaults. */
  static List<Peer> shipped() {
    return List.of(
        new Peer(
            "Awaitility, defaults",
            LIBRARY,
            run(DEFAULT_INTERVAL, new FixedPollInterval(DEFAULT_INTERVAL), DEFAULT_AT_MOST)));
  }

  /** A first wait and an interval: the two that matter. Nobody else lets one set the first. */
  static Family tunable() {
    List<Supplier<Tuning>> tunings = new ArrayList<>();
    for (Duration first : TuningGrid.FIRST_WAITS) {
      for (Duration interval : TuningGrid.COARSE_INTERVALS) {
        tunings.add(() ->
            new Tuning(
                "pollDelay %s, pollInterval %s"
                    .formatted(TuningGrid.seconds(first), TuningGrid.seconds(interval)),
                run(first, new FixedPollInterval(interval), Polls.HORIZON)));
      }
    }
    return new Family("Awaitility, tuned", LIBRARY, tunings);
  }

  private static Schedule run(Duration first, PollInterval intervals, double atMost) {
    Recorder recorder = new Recorder();
    Duration interval = first;
    double at = seconds(first);
    for (int poll = 1; at <= atMost; poll++) {
      recorder.called(at);
      interval = intervals.next(poll, interval);
      at += seconds(interval);
    }
    return new Schedule.Same(recorder.polls(atMost < Polls.HORIZON));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
