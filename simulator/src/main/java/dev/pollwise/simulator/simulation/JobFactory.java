package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes jobs: ids, numbers, identities and plans. Used under the lock of the {@link Simulation}.
 */
final class JobFactory {

  private static final int ID_BYTES = 16;

  private final SeededRandom draws;
  private final Ids ids;
  private final SimulatedClock clock;
  private long created;
  private long implicitStarts;
  private long implicitJobs;

  JobFactory(SeededRandom draws, Ids ids, SimulatedClock clock) {
    this.draws = draws;
    this.ids = ids;
    this.clock = clock;
  }

  /** One job for each wish of a request. Their ids differ in their language only. */
  List<Job> make(List<Job.Spec> wishes, Scenario scenario, Duration now) {
    List<Job> made = new ArrayList<>();
    String base = "";
    Set<String> codes = new HashSet<>();
    for (Job.Spec wish : wishes) {
      created++;
      if (codes.isEmpty() || codes.contains(wish.languageCode())) {
        base = ids.next("job", ID_BYTES); // another one where a request names a language twice
        codes.clear();
      }
      codes.add(wish.languageCode());
      JobPlan.Identity identity =
          switch (wish.kind()) {
            case PROOFREAD -> JobPlan.Identity.proofread(created);
            case TRANSLATION ->
                wish.callbackId().isEmpty()
                    ? JobPlan.Identity.ofOrder(created)
                    : JobPlan.Identity.named(wish.callbackId(), wish.language());
          };
      made.add(make(base + '-' + wish.languageCode(), created, identity, wish, scenario, now));
    }
    return made;
  }

  /** The next job of the plain API. */
  Job makeImplicit(Scenario scenario) {
    implicitStarts++;
    return make(
        "implicit-" + ++implicitJobs,
        implicitStarts,
        JobPlan.Identity.implicit(implicitStarts),
        Job.Spec.implicit(),
        scenario,
        clock.now());
  }

  private Job make(
      String id,
      long number,
      JobPlan.Identity identity,
      Job.Spec spec,
      Scenario scenario,
      Duration now) {
    RandomGenerator random = draws.of(SeededRandom.Purpose.PLAN, identity.value(), 0);
    PlanLaw law =
        switch (spec.kind()) {
          case TRANSLATION -> scenario.plans();
          case PROOFREAD -> scenario.proofreads();
        };
    JobPlan drawn = law.draw(spec.source(), random);
    JobPlan plan = spec.sourceUsable() ? drawn : drawn.withoutSource();
    return new Job(
        id, number, identity, spec, law, scenario.webhooks(), plan, now, clock.wallInstant());
  }

  /** Counts from the beginning; ids go on. */
  void restart() {
    created = 0;
    implicitStarts = 0;
  }
}
