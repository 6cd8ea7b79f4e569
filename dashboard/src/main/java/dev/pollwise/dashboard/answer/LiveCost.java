package dev.pollwise.dashboard.answer;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.runs.RunStatistics;
import dev.pollwise.dashboard.runs.Yardstick;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What some jobs have come to so far, in the words of the answer.
 *
 * @param sums as of a run; calls, lateness and cost are of the jobs whose end was seen, and the
 *     calls of all of them until one was
 * @param looks how often a job was asked about, with every shared call counted as a whole
 */
record LiveCost(RunStatistics sums, double looks) {

  /** Shared calls are told where they make a difference to the eye. */
  private static final double SHARED = 1.05;

  static LiveCost of(List<JobRow> rows) {
    double looks = rows.stream().mapToInt(row -> row.calls().get()).sum();
    RunStatistics sums = RunStatistics.of(rows);
    return new LiveCost(sums, sums.jobs() == 0 ? 0 : looks / sums.jobs());
  }

  AnswerRow row(AnswerRow.Kind kind, Optional<Yardstick> yardstick) {
    OptionalDouble times = yardstick.map(sums::timesBest).orElse(OptionalDouble.empty());
    boolean isSeen = sums.seen() > 0;
    return new AnswerRow(
        kind,
        "",
        "live, "
            + (sums.running() > 0
                ? sums.jobs() - sums.running() + " of " + sums.jobs() + " over"
                : jobs(sums.jobs())),
        Amounts.times(calls()) + (isShared() ? ", shared" : ""),
        isSeen
            ? bound() + Amounts.roughly(sums.mean()) + " late"
            : sums.running() > 0 ? "not yet" : "not known",
        AnswerRow.costs(bound(), times),
        about(),
        new AnswerRow.Mark(calls(), isSeen ? BackoffModel.seconds(sums.mean()) : -1));
  }

  private double calls() {
    return sums.seen() > 0 ? sums.callsPerJob() : sums.calls() / Math.max(1, sums.jobs());
  }

  private boolean isShared() {
    return looks * sums.jobs() > SHARED * sums.calls();
  }

  private String bound() {
    return sums.isExact() ? "" : "at most ";
  }

  private static String jobs(int number) {
    return number == 1 ? "1 job" : number + " jobs";
  }

  /** How the numbers come about, in whole sentences. */
  private String about() {
    String sharing =
        isShared()
            ? " Each job was asked about "
                + Amounts.times(looks)
                + "; a call that asks about several jobs counts in parts, one for each."
            : "";
    String lateness =
        sums.isExact() || sums.seen() == 0
            ? ""
            : " Nobody tells when the jobs were over: it can have been "
                + Durations.text(sums.mean())
                + " before that was seen.";
    int unseen = sums.jobs() - sums.running() - sums.seen();
    String missing =
        unseen > 0 ? " Of " + jobs(unseen) + " no end was seen: they are not in the cost." : "";
    return Amounts.calls(sums.calls())
        + " for "
        + jobs(sums.jobs())
        + "."
        + sharing
        + lateness
        + missing;
  }
}
