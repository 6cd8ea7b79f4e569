package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.PlanLaw;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The best schedules at one price, each law's found once. Belongs to one thread. */
final class Bests {

  private final double price;
  private final Map<PlanLaw, Optional<Report.Cost>> found = new HashMap<>();

  /** In seconds of lateness per call, more than 0. */
  Bests(double price) {
    this.price = price;
  }

  /** What the best schedule costs on average; empty if polls move the jobs. */
  Optional<Report.Cost> of(PlanLaw law) {
    return found.computeIfAbsent(
        law,
        plans ->
            PlanSurvival.of(plans)
                .map(survival -> BestSchedule.of(Grid.of(survival), price).expected()));
  }
}
