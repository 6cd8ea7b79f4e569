package dev.pollwise.client.forecast;

import static dev.pollwise.client.job.Durations.seconds;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent.WaitReason;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Forecast} has found.
 *
 * @param figures the averages
 * @param isExact whether they are expected values; otherwise they are averages over the samples
 * @param samples what became of each job, in order
 * @param optimum what the best schedule of single polls costs under the law of the jobs, at the
 *     policy's price and up to its deadline, with an {@link Forecast.Server#ideal() ideal} server.
 *     Long polls and announcements can cost less than that
 * @param lowerBound in calls; no schedule of single polls can cost less than that
 */
public record ForecastResult(
    Figures figures,
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

  /**
   * What a policy costs on average, as a {@link Forecast} finds it.
   *
   * @param calls calls per job, those included that failed
   * @param meanLateness from a job's end to the answer that tells of it, on average over the jobs
   *     whose end was seen; zero if there is none
   * @param medianLateness half of those were seen at most so late
   * @param latenessOf95Percent 95 % of those were seen at most so late
   * @param seen the share of jobs whose end was seen, 0 to 1
   * @param timedOut the share that ran into the deadline or the greatest number of polls
   * @param gaveUp the share of which contact was lost for longer than the failure budget
   * @param callPrice r: how many seconds of lateness one call is worth
   */
  public record Figures(
      double calls,
      Duration meanLateness,
      Duration medianLateness,
      Duration latenessOf95Percent,
      double seen,
      double timedOut,
      double gaveUp,
      Duration callPrice) {

    public Figures {
      requireNonNull(meanLateness, "meanLateness");
      requireNonNull(medianLateness, "medianLateness");
      requireNonNull(latenessOf95Percent, "latenessOf95Percent");
      requireNonNull(callPrice, "callPrice");
    }

    /**
     * The whole cost per job, in calls: {@code calls + lateness / r}. A job whose end was not seen
     * is charged its calls only.
     */
    public double inCalls() {
      return calls + seen * seconds(meanLateness) / seconds(callPrice);
    }
  }

  /**
   * The calls of one wait in a {@link Forecast}, from the submit to the end of the wait or to the
   * greatest number that was asked for.
   *
   * @param calls each call, in order
   * @param isWhole whether the wait ended with the last of them; false if the number was reached
   */
  public record Trace(List<Call> calls, boolean isWhole) {

    /** Copies the calls. */
    public Trace {
      calls = List.copyOf(calls);
    }

    /**
     * A call and why it was made when it was.
     *
     * @param number from 1
     * @param at when it was made, since the submit
     * @param answeredAt when that was there, since the submit
     */
    public record Call(
        int number, Duration at, WaitReason reason, Answer answer, Duration answeredAt) {
      public Call {
        requireNonNull(at, "at");
        requireNonNull(reason, "reason");
        requireNonNull(answer, "answer");
        requireNonNull(answeredAt, "answeredAt");
      }
    }
  }
}
