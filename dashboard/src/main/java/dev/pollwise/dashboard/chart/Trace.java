package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.chart.BackoffModel.Across;
import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One job as a step line: each interval holds from its decision to the next.
 *
 * @param course the job as far as it is drawn
 * @param from where its wait begins on the horizontal axis
 * @param line the steps
 * @param faults where calls brought nothing
 */
record Trace(JobSnapshot course, double from, Polyline line, Polyline faults) {

  static Trace of(JobSnapshot course, Across across, double from) {
    Polyline.Builder steps = new Polyline.Builder();
    for (int i = 0; i < course.intervals().size(); i++) {
      if (across != Across.ATTEMPT || isLastDecision(course.intervals(), i)) {
        double y = BackoffModel.seconds(course.intervals().get(i).delay());
        steps.add(from + begin(course, i, across), y).add(from + end(course, i, across), y);
      }
    }
    return new Trace(course, from, steps.build(), faults(course, across, from));
  }

  /** A pause may be decided anew before its call is made. */
  private static boolean isLastDecision(List<Interval> intervals, int index) {
    return index + 1 == intervals.size()
        || intervals.get(index + 1).attempt() != intervals.get(index).attempt();
  }

  /**
   * Calls and intervals are both in the order of the attempts: one pass finds each call its own.
   */
  private static Polyline faults(JobSnapshot course, Across across, double from) {
    Polyline.Builder marks = new Polyline.Builder();
    List<Interval> intervals = course.intervals();
    int last = -1;
    for (LaneCall call : course.failed()) {
      while (last + 1 < intervals.size() && intervals.get(last + 1).attempt() <= call.number()) {
        last++;
      }
      if (last >= 0) {
        double x =
            switch (across) {
              case ELAPSED, SESSION -> from + BackoffModel.seconds(call.answered());
              case ATTEMPT -> call.number();
            };
        marks.add(x, BackoffModel.seconds(intervals.get(last).delay()));
      }
    }
    return marks.build();
  }

  private static double begin(JobSnapshot course, int index, Across across) {
    Interval interval = course.intervals().get(index);
    return switch (across) {
      case ELAPSED, SESSION -> BackoffModel.seconds(interval.from());
      case ATTEMPT -> interval.attempt() - 1.0;
    };
  }

  private static double end(JobSnapshot course, int index, Across across) {
    Interval interval = course.intervals().get(index);
    return switch (across) {
      case ELAPSED, SESSION -> {
        double planned = BackoffModel.seconds(interval.from().plus(interval.delay()));
        boolean last = index == course.intervals().size() - 1;
        double next =
            last
                ? BackoffModel.seconds(course.elapsed())
                : BackoffModel.seconds(course.intervals().get(index + 1).from());
        yield course.watched() && last ? planned : next;
      }
      case ATTEMPT -> interval.attempt();
    };
  }

  /** The job. */
  public JobRow row() {
    return course.row();
  }

  /** The interval in force at a place of the horizontal axis; empty outside of the line. */
  public Optional<Interval> at(double x, Across across) {
    for (int i = course.intervals().size() - 1; i >= 0; i--) {
      if (x >= from + begin(course, i, across) && x <= from + end(course, i, across)) {
        return Optional.of(course.intervals().get(i));
      }
    }
    return Optional.empty();
  }

  /** Every interval of the lines as numbers: comma-separated values with a heading. */
  static List<String> table(List<Trace> traces) {
    List<String> lines = new ArrayList<>();
    lines.add("job,title,call,decided_at_s,interval_s,held_until_s,reason");
    for (Trace trace : traces) {
      JobSnapshot course = trace.course();
      for (int i = 0; i < course.intervals().size(); i++) {
        Interval interval = course.intervals().get(i);
        lines.add(
            String.join(
                ",",
                quoted(course.row().id()),
                quoted(course.row().title().get()),
                Integer.toString(interval.attempt()),
                Double.toString(BackoffModel.seconds(interval.from())),
                Double.toString(BackoffModel.seconds(interval.delay())),
                Double.toString(end(course, i, Across.ELAPSED)),
                quoted(interval.reason())));
      }
    }
    return lines;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
