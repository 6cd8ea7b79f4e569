package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.Polyline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plan of a policy as lines to draw: time since the submit across, the pause before the next
 * call up, both in seconds.
 *
 * @param end the right end
 * @param top the upper end
 * @param plan the planned pauses, as steps
 * @param least the shortest that jitter can make of them
 * @param most the longest
 * @param running the share of jobs that still run, 0 to 1
 * @param draws one wait as chance has it: where each call is, and how long the pause before it was
 */
record PreviewCurve(
    double end,
    double top,
    Polyline plan,
    Polyline least,
    Polyline most,
    Polyline running,
    Polyline draws) {

  private static final int SURVIVAL_POINTS = 60;
  private static final int MOST_DRAWS = 60;
  private static final double HEADROOM = 1.1;

  /** The curve of what a form says now, with the draws of the last forecast if they are for it. */
  static PreviewCurve of(ForecastModel forecast, DurationLaw law, Optional<PolicyForecast> found) {
    double end = BackoffModel.seconds(forecast.horizon());
    Polyline.Builder plan = new Polyline.Builder();
    Polyline.Builder least = new Polyline.Builder();
    Polyline.Builder most = new Polyline.Builder();
    double top = 0;
    for (PollingPolicy.PlannedPoll poll : forecast.planned()) {
      double from = BackoffModel.seconds(poll.at().minus(poll.interval()));
      double to = Math.min(end, BackoffModel.seconds(poll.at()));
      step(plan, from, to, poll.interval());
      step(least, from, to, poll.least());
      step(most, from, to, poll.most());
      top = Math.max(top, BackoffModel.seconds(poll.most()));
    }
    return new PreviewCurve(
        end,
        top * HEADROOM,
        plan.build(),
        least.build(),
        most.build(),
        running(law, end),
        draws(found.map(PolicyForecast::sample).orElse(List.of()), end));
  }

  private static void step(Polyline.Builder line, double from, double to, Duration height) {
    line.add(from, BackoffModel.seconds(height)).add(to, BackoffModel.seconds(height));
  }

  private static Polyline running(DurationLaw law, double end) {
    Polyline.Builder line = new Polyline.Builder();
    for (int i = 0; i <= SURVIVAL_POINTS; i++) {
      double at = end * i / SURVIVAL_POINTS;
      line.add(at, law.survival(Duration.ofNanos(Math.round(at * 1e9))));
    }
    return line.build();
  }

  private static Polyline draws(List<Duration> calls, double end) {
    List<Duration> shown = new ArrayList<>(calls.subList(0, Math.min(calls.size(), MOST_DRAWS)));
    Polyline.Builder dots = new Polyline.Builder();
    Duration before = Duration.ZERO;
    for (Duration call : shown) {
      if (BackoffModel.seconds(call) <= end) {
        dots.add(BackoffModel.seconds(call), BackoffModel.seconds(call.minus(before)));
      }
      before = call;
    }
    return dots.build();
  }
}
