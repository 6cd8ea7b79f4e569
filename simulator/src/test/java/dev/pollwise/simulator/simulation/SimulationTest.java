package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationTest {

  private final ManualWallClock wall = new ManualWallClock();

  @Test
  void givesEqualPlansAndFaultsUnderAnyInterleaving() throws Exception {
    Map<String, String> alone = new ConcurrentSkipListMap<>();
    Simulation first = world(7);
    for (int job = 0; job < 200; job++) {
      live(first, job, alone);
    }
    Map<String, String> together = new ConcurrentSkipListMap<>();
    Simulation second = world(7);
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (int job = 199; job >= 0; job--) {
        int each = job;
        clients.execute(() -> live(second, each, together));
      }
    }
    Map<String, String> other = new ConcurrentSkipListMap<>();
    Simulation third = world(8);
    for (int job = 0; job < 200; job++) {
      live(third, job, other);
    }

    assertThat(together).hasSize(200).isEqualTo(alone);
    assertThat(other).isNotEqualTo(alone);
  }

  /** Creates a job and polls it ten times; notes its plan and what went wrong. */
  private static void live(Simulation world, int number, Map<String, String> story) {
    String name = "job-" + number;
    JobPlan plan = create(world, name).getFirst().plan();
    StringBuilder told = new StringBuilder(plan.toString());
    RequestMatcher.Subject subject = new RequestMatcher.Subject("get", name, name, name);
    for (int poll = 0; poll < 10; poll++) {
      RandomGenerator chance = world.chanceOf(subject);
      told.append(world.faults().decide(subject, Duration.ZERO, chance));
    }
    story.put(name, told.toString());
  }

  @Test
  void twoLanguagesOfOneNameAreTwoJobs() {
    Simulation world = world(1);
    List<Job> french = create(world, "a");
    Simulation.Creation created = world.create(List.of(spec("a", "German", "de")));

    assertThat(created).isInstanceOf(Simulation.Creation.Created.class);
    assertThat(((Simulation.Creation.Created) created).jobs().getFirst().plan())
        .isNotEqualTo(french.getFirst().plan());
  }

  @Test
  void aChangedScenarioLeavesPlannedJobsAlone() {
    Simulation world = world(1);
    Job job = create(world, "a").getFirst();
    JobPlan before = job.plan();

    world.use(Scenario.happyPath().withErrorProbability(1));

    assertThat(job.plan()).isEqualTo(before);
    assertThat(world.scenario().plans().failures().probability()).isEqualTo(1);
  }

  @Test
  void forgetsTheOldestJobFirst() {
    Simulation world =
        new Simulation(
            Scenario.happyPath(), 1, new SimulatedClock(wall, 1), new Simulation.Capacity(2, 10));
    Job oldest = create(world, "a").getFirst();
    create(world, "b");
    create(world, "c");

    assertThat(world.jobs().find(oldest.id())).isEmpty();
    assertThat(world.jobs().page(Long.MAX_VALUE, 10, job -> true)).hasSize(2);
  }

  @Test
  void whoIsToldOfAJobFindsIt() {
    Simulation world = world(1);
    List<String> told = new ArrayList<>();
    world.onCreated(job -> {
      assertThat(world.jobs().find(job.id()).orElse(world.implicitJob())).isSameAs(job);
      told.add(job.id() + world.jobs().page(Long.MAX_VALUE, 10, each -> true).size());
    });

    world.create(List.of(spec("a", "French", "fr"), spec("a", "German", "de")));
    world.restartImplicitJob();

    assertThat(told).hasSize(3);
    assertThat(told).allSatisfy(each -> assertThat(each).endsWith("2"));
  }

  @Test
  void whoIsToldOfAResetFindsEverythingForgottenAndThenTheNewJob() {
    Simulation world = world(1);
    List<String> order = new ArrayList<>();
    world.afterReset(() -> order.add("reset, jobs left: " + world.jobs().find("x").isPresent()));
    world.onCreated(job -> order.add(job.id()));
    world.onReset(() -> order.add("forget"));
    world.restartImplicitJob();

    world.reset();

    assertThat(order)
        .containsExactly("implicit-2", "forget", "reset, jobs left: false", "implicit-3");
  }

  private Simulation world(long seed) {
    return new Simulation(
        Scenario.happyPath()
            .withErrorProbability(0.3)
            .withFault(FaultRule.of(Fault.reset()).share(0.2))
            .withFault(FaultRule.of(Fault.close()).every(4)),
        seed,
        new SimulatedClock(wall, 1),
        new Simulation.Capacity(1_000, 1_000));
  }

  private static List<Job> create(Simulation world, String name) {
    return switch (world.create(List.of(spec(name, "French", "fr")))) {
      case Simulation.Creation.Created(List<Job> jobs) -> jobs;
      case Simulation.Creation.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static Job.Spec spec(String name, String language, String code) {
    return new Job.Spec(
        "owner",
        language,
        code,
        "",
        "",
        name,
        false,
        false,
        new JobPlan.SourceLength.Unknown(),
        true);
  }
}
