package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long the jobs of a scenario last, those that fail early included. */
record PlanSurvival(List<Part> parts) implements Survival {

  /** A share of the jobs, and how long they last. */
  record Part(double share, DurationLaw law) {}

  PlanSurvival {
    parts = List.copyOf(parts);
  }

  /** Empty if questions, not time, move the jobs on. */
  static Optional<Survival> of(PlanLaw plans) {
    return switch (plans.pace()) {
      case PlanLaw.Pace.ByPolls polls -> Optional.empty();
      case PlanLaw.Pace.ByTime(DurationLaw total, DurationLaw queue) ->
          Optional.of(new PlanSurvival(parts(total, plans.failures())));
    };
  }

  private static List<Part> parts(DurationLaw total, Failures failures) {
    double weights = failures.kinds().stream().mapToDouble(Failures.Kind::weight).sum();
    List<Part> parts = new ArrayList<>();
    double rest = 1;
    for (Failures.Kind kind : failures.kinds()) {
      double share = failures.probability() * kind.weight() / weights;
      if (share > 0 && kind.timing() instanceof Failures.Timing.After(DurationLaw law)) {
        parts.add(new Part(share, law));
        rest -= share;
      }
    }
    parts.add(new Part(rest, total));
    return parts;
  }

  @Override
  public double beyond(double seconds) {
    double sum = 0;
    for (Part part : parts) {
      sum += part.share() * beyond(part.law(), seconds);
    }
    return Math.clamp(sum, 0, 1);
  }

  @Override
  public List<Double> landmarks() {
    List<Double> all = new ArrayList<>();
    for (Part part : parts) {
      switch (part.law()) {
        case DurationLaw.Fixed(Duration value) -> all.add(seconds(value));
        case DurationLaw.Uniform(Duration min, Duration max) -> {
          all.add(seconds(min));
          all.add(seconds(max));
        }
        case DurationLaw.LogNormal smooth -> {}
      }
    }
    return all;
  }

  private static double beyond(DurationLaw law, double seconds) {
    return switch (law) {
      case DurationLaw.Fixed(Duration value) -> seconds < seconds(value) ? 1 : 0;
      case DurationLaw.Uniform(Duration min, Duration max) -> {
        double from = seconds(min);
        double to = seconds(max);
        yield Math.clamp(seconds < from ? 1 : (to - seconds) / (to - from), 0, 1);
      }
      case DurationLaw.LogNormal(Duration median, double sigma) -> {
        double middle = seconds(median);
        if (sigma == 0) {
          yield seconds < middle ? 1 : 0;
        }
        yield seconds <= 0 ? 1 : Normal.beyond(Math.log(seconds / middle) / sigma);
      }
    };
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
