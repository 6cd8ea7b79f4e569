package dev.pollwise.dashboard.chart;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.chart.BackoffModel.Across;
import dev.pollwise.dashboard.policy.PolicyPreview;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plan of a policy as step lines on the horizontal axis of the chart.
 *
 * @param preview the plan
 * @param across what the axis counts
 * @param from where the planned wait begins
 */
record PlannedSteps(PolicyPreview preview, Across across, double from) {

  /** The steps up to a little beyond the end of the axis, each as high as wished. */
  Polyline line(double end, Function<PollingPolicy.PlannedPoll, Duration> height) {
    Polyline.Builder steps = new Polyline.Builder();
    for (PollingPolicy.PlannedPoll poll : preview.polls()) {
      double y = BackoffModel.seconds(height.apply(poll));
      steps.add(begin(poll), y).add(end(poll), y);
      if (end(poll) > end) {
        break;
      }
    }
    return steps.build();
  }

  /** The step at a place of the axis. */
  Optional<PollingPolicy.PlannedPoll> at(double x) {
    return preview.polls().stream().filter(poll -> x >= begin(poll) && x <= end(poll)).findFirst();
  }

  /** Where the first steps end: so many of them, or all there are. */
  double endOf(int steps) {
    return end(preview.polls().get(Math.min(steps, preview.polls().size()) - 1));
  }

  private double begin(PollingPolicy.PlannedPoll poll) {
    return switch (across) {
      case ELAPSED, SESSION -> from + BackoffModel.seconds(poll.at().minus(poll.interval()));
      case ATTEMPT -> poll.number() - 1.0;
    };
  }

  private double end(PollingPolicy.PlannedPoll poll) {
    return switch (across) {
      case ELAPSED, SESSION -> from + BackoffModel.seconds(poll.at());
      case ATTEMPT -> poll.number();
    };
  }
}
