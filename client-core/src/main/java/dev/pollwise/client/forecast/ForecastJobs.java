package dev.pollwise.client.forecast;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.job.DurationText;
import java.time.Duration;
import java.util.List;

/** The jobs of a {@link Forecast}. Immutable. */
public sealed interface ForecastJobs {

  /** How long they take, as a law. */
  DurationLaw law();

  /**
   * Jobs drawn from a law.
   *
   * @param law how long they take; one in stuck mass never ends
   */
  record Drawn(DurationLaw law) implements ForecastJobs {
    /** Refuses null. */
    public Drawn {
      requireNonNull(law, "law");
    }
  }

  /**
   * Jobs that were recorded, each in its turn, and from the beginning again when all had theirs.
   *
   * @param jobs at least one
   */
  record Recorded(List<Past> jobs) implements ForecastJobs {
    /** Refuses an empty record. */
    public Recorded {
      jobs = List.copyOf(jobs);
      if (jobs.isEmpty()) {
        throw new IllegalArgumentException("jobs 0: must be at least one");
      }
    }

    @Override
    public DurationLaw law() {
      return DurationLaw.empirical(jobs.stream().map(Past::duration).toList());
    }
  }

  /**
   * A job that is over.
   *
   * @param duration how long it took, 0 to 365 days
   * @param hasFailed whether it failed
   */
  record Past(Duration duration, boolean hasFailed) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Refuses a duration out of range. */
    public Past {
      if (requireNonNull(duration, "duration").isNegative() || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "duration " + DurationText.of(duration) + ": must be 0 to 365 days");
      }
    }
  }

  /** Jobs drawn from a law. */
  static ForecastJobs drawn(DurationLaw law) {
    return new Drawn(law);
  }

  /** Jobs of which only the durations were recorded, each 0 to 365 days. */
  static ForecastJobs recorded(List<Duration> durations) {
    return new Recorded(durations.stream().map(duration -> new Past(duration, false)).toList());
  }
}
