package dev.pollwise.dashboard.runs;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.jobs.JobLateness;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the jobs of a run came to. Lateness and cost are of the jobs whose end was seen.
 *
 * @param jobs how many there are; one that is watched again counts once
 * @param running how many are watched
 * @param calls made for all of them; one that asked about many jobs is one call
 * @param seen of how many jobs the end was seen, and how late is known
 * @param callsOfSeen made for those
 * @param mean how late their ends were seen on average, at most where no simulator tells
 * @param median half of the ends were seen at most so late
 * @param most 95 % of the ends were seen at most so late
 * @param isExact whether a simulator told every end; otherwise lateness is a bound
 */
public record RunStatistics(
    int jobs,
    int running,
    double calls,
    int seen,
    double callsOfSeen,
    Duration mean,
    Duration median,
    Duration most,
    boolean isExact) {

  /** Sums up some rows of the table. */
  public static RunStatistics of(List<JobRow> rows) {
    int jobs = 0;
    int running = 0;
    double calls = 0;
    double callsOfSeen = 0;
    boolean isExact = true;
    List<Duration> late = new ArrayList<>();
    Duration sum = Duration.ZERO;
    for (JobRow row : rows) {
      jobs += row.isContinued() ? 0 : 1;
      running += row.isWatched() ? 1 : 0;
      calls += row.share();
      Optional<JobLateness> known = row.late().get().filter(any -> isSeen(row));
      if (known.isPresent()) {
        callsOfSeen += row.share();
        isExact &= known.get().isExact();
        late.add(known.get().time());
        sum = sum.plus(known.get().time());
      }
    }
    late.sort(null);
    Duration mean = late.isEmpty() ? Duration.ZERO : sum.dividedBy(late.size());
    return new RunStatistics(
        jobs,
        running,
        calls,
        late.size(),
        callsOfSeen,
        mean,
        quantile(late, 0.5),
        quantile(late, 0.95),
        isExact);
  }

  private static boolean isSeen(JobRow row) {
    return row.state().get() == JobState.COMPLETED || row.state().get() == JobState.FAILED;
  }

  /** The least value that so large a share does not exceed. */
  static Duration quantile(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** How many times the best it cost; empty where no end was seen. */
  public OptionalDouble timesBest(Yardstick yardstick) {
    if (seen == 0 || yardstick.best() <= 0) {
      return OptionalDouble.empty();
    }
    double inCalls = callsPerJob() + (double) mean.toNanos() / yardstick.price().toNanos();
    return OptionalDouble.of(inCalls / yardstick.best());
  }

  /** Calls for each job whose end was seen, on average. */
  public double callsPerJob() {
    return seen == 0 ? 0 : callsOfSeen / seen;
  }

  /** How many of its jobs are over. */
  String progress() {
    String over = running == 0 ? "all %2$,d over" : "%1$,d of %2$,d over";
    return String.format(Locale.ROOT, over, jobs - running, jobs);
  }

  String callsInWords() {
    return String.format(Locale.ROOT, calls < 9.95 && !isWhole(calls) ? "%.1f" : "%,.0f", calls);
  }

  private static boolean isWhole(double number) {
    return Math.abs(number - Math.rint(number)) < 0.05;
  }

  /** The median of its lateness. */
  String lateInWords() {
    return seen == 0 ? "–" : "p50 " + bound() + Durations.text(median);
  }

  /** The cost beside the best where that is known, and the rest. */
  String summary(OptionalDouble timesBest) {
    if (seen == 0) {
      return "no end seen yet";
    }
    return (timesBest.isEmpty()
            ? ""
            : bound() + Amounts.multiple(timesBest.getAsDouble()) + " the best · ")
        + "p95 "
        + bound()
        + Durations.text(most)
        + " late · "
        + Amounts.number(callsPerJob())
        + " calls a job";
  }

  private String bound() {
    return isExact ? "" : "≤ ";
  }

  /** What this run does otherwise than another; empty unless both have seen an end. */
  String against(RunStatistics other, OptionalDouble timesBest, OptionalDouble timesBestOfOther) {
    if (seen == 0 || other.seen == 0) {
      return "";
    }
    String cost =
        timesBest.isEmpty() || timesBestOfOther.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                " · %.1f × the best (%s)",
                timesBest.getAsDouble(),
                change(timesBest.getAsDouble() - timesBestOfOther.getAsDouble()));
    return Amounts.number(callsPerJob())
        + " calls a job ("
        + change(callsPerJob() - other.callsPerJob())
        + ") · p50 "
        + late(median, other.median, other)
        + " · p95 "
        + late(most, other.most, other)
        + cost;
  }

  private String late(Duration here, Duration there, RunStatistics other) {
    Duration more = here.minus(there);
    String change =
        isExact && other.isExact
            ? (more.isNegative() ? "−" : "+") + Durations.text(more.abs())
            : other.bound() + Durations.text(there) + " there";
    return bound() + Durations.text(here) + " (" + change + ")";
  }

  private static String change(double more) {
    return (more < 0 ? "−" : "+") + String.format(Locale.ROOT, "%.1f", Math.abs(more));
  }
}
