package dev.pollwise.benchmarks.schedules;

import com.google.api.core.ApiClock;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.ExponentialRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.retrying.TimedAttemptSettings;
import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The long-running operations of Google's gax: {@code ExponentialRetryAlgorithm}, of which {@code
 * OperationTimedPollAlgorithm} differs only in how it says that time is over. Its full jitter
 * cannot be switched off; it is drawn from our stream. The submit's own answer counts as its first
 * attempt, so that its first call follows after an interval.
 */
final class GaxPolling {

  private static final String LIBRARY = Contender.libraryOf(OperationTimedPollAlgorithm.class);

  private GaxPolling() {}

  /** What Google's client generator writes into every client, where no service says otherwise. */
  static List<Peer> shipped() {
    return List.of(
        new Peer(
            "gax, long-running operation",
            LIBRARY,
            drawn(
                RetrySettings.newBuilder()
                    .setInitialRetryDelayDuration(Duration.ofSeconds(5))
                    .setRetryDelayMultiplier(1.5)
                    .setMaxRetryDelayDuration(Duration.ofSeconds(45))
                    .setTotalTimeoutDuration(Duration.ofMinutes(5))
                    .build())));
  }

  /** The three numbers that a user can set, without a limit. */
  static Family tunable() {
    return new Family(
        "gax, tuned",
        LIBRARY,
        TuningGrid.backoffs().stream()
            .filter(backoff -> backoff.initial().toMillis() >= 1000)
            .<Supplier<Tuning>>map(backoff ->
                () ->
                    new Tuning(
                        backoff.text() + ", full jitter",
                        drawn(
                            RetrySettings.newBuilder()
                                .setInitialRetryDelayDuration(backoff.initial())
                                .setRetryDelayMultiplier(backoff.factor())
                                .setMaxRetryDelayDuration(backoff.cap())
                                .setTotalTimeoutDuration(Duration.ofDays(1))
                                .build())))
            .toList());
  }

  private static Schedule drawn(RetrySettings settings) {
    return new Schedule.Drawn(random -> run(settings, random));
  }

  private static Polls run(RetrySettings settings, RandomGenerator random) {
    VirtualTime time = new VirtualTime();
    Recorder recorder = new Recorder();
    Algorithm algorithm = new Algorithm(settings, new Clock(time), random);
    TimedAttemptSettings attempt = algorithm.createNextAttempt(algorithm.createFirstAttempt());
    while (time.seconds() < Polls.HORIZON && algorithm.shouldRetry(attempt)) {
      time.advance(attempt.getRandomizedRetryDelayDuration().toNanos());
      recorder.called(time.seconds());
      attempt = algorithm.createNextAttempt(attempt);
    }
    // Its last interval may have been drawn as nearly nothing: it goes on with the mean.
    return time.seconds() < Polls.HORIZON
        ? recorder.limited(Seconds.of(attempt.getRetryDelayDuration()) / 2)
        : recorder.polls(false);
  }

  private static final class Algorithm extends ExponentialRetryAlgorithm {

    private final RandomGenerator random;

    Algorithm(RetrySettings settings, ApiClock clock, RandomGenerator random) {
      super(settings, clock);
      this.random = random;
    }

    @Override
    protected long nextRandomLong(long bound) {
      return bound > 0 ? random.nextLong(bound) : bound;
    }
  }

  private record Clock(VirtualTime time) implements ApiClock {

    @Override
    public long nanoTime() {
      return time.nanos();
    }

    @Override
    public long millisTime() {
      return TimeUnit.NANOSECONDS.toMillis(time.nanos());
    }
  }
}
