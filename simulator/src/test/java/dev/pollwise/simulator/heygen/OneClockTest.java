package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs, limiter windows and leases live by the same simulated time. */
class OneClockTest {

  private static final String ALL = "/v3/video-translations";
  private static final Duration TEN = Duration.ofSeconds(10);

  private final FaceTestBench bench =
      new FaceTestBench(
          FaceTestBench.tenSecondJobs().withRequestLimit(new RequestLimit(1, TEN)),
          FaceSettings.defaults());
  private final SimulatedClock clock = bench.simulation.clock();
  private String id = "";

  @BeforeEach
  void start() {
    id = bench.createdIds(FaceTestBench.CREATE).getFirst(); // takes the only token
    bench.simulation.faults().add(FaultRule.of(Fault.status(503)).lease(TEN), clock.now());
  }

  /** Whether the job is over, the window is open again, the lease is up. */
  private List<Boolean> over() {
    boolean job = bench.simulation.jobs().find(id).orElseThrow().peek(clock.now()).isOver();
    boolean lease = bench.simulation.faults().inForce(clock.now()).isEmpty();
    int status =
        bench.send("GET", ALL, "", "X-Api-Key", "demo", "X-Pollwise-Fault", "none").status();
    return List.of(job, status == 200, lease);
  }

  @Test
  void allStandStillWhileItIsFrozen() {
    clock.freeze(true);
    bench.wall.pass(Duration.ofDays(1));

    assertThat(over()).containsOnly(false);
  }

  @Test
  void allMoveOnWhenItIsAdvanced() {
    clock.freeze(true);
    clock.advance(TEN.minusMillis(1));
    List<Boolean> before = over();
    clock.advance(Duration.ofMillis(1));

    assertThat(before).containsOnly(false);
    assertThat(over()).containsOnly(true);
  }

  @Test
  void allRunFasterWhenItIsScaled() {
    clock.scale(10);
    bench.wall.pass(Duration.ofMillis(999));
    List<Boolean> before = over();
    bench.wall.pass(Duration.ofMillis(1));

    assertThat(before).containsOnly(false);
    assertThat(over()).containsOnly(true);
  }
}
