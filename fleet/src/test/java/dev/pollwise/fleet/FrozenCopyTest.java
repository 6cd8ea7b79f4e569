package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.Shop.Fate;
import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.fleet.task.Copy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Window 7: a copy is frozen by SIGSTOP in the middle of what it does, taken for dead, and wakes up
 * when others have done it.
 */
@EnabledOnOs(OS.LINUX)
class FrozenCopyTest {

  private static final Map<String, Step> HELD =
      Map.of(
          "taken", Step.TAKEN,
          "sending", Step.SENDING,
          "sent", Step.SENT,
          "answered", Step.ANSWERED,
          "accepting", Step.ACCEPTING,
          "asking", Step.ASKING,
          "looked", Step.LOOKED,
          "handled", Step.HANDLED);

  @TempDir Path folder;

  @Test
  void aFrozenCopyPaysNothingTwiceChangesNothingAndSaysNothing() throws Exception {
    try (World world = new World(Store.POSTGRESQL, folder, Duration.ofMillis(100))) {
      // As docs/fleet.md advises: else a frozen copy keeps the rows of its open transactions.
      world.with(setup -> setup.option("idle_in_transaction_session_timeout=500"));
      ShopProcess frozen = world.doomed();
      HELD.forEach((order, step) -> frozen.order(order, 1, Fate.HOLD, step));
      HELD.forEach((order, step) -> frozen.untilAt(step, order));
      frozen.freeze();
      int said = frozen.lines().size();

      Shop another = world.another();
      world.untilTold(HELD.size());
      List<String> rows = world.rows("select id || rev || state from pollwise_job order by id");
      List<String> jobs = world.rows("select remote_id from pollwise_job");
      frozen.thaw();
      frozen.go().untilAt(Step.ANSWERED, "sent");
      another.close();
      frozen.order("afterwards", 1).untilAt(Step.TOLD, "afterwards");

      assertThat(world.rows("select id || rev || state from pollwise_job order by id"))
          .containsAll(rows);
      assertThat(world.paid()).hasSize(HELD.size() + 1);
      assertThat(world.rows("select reference from tellings order by reference"))
          .doesNotHaveDuplicates();
      assertThat(world.rows("select distinct outcome from tellings")).containsExactly("Completed");
      assertThat(frozen.lines().stream().skip(said))
          .doesNotContainAnyElementsOf(jobs.stream().map("heard of "::concat).toList());
    }
  }

  @Test
  void whereTheServerKnowsNoKeysItDoesNotSendWhatOthersHaveGivenUp() throws Exception {
    try (World world =
        new World(Store.POSTGRESQL, folder, Duration.ofMillis(100)).with(Setup::keyless)) {
      ShopProcess frozen =
          world
              .doomed()
              .order("sending", 1, Fate.HOLD, Step.SENDING)
              .untilAt(Step.SENDING, "sending");
      frozen.freeze();

      Shop another = world.another();
      world.untilTold(1);
      frozen.thaw();
      another.close();
      frozen.go().order("afterwards", 1).untilAt(Step.TOLD, "afterwards");

      assertThat(world.told("sending")).containsExactly("Unknown");
      assertThat(world.paid("sending")).isEmpty();
    }
  }
}
