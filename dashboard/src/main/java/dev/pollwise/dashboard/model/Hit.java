package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.pacing.PlannedPoll;

/** What a chart shows at a place of its horizontal axis. */
public sealed interface Hit {

  /** The height of the line there, in seconds. */
  double height();

  /** What it is, its value and its reason, in lines. */
  String text();

  /**
   * An interval of a job.
   *
   * @param row the job
   * @param interval the interval in force there
   */
  record OfJob(JobRow row, Interval interval) implements Hit {
    @Override
    public double height() {
      return BackoffModel.seconds(interval.delay());
    }

    @Override
    public String text() {
      return row.title().get()
          + "\n"
          + DurationText.of(interval.delay())
          + " before call "
          + interval.attempt()
          + ", decided at "
          + DurationText.of(interval.from())
          + "\n"
          + interval.reason();
    }
  }

  /**
   * An interval of the plan.
   *
   * @param poll the poll it leads to
   */
  record OfPlan(PlannedPoll poll) implements Hit {
    @Override
    public double height() {
      return BackoffModel.seconds(poll.interval());
    }

    @Override
    public String text() {
      String spread =
          poll.least().equals(poll.most())
              ? ""
              : "\nwith jitter "
                  + DurationText.of(poll.least())
                  + " to "
                  + DurationText.of(poll.most());
      return "planned by the policy\n"
          + DurationText.of(poll.interval())
          + " before call "
          + poll.number()
          + ", at "
          + DurationText.of(poll.at())
          + spread;
    }
  }
}
