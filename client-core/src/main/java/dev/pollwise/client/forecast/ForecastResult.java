package dev.pollwise.client.forecast;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.ExpectedCost;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Forecast} has found.
 *
 * @param figures the averages
 * @param isExact whether they are expected values; otherwise they are averages over the samples
 * @param samples what became of each job, in order
 * @param optimum what the best schedule of single polls costs under the law of the jobs, at the
 *     policy's price and up to its deadline, with an {@link ForecastServer#ideal() ideal} server.
 *     Long polls and announcements can cost less than that
 * @param lowerBound in calls; no schedule of single polls can cost less than that
 */
public record ForecastResult(
    ForecastFigures figures,
    boolean isExact,
    List<Sample> samples,
    ExpectedCost optimum,
    double lowerBound) {

  /** Copies the samples. */
  public ForecastResult {
    requireNonNull(figures, "figures");
    samples = List.copyOf(samples);
    requireNonNull(optimum, "optimum");
  }

  /** What became of one job. */
  public sealed interface Sample {

    /** Calls made for it. */
    int calls();

    /**
     * Its end was seen.
     *
     * @param calls calls made for it
     * @param duration how long the job took
     * @param lateness from its end to the answer that tells of it
     */
    record Seen(int calls, Duration duration, Duration lateness) implements Sample {
      /** Refuses null. */
      public Seen {
        requireNonNull(duration, "duration");
        requireNonNull(lateness, "lateness");
      }
    }

    /**
     * A limit of the policy was reached before.
     *
     * @param calls calls made for it
     */
    record TimedOut(int calls) implements Sample {}

    /**
     * Contact was lost for longer than the failure budget.
     *
     * @param calls calls made for it
     */
    record GaveUp(int calls) implements Sample {}
  }
}
