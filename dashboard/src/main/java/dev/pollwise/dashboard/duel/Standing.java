package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.LaneEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one side stands.
 *
 * @param name who it is
 * @param calls made so far; one that asked about several jobs is one call
 * @param seen of how many jobs the end was seen
 * @param missed on how many jobs it gave up before their end
 * @param timed of how many ends that were seen the simulator told when they truly were
 * @param late how late those were seen, all together
 * @param overdue how long ends have gone unseen until now, all together
 */
public record Standing(
    String name, double calls, int seen, int missed, int timed, Duration late, Duration overdue) {

  /** Of the waits of one side. */
  static Standing of(String name, List<JobRow> waits) {
    Standing sum = new Standing(name, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
    for (JobRow wait : waits) {
      sum = sum.with(wait);
    }
    return sum;
  }

  private Standing with(JobRow wait) {
    double made = calls + wait.share();
    return switch (wait.lane().end()) {
      case LaneEnd.Open open -> new Standing(name, made, seen, missed, timed, late, overdue);
      case LaneEnd.Overdue(Duration end, Duration since) ->
          new Standing(name, made, seen, missed, timed, late, overdue.plus(since));
      case LaneEnd.Known known ->
          new Standing(name, made, seen + 1, missed, timed + 1, late.plus(known.late()), overdue);
      case LaneEnd.Within range -> new Standing(name, made, seen + 1, missed, timed, late, overdue);
      case LaneEnd.Seen first -> new Standing(name, made, seen + 1, missed, timed, late, overdue);
      case LaneEnd.Unseen unseen -> {
        int given = wait.state().get() == JobState.STOPPED ? 0 : 1;
        yield new Standing(name, made, seen, missed + given, timed, late, overdue);
      }
    };
  }

  /** How late ends were seen, on average; empty where no simulator told of any. */
  public Optional<Duration> lateOnAverage() {
    return timed == 0 ? Optional.empty() : Optional.of(late.dividedBy(timed));
  }

  /** Calls and lateness together, in calls. */
  public double cost(Duration price) {
    return calls + late.plus(overdue).toNanos() / (double) price.toNanos();
  }

  /** {@code Pollwise adaptive: 31 calls, 900 ms late on average, gave up on 2 jobs}. */
  public String words() {
    return name
        + ": "
        + Amounts.calls(Math.rint(calls))
        + ", "
        + lateWords()
        + (missed == 0 ? "" : ", gave up on " + jobs(missed));
  }

  private String lateWords() {
    return lateOnAverage()
        .map(average -> Amounts.roughly(average) + " late on average")
        .orElse(seen == 0 ? "no end seen yet" : "nobody told how late");
  }

  static String jobs(int number) {
    return number == 1 ? "1 job" : number + " jobs";
  }
}
