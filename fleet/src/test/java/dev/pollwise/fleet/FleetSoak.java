package dev.pollwise.fleet;

import dev.pollwise.fleet.FleetTrial.Plan;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.simulator.job.DurationLaw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Three hundred jobs, three copies, a kill every three seconds, lost answers; then the same at a
 * server that knows no idempotency keys; then processes that die right after a commit, and how
 * large tables get.
 */
public final class FleetSoak {

  private FleetSoak() {}

  /** Exits with 1 if anything is wrong. */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));
    boolean isRight = true;
    for (boolean isKeyless : new boolean[] {false, true}) {
      System.out.println(
          (isKeyless ? "Without keys" : "With keys") + ", seed " + seed + " (-Dseed=" + seed + ")");
      isRight &= FleetDemo.play(plan(isKeyless, seed), System.out::println);
      System.out.println();
    }
    isRight &= isKept(200);
    isRight &= isBounded();
    System.exit(isRight ? 0 : 1);
  }

  /** Of SQLite every row must be there; of H2 it is told how many are not. */
  private static boolean isKept(int kills) throws Exception {
    Path folder = Files.createTempDirectory("pollwise-kept");
    List<Integer> missing = CommitAndDie.missingAfter(folder.resolve("kept.db").toString(), kills);
    System.out.println(
        "SQLite: %d processes died right after a commit, missing rows: %s"
            .formatted(kills, missing));
    System.out.println(
        "H2 by its defaults, for comparison: of 20 rows %d are missing"
            .formatted(CommitAndDie.missingAfter("jdbc:h2:" + folder.resolve("kept"), 20).size()));
    return missing.isEmpty();
  }

  /**
   * As many steps as 50 jobs that are asked once a minute take in ten hours; and as many jobs as
   * come and go in an hour where one comes each second.
   */
  private static boolean isBounded() throws Exception {
    Path folder = Files.createTempDirectory("pollwise-sizes");
    boolean isBounded =
        isBounded(
            "8,000, 16,000, 24,000 and 32,000 steps of 50 jobs",
            FleetSizes.afterSteps(Store.POSTGRESQL.open(folder), 4, 8_000));
    isBounded &=
        isBounded(
            "each of eight crowds of 450 jobs that came and went",
            FleetSizes.afterCrowds(Store.POSTGRESQL.open(folder), 8, 450));
    return isBounded;
  }

  private static boolean isBounded(String work, List<Map<String, Long>> sizes) {
    System.out.println("Tables and indexes after " + work + ":");
    sizes
        .getLast()
        .keySet()
        .forEach(name -> System.out.println("  " + FleetSizes.told(name, sizes)));
    String grown = FleetSizes.grown(sizes);
    System.out.println(grown.isEmpty() ? "None has grown." : "WRONG: grown, " + grown);
    return grown.isEmpty();
  }

  private static Plan plan(boolean isKeyless, long seed) {
    return new Plan(
        Store.POSTGRESQL,
        300,
        3,
        isKeyless,
        DbSchedulerAgenda.HEARTBEAT,
        DurationLaw.uniform(Duration.ofSeconds(1), Duration.ofSeconds(20)),
        Duration.ofSeconds(60),
        Duration.ofSeconds(3),
        Duration.ofSeconds(70),
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        seed);
  }
}
