package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobBookTest {

  private static final int LONG = 20_000_000;

  private final Simulation world =
      new Simulation(
          Scenario.happyPath(),
          1,
          new SimulatedClock(new ManualWallClock(), 1),
          new Simulation.Capacity(5, 10));

  private Job create(String owner, String title) {
    Job.Spec wish =
        new Job.Spec(
            owner,
            "French",
            "fr",
            title,
            "",
            "",
            false,
            false,
            new JobPlan.SourceLength.Unknown(),
            true);
    return switch (world.create(List.of(wish))) {
      case Simulation.Creation.Created(List<Job> jobs) -> jobs.getFirst();
      case Simulation.Creation.Refused refused -> throw new AssertionError(refused);
    };
  }

  private List<Job> pageOf(String owner, long before, int limit) {
    return world.jobs().pageOf(owner, before, limit);
  }

  @Test
  void listsTheJobsOfOneOwnerNewestFirst() {
    Job first = create("a", "");
    Job second = create("b", "");
    Job third = create("a", "");

    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(third, first);
    assertThat(pageOf("a", third.number(), 10)).containsExactly(first);
    assertThat(pageOf("a", Long.MAX_VALUE, 1)).containsExactly(third);
    assertThat(pageOf("b", Long.MAX_VALUE, 10)).containsExactly(second);
    assertThat(pageOf("nobody", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void listsNoJobThatIsDeletedOrForgotten() {
    Job forgotten = create("a", "");
    Job deleted = create("a", "");
    Job kept = create("a", "");
    for (int i = 0; i < 3; i++) {
      create("b", "");
    }

    assertThat(world.delete(deleted)).isTrue();

    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(kept);
    assertThat(world.jobs().find(forgotten.id())).isEmpty();
    assertThat(world.delete(deleted)).isFalse();

    world.reset();
    assertThat(pageOf("a", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void forgetsTheOldestForTheSakeOfLongTexts() {
    String text = "x".repeat(LONG);
    Job first = create("a", text);
    Job second = create("a", text);
    Job third = create("a", text);

    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(third, second, first);

    Job fourth = create("a", text);
    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(fourth, third, second);

    assertThat(world.delete(second)).isTrue();
    Job fifth = create("a", "");
    world.rename(fifth, text);
    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(fifth, fourth, third);

    world.rename(fifth, text + text);
    assertThat(pageOf("a", Long.MAX_VALUE, 10)).containsExactly(fifth, fourth);
    assertThat(fifth.title()).hasSize(2 * LONG);
  }

  @Test
  void nobodyLosesJobsByWhatAnotherCreates() {
    Job mine = create("me", "");
    Job yours = create("you", "");
    for (int i = 0; i < 50; i++) {
      create("greedy", "x".repeat(i));
    }

    assertThat(pageOf("me", Long.MAX_VALUE, 10)).containsExactly(mine);
    assertThat(pageOf("you", Long.MAX_VALUE, 10)).containsExactly(yours);
    assertThat(pageOf("greedy", Long.MAX_VALUE, 10)).hasSize(3);
    assertThat(world.jobs().page(Long.MAX_VALUE, 10, job -> true)).hasSize(5);
  }

  @Test
  void aJobThatIsGoneIsNotRenamed() {
    Job job = create("a", "old");
    assertThat(world.delete(job)).isTrue();

    world.rename(job, "new");

    assertThat(job.title()).isEqualTo("old");
  }
}
