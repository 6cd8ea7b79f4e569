package dev.pollwise.dashboard.chart;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.JobRow;

/** What a chart shows at a place of its horizontal axis. */
sealed interface ChartHit {

  /** The most lines of a crosshair. */
  int MOST_TOLD = 8;

  /** Values one below the other, the rest counted; empty where there are none. */
  static String values(String place, java.util.List<ChartHit> hits) {
    if (hits.isEmpty()) {
      return "";
    }
    String told =
        hits.stream()
            .limit(MOST_TOLD)
            .map(ChartHit::brief)
            .collect(java.util.stream.Collectors.joining("\n"));
    int more = hits.size() - MOST_TOLD;
    return place + "\n" + told + (more > 0 ? "\nand " + more + " more" : "");
  }

  /** The height of the line there, in seconds. */
  double height();

  /** What it is and its value, in few words. */
  String brief();

  /** What it is, its value and its reason, in lines. */
  String text();

  /**
   * An interval of a job.
   *
   * @param row the job
   * @param interval the interval in force there
   */
  record OfJob(JobRow row, Interval interval) implements ChartHit {
    @Override
    public double height() {
      return BackoffModel.seconds(interval.delay());
    }

    @Override
    public String brief() {
      return row.title().get() + ": " + Durations.text(interval.delay());
    }

    @Override
    public String text() {
      return row.title().get()
          + "\n"
          + Durations.text(interval.delay())
          + " before call "
          + interval.attempt()
          + ", decided at "
          + Durations.text(interval.from())
          + "\n"
          + interval.reason();
    }
  }

  /**
   * An interval of the plan.
   *
   * @param poll the poll it leads to
   */
  record OfPlan(PollingPolicy.PlannedPoll poll) implements ChartHit {
    @Override
    public double height() {
      return BackoffModel.seconds(poll.interval());
    }

    @Override
    public String brief() {
      return "planned: " + Durations.text(poll.interval());
    }

    @Override
    public String text() {
      String spread =
          poll.least().equals(poll.most())
              ? ""
              : "\nwith jitter "
                  + Durations.text(poll.least())
                  + " to "
                  + Durations.text(poll.most());
      return "planned by the policy\n"
          + Durations.text(poll.interval())
          + " before call "
          + poll.number()
          + ", at "
          + Durations.text(poll.at())
          + spread;
    }
  }
}
