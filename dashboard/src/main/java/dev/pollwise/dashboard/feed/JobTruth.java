package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.jobs.JobKey;
import java.time.Instant;
import java.util.Optional;

/** Who knows what truly becomes of a job. Only simulators do. */
@FunctionalInterface
public interface JobTruth {

  /**
   * When a job is over, by the wall clock, if nobody touches the clock of its server until then.
   * Returns quickly; any thread.
   *
   * @return empty for a job that is not known, and where the end depends on the calls
   */
  Optional<Instant> endOf(JobKey job);
}
