package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.task.Copy.Step;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Occurrence;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import dev.pollwise.simulator.fault.FaultRule.Times;
import dev.pollwise.simulator.job.DurationLaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM: another copy goes on at its next round, as nothing is left in the hands of the first.
 */
class GracefulStopTest {

  @TempDir Path folder;

  @Test
  void aCopyThatIsToldToEndHearsSubmitsOutGivesLooksUpAndLeavesNothingPicked() throws Exception {
    try (World world = new World(Store.POSTGRESQL, folder, Duration.ofMillis(100))) {
      List<FaultBoard.ActiveRule> silence =
          List.of(
              world.simulator().fault(FaultRule.of(Fault.noAnswer()).onRoute("get")),
              world.simulator().fault(FaultRule.of(Fault.noAnswer()).onRoute("statuses")));
      ShopProcess ended = world.doomed();
      ended.order("asking", 1).untilAt(Step.ASKING, "asking");
      world
          .simulator()
          .fault(
              FaultRule.of(Fault.latency(DurationLaw.fixed(Duration.ofSeconds(1))))
                  .onRoute("create")
                  .in(Phase.AFTER));
      ended.order("sent", 1).untilAt(Step.SENT, "sent");
      ended.terminate();
      ended.untilGone();

      assertThat(world.rows("select task_instance from pollwise_task where picked")).isEmpty();

      assertThat(world.column("state", "sent")).containsExactly("WATCHING");
      assertThat(world.column("remote_id", "sent")).isEqualTo(world.paid("sent"));
      silence.forEach(rule -> world.simulator().simulation().faults().lift(rule.id()));
      world.another();
      world.untilTold(2);

      assertThat(world.rows("select distinct copy from tellings")).containsExactly("another");
      assertThat(world.rows("select distinct outcome from tellings")).containsExactly("Completed");
      assertThat(world.paid()).hasSize(2);
    }
  }

  /** Nobody is taken for dead within an hour: what goes on was handed over. */
  @Test
  void whatItHadInItsHandsIsHandedOverAndNotTakenOver() throws Exception {
    try (World world = new World(Store.POSTGRESQL, folder, Duration.ofMillis(100))) {
      world
          .simulator()
          .fault(
              FaultRule.of(Fault.noAnswer())
                  .onRoute("get")
                  .times(new Times(new Occurrence.First(1), 0, Times.Per.RULE)));
      ShopProcess ended = world.doomed();
      ended.order("asking", 1).untilAt(Step.ASKING, "asking");
      world.another(Duration.ofMinutes(15));

      ended.terminate();
      ended.untilGone();
      world.untilTold(1);

      assertThat(world.rows("select copy from tellings")).containsExactly("another");
      assertThat(world.paid()).hasSize(1);
    }
  }
}
