package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneCall;
import java.time.Duration;
import java.util.List;

/**
 * A job as far as the chart draws it: as it is, or as it was when the chart was paused.
 *
 * @param row the job
 * @param intervals its pauses, oldest first
 * @param failed its calls that brought nothing
 * @param elapsed how long the wait has lasted
 * @param decided how many pauses were decided, those that are not kept included
 * @param calls how many calls were made
 * @param watched whether the wait went on
 */
record JobSnapshot(
    JobRow row,
    List<Interval> intervals,
    List<LaneCall> failed,
    Duration elapsed,
    int decided,
    int calls,
    boolean watched) {

  /** The job as it is; changes with it. */
  static JobSnapshot live(JobRow row) {
    return new JobSnapshot(
        row,
        row.intervals(),
        row.history().calls().stream().filter(LaneCall::failed).toList(),
        row.elapsed().get(),
        row.history().decisions(),
        row.calls().get(),
        row.isWatched());
  }

  /** The job as it is now, whatever happens to it. */
  static JobSnapshot frozen(JobRow row) {
    JobSnapshot live = live(row);
    return new JobSnapshot(
        row,
        List.copyOf(live.intervals),
        live.failed,
        live.elapsed,
        live.decided,
        live.calls,
        live.watched);
  }
}
