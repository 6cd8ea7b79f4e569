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

  /** Empty if polls, not time, move the jobs on. */
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
    Duration time = Duration.ofNanos(Math.round(seconds * 1e9));
    double sum = 0;
    for (Part part : parts) {
      sum += part.share() * part.law().probabilityOver(time);
    }
    return Math.clamp(sum, 0, 1);
  }

  @Override
  public List<Double> landmarks() {
    return parts.stream()
        .flatMap(part -> part.law().landmarks())
        .map(time -> time.toNanos() / 1e9)
        .toList();
  }
}
