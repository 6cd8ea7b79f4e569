package dev.pollwise.dashboard.model;

import java.util.Optional;

/**
 * One job as a step line: each interval holds from its decision to the next.
 *
 * @param row the job
 * @param line the steps
 */
public record Trace(JobRow row, Polyline line) {

  static Trace of(JobRow row, BackoffModel.Across across) {
    Polyline.Builder steps = new Polyline.Builder();
    for (int i = 0; i < row.intervals().size(); i++) {
      double y = BackoffModel.seconds(row.intervals().get(i).delay());
      steps.add(begin(row, i, across), y).add(end(row, i, across), y);
    }
    return new Trace(row, steps.build());
  }

  private static double begin(JobRow row, int index, BackoffModel.Across across) {
    Interval interval = row.intervals().get(index);
    return switch (across) {
      case ELAPSED -> BackoffModel.seconds(interval.from());
      case ATTEMPT -> interval.attempt() - 1.0;
    };
  }

  private static double end(JobRow row, int index, BackoffModel.Across across) {
    Interval interval = row.intervals().get(index);
    return switch (across) {
      case ELAPSED -> {
        double planned = BackoffModel.seconds(interval.from().plus(interval.delay()));
        boolean last = index == row.intervals().size() - 1;
        double next =
            last
                ? BackoffModel.seconds(row.elapsed().get())
                : BackoffModel.seconds(row.intervals().get(index + 1).from());
        yield row.isWatched() && last ? planned : next;
      }
      case ATTEMPT -> interval.attempt();
    };
  }

  /** The interval in force at a place of the horizontal axis; empty outside of the line. */
  public Optional<Interval> at(double x, BackoffModel.Across across) {
    for (int i = row.intervals().size() - 1; i >= 0; i--) {
      if (x >= begin(row, i, across) && x <= end(row, i, across)) {
        return Optional.of(row.intervals().get(i));
      }
    }
    return Optional.empty();
  }
}
