package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.Shop.Fate;
import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.fleet.task.Copy.Step;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The windows of {@link CrashWindowTest} that need a process, a server or a database of their own.
 */
class CrashAloneTest {

  @TempDir Path folder;

  private World world(Store store) {
    return new World(store, folder, Duration.ofMillis(100));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void windows1And6WhatIsNotCommittedIsNothingAndIdsAreThereTogether(Store store) throws Exception {
    try (World world = world(store)) {
      ShopProcess doomed = world.doomed();
      doomed.order("several", 3, Fate.HOLD, Step.ACCEPTING).untilAt(Step.ACCEPTING, "several");
      if (store == Store.POSTGRESQL) {
        doomed.order("asked", 1, Fate.HOLD, Step.ASKED).untilAt(Step.ASKED, "asked");
      }
      doomed.kill();
      if (store == Store.SQLITE) { // two transactions that write cannot be open at a time
        world.doomed().order("asked", 1, Fate.HALT, Step.ASKED).untilGone();
      }

      assertThat(world.column("state", "several")).containsExactly("SUBMITTING");
      assertThat(world.rows("select id from orders")).containsExactly("several");
      assertThat(world.column("state", "asked")).isEmpty();
      assertThat(world.rows("select 1 from pollwise_task where task_name <> 'pollwise-tidy'"))
          .hasSize(1);
      world.another().order("asked", 1);
      world.untilTold(4);

      assertThat(world.told("several")).containsExactly("Completed", "Completed", "Completed");
      assertThat(world.column("remote_id", "several")).hasSize(3).isEqualTo(world.paid("several"));
      assertThat(world.told("asked")).containsExactly("Completed");
      assertThat(world.paid()).hasSize(4);
    }
  }

  @Test
  void windows3To5WhereTheServerKnowsNoKeysNothingIsSentTwice() throws Exception {
    try (World world = world(Store.POSTGRESQL).with(Setup::keyless)) {
      world.simulator().fault(FaultRule.of(new Fault.IgnoreIdempotencyKey()));
      ShopProcess doomed =
          world
              .doomed()
              .order("sending", 1, Fate.HOLD, Step.SENDING)
              .order("sent", 1, Fate.HOLD, Step.SENT)
              .order("answered", 3, Fate.HOLD, Step.ANSWERED)
              .untilAt(Step.SENDING, "sending")
              .untilAt(Step.SENT, "sent")
              .untilAt(Step.ANSWERED, "answered");
      world.untilPaid(4);
      doomed.kill();

      world.another();
      world.untilTold(5);

      assertThat(world.told("sending")).containsExactly("Unknown");
      assertThat(world.told("sent")).containsExactly("Completed");
      assertThat(world.column("remote_id", "sent")).isEqualTo(world.paid("sent"));
      assertThat(world.told("answered")).containsExactly("Completed", "Completed", "Completed");
      assertThat(world.column("remote_id", "answered")).isEqualTo(world.paid("answered"));
      assertThat(world.rows("select distinct sends from pollwise_job")).containsExactly("1");
      assertThat(world.paid()).hasSize(4);
    }
  }

  @Test
  void window4ARefusalAfterwardsSaysNothingOfWhatWasSentBefore() throws Exception {
    try (World world = world(Store.POSTGRESQL)) {
      ShopProcess doomed = world.doomed().order("sent", 1, Fate.HOLD, Step.SENT);
      world.untilPaid(1);
      doomed.kill();

      world.simulator().fault(FaultRule.of(Fault.status(402)).onRoute("create"));
      world.another();
      world.untilTold(1);

      assertThat(world.told("sent")).containsExactly("Completed");
      assertThat(world.column("remote_id", "sent")).isEqualTo(world.paid("sent"));
    }
  }

  @Test
  void window11IdsThatCannotBeWrittenAreSaidAndTheKeyBringsThemBack() throws Exception {
    try (World world = world(Store.POSTGRESQL)) {
      ShopProcess doomed = world.doomed().order("answered", 1, Fate.CUT, Step.ANSWERED).untilGone();

      assertThat(doomed.lines())
          .anySatisfy(line -> assertThat(line).startsWith("SEVERE").contains(world.paid()));
      world.another();
      world.untilTold(1);

      assertThat(world.told("answered")).containsExactly("Completed");
      assertThat(world.column("remote_id", "answered")).isEqualTo(world.paid("answered"));
      assertThat(world.paid()).hasSize(1);
    }
  }
}
