package dev.pollwise.simulator.job;

import java.time.Duration;

/** What moves a job on. */
public sealed interface Progress {

  /**
   * Time does. Both lengths count from the job's creation, so {@code total} is what a client has to
   * wait, queue included.
   */
  record Timed(Duration queued, Duration total) implements Progress {

    /** Refuses a queue time outside of the total. */
    public Timed {
      if (queued.isNegative() || queued.compareTo(total) > 0) {
        throw new IllegalArgumentException(
            "queued " + queued + ": must be between 0 and the total, which is " + total);
      }
    }
  }

  /**
   * Questions do: the first {@code pending} of them are answered pending, the next {@code running}
   * are answered running, and every later one finds the job over.
   */
  record Polled(long pending, long running) implements Progress {

    /** Refuses negative numbers. */
    public Polled {
      if (pending < 0 || running < 0) {
        throw new IllegalArgumentException(
            "polls pending " + pending + ", running " + running + ": must not be negative");
      }
    }
  }
}
