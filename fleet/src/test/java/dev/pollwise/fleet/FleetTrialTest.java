package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.FleetTrial.Plan;
import dev.pollwise.simulator.job.DurationLaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link FleetSoak}. */
class FleetTrialTest {

  private static final long SEED = 42;

  @TempDir Path folder;

  @Test
  void nothingIsLostNorPaidTwiceWhileCopiesAreKilled() throws Exception {
    Plan plan =
        new Plan(
            Store.POSTGRESQL,
            30,
            2,
            false,
            Duration.ofMillis(500),
            DurationLaw.uniform(Duration.ofMillis(100), Duration.ofSeconds(2)),
            Duration.ofSeconds(3),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            SEED);
    List<String> story = new ArrayList<>();
    try (FleetTrial trial = new FleetTrial(plan, folder, story::add)) {
      FleetBooks books = trial.run();

      assertThat(books.wrong()).as("seed %d, %s", SEED, story).isEmpty();
      assertThat(books.paid()).isEqualTo(30);
      assertThat(trial.kills()).isPositive();
    }
  }
}
