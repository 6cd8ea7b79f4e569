package dev.pollwise.dashboard.feed;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/** Scenarios under which jobs reach every state within half a minute. */
public final class TestScenarios {

  private TestScenarios() {}

  /** Jobs of some seconds, of which some fail, on a network that hiccups. */
  public static Scenario mixed() {
    return lasting(DurationLaw.logNormal(Duration.ofSeconds(9), 0.4), Duration.ofSeconds(2))
        .named("flaky-network")
        .withFault(FaultRule.of(Fault.status(503)).onRoute("get").share(0.08))
        .withFault(
            FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(3))).onRoute("get").share(0.05));
  }

  /** The same, failing for a reason. */
  public static Scenario failing() {
    Scenario base = mixed();
    return base.withPlans(
        base.plans()
            .withFailures(
                new Failures(
                    1, List.of(Failures.Kind.of("Your video's audio is missing or corrupted")))));
  }

  /** Jobs that stay in the queue for longer than anybody looks. */
  public static Scenario queued() {
    return lasting(DurationLaw.fixed(Duration.ofMinutes(20)), Duration.ofMinutes(10))
        .named("long-queue");
  }

  /** Jobs that run for longer than anybody looks. */
  public static Scenario endless() {
    return lasting(DurationLaw.fixed(Duration.ofMinutes(20)), Duration.ofSeconds(1))
        .named("long-jobs");
  }

  private static Scenario lasting(DurationLaw total, Duration queue) {
    return Scenario.lasting(total)
        .withPlans(
            new PlanLaw(new PlanLaw.Pace.ByTime(total, DurationLaw.fixed(queue)), Failures.none()));
  }
}
