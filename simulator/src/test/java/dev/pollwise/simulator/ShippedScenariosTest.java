package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That every shipped scenario does what its description says. Seed 7 throughout. */
class ShippedScenariosTest {

  private static final int MANY = 10_000;
  private static final Job.Spec WISH =
      new Job.Spec(
          "owner",
          "French",
          "fr",
          "",
          "",
          "",
          false,
          false,
          new JobPlan.SourceLength.Unknown(),
          true);

  private static Scenario named(String name) {
    return ScenarioCatalogue.shipped().find(name).orElseThrow();
  }

  static Stream<String> names() {
    return ScenarioCatalogue.SHIPPED.stream();
  }

  private static Stream<JobPlan> plans(String name) {
    SeededRandom draws = new SeededRandom(7);
    PlanLaw law = named(name).plans();
    return LongStream.range(0, MANY)
        .mapToObj(n -> law.draw(draws.of(SeededRandom.Purpose.PLAN, "job", n)));
  }

  private static Duration median(String name) {
    return ((PlanLaw.Pace.ByTime) named(name).plans().pace()).total().quantile(0.5);
  }

  /** What many requests meet when the scenario is as old as told. */
  private static List<FaultBoard.Injected> met(String name, Duration age) {
    FaultBoard board = new FaultBoard();
    board.install(named(name).faults(), Duration.ZERO);
    SeededRandom draws = new SeededRandom(7);
    return LongStream.range(0, MANY)
        .boxed()
        .flatMap(n ->
            board
                .decide(
                    RequestMatcher.Subject.ofRoute("get"),
                    age,
                    draws.of(SeededRandom.Purpose.FAULT, "job", n))
                .stream())
        .toList();
  }

  private static double share(List<FaultBoard.Injected> met) {
    return met.stream().filter(each -> each.fault() instanceof Fault.Outcome).count()
        / (double) MANY;
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasADescription(String name) {
    assertThat(named(name).name()).isEqualTo(name);
    assertThat(named(name).description()).endsWith(".");
  }

  @Test
  void happyPathTakesEightSecondsAndHasNoTrouble() {
    assertThat(median("happy-path")).isEqualTo(Duration.ofSeconds(8));
    assertThat(named("happy-path")).isEqualTo(Scenario.happyPath().named("happy-path"));
    assertThat(met("happy-path", Duration.ofSeconds(20))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("heyGen")
  void heyGenTakesMinutesAndAllowsTenUnfinishedJobs(String name) {
    assertThat(median(name)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(45));
    Simulation world =
        new Simulation(
            named(name),
            7,
            new SimulatedClock(new ManualWallClock(), 1),
            new Simulation.Capacity(100, 100));

    assertThat(world.create(Collections.nCopies(10, WISH)))
        .isInstanceOf(Simulation.Creation.Created.class);
    assertThat(world.create(List.of(WISH))).isInstanceOf(Simulation.Creation.Refused.class);
  }

  static Stream<String> heyGen() {
    return Stream.of("heygen-typical", "heygen-peak-hours");
  }

  @Test
  void flakyNetworkLosesOrBreaksOneRequestInFiveAndNoJob() {
    double deviation = Math.sqrt(0.2 * 0.8 / MANY);

    assertThat(share(met("flaky-network", Duration.ofSeconds(20))))
        .isBetween(0.2 - 4 * deviation, 0.2 + 4 * deviation);
    assertThat(plans("flaky-network"))
        .noneMatch(plan -> plan.stateAt(DurationLaw.LONGEST, 0) instanceof JobPlan.State.Failed);
  }

  @Test
  void rateLimitedAllowsThirtyAtOnceAndThirtyAMinute() {
    assertThat(named("rate-limited").requestLimits().perKey())
        .isEqualTo(new RequestLimit(30, Duration.ofMinutes(1), 30));
    assertThat(named("rate-limited").concurrency().jobs()).isEqualTo(3);
  }

  @Test
  void outageLastsFromTheFifteenthToTheFortyFifthSecond() {
    FaultBoard board = new FaultBoard();
    board.install(named("outage").faults(), Duration.ZERO);

    assertThat(board.isOutage(Duration.ofMillis(14_999))).isFalse();
    assertThat(board.isOutage(Duration.ofSeconds(15))).isTrue();
    assertThat(board.isOutage(Duration.ofMillis(44_999))).isTrue();
    assertThat(board.isOutage(Duration.ofSeconds(45))).isFalse();
  }

  @Test
  void stuckJobIsNotOverAfterMonths() {
    assertThat(plans("stuck-job"))
        .allMatch(plan -> plan.stateAt(Duration.ofDays(360), 0) instanceof JobPlan.State.Running);
  }

  @Test
  void badSourceVideoFailsEveryJobSoon() {
    assertThat(plans("bad-source-video"))
        .allMatch(plan -> plan.stateAt(Duration.ofSeconds(36), 0) instanceof JobPlan.State.Failed);
  }

  @Test
  void chaosHasEveryKindOfFaultNowAndThen() {
    Set<String> words = new TreeSet<>();
    named("chaos").faults().forEach(rule -> words.add(rule.fault().word()));
    Set<String> struck = new TreeSet<>();
    met("chaos", Duration.ofSeconds(20)).forEach(each -> struck.add(each.fault().word()));

    assertThat(words).hasSize(23).containsAll(struck);
    assertThat(struck).hasSize(17);
    assertThat(share(met("chaos", Duration.ofSeconds(20)))).isBetween(0.2, 0.6);
    assertThat(plans("chaos"))
        .anyMatch(plan -> plan.stateAt(DurationLaw.LONGEST, 0) instanceof JobPlan.State.Failed)
        .anyMatch(plan -> plan.stateAt(DurationLaw.LONGEST, 0) instanceof JobPlan.State.Completed);
  }
}
