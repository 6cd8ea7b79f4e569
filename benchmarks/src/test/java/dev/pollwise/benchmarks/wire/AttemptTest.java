package dev.pollwise.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.wire.Players.Entrant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AttemptTest {

  private static Trial run(String name, double scale) throws InterruptedException {
    Entrant entrant =
        Players.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new Attempt(Course.of("happy-path", scale, 20, 20, 1), 7).run(entrant.entry());
  }

  @Test
  void whoWaitsToTheEndLosesNothingAndIsGraded() throws InterruptedException {
    for (Entrant entrant : Players.all()) {
      if (entrant.name().matches(".*, set up|Pollwise.*|a loop.*")) {
        Trial trial = run(entrant.name(), 20);

        assertThat(trial.figure(Attempt.LOST)).as(entrant.name()).isZero();
        assertThat(trial.figure(Attempt.WRONG)).as(entrant.name()).isZero();
        assertThat(trial.figure(Attempt.CALLS)).as(entrant.name()).isPositive();
        assertThat(trial.figure(Attempt.LATENESS)).as(entrant.name()).isPositive();
      }
    }
  }

  @Test
  void whoGivesUpHasLostTheJobs() throws InterruptedException {
    // Unhurried, so that no job ends before they do, however slow the machine is.
    assertThat(run("Failsafe, defaults", 1).figure(Attempt.LOST)).isEqualTo(20);
    assertThat(run("resilience4j, defaults", 1).figure(Attempt.LOST)).isEqualTo(20);
    assertThat(run("resilience4j, defaults", 1).figure(Attempt.CALLS)).isEqualTo(3);
  }
}
