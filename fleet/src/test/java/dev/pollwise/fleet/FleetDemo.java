package dev.pollwise.fleet;

import dev.pollwise.fleet.FleetTrial.Plan;
import dev.pollwise.fleet.TakeOvers.End;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.simulator.job.DurationLaw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Three copies of a service on one PostgreSQL, sixty paid jobs, a server that loses answers, and
 * every three seconds one copy is killed or, each third, told to end. {@code -Dstore=sqlite}: one
 * process with a file.
 */
public final class FleetDemo {

  /** Held here, since the logging library forgets what it was told of a logger nobody holds. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("io.helidon"), Logger.getLogger("dev.pollwise"));

  private FleetDemo() {}

  /** Exits with 1 if anything was lost, paid twice, or not taken over in time. */
  public static void main(String[] arguments) throws Exception {
    Store store = Store.valueOf(System.getProperty("store", "postgresql").toUpperCase(Locale.ROOT));
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));
    boolean isShared = store == Store.POSTGRESQL;
    Plan plan =
        new Plan(
            store,
            60,
            isShared ? 3 : 1,
            false,
            DbSchedulerAgenda.HEARTBEAT,
            DurationLaw.uniform(Duration.ofSeconds(2), Duration.ofSeconds(12)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(isShared ? 3 : 6),
            Duration.ofSeconds(30),
            Duration.ofSeconds(4),
            Duration.ofSeconds(100),
            seed);
    System.out.println(
        "Pollwise fleet demo, seed " + seed + " (again with -Dseed=" + seed + "), " + store);
    System.exit(play(plan, System.out::println) ? 0 : 1);
  }

  /** Whether all went well. */
  static boolean play(Plan plan, Consumer<String> out) throws Exception {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    Path folder = Files.createTempDirectory("pollwise-fleet");
    try (FleetTrial trial = new FleetTrial(plan, folder, out)) {
      FleetBooks books = trial.run();
      TakeOvers takeOvers = trial.takeOvers();
      out.accept("");
      out.accept(
          "asked %d   paid %d   lost %d   paid or told twice %d   unknown %d"
              .formatted(
                  books.asked(), books.paid(), books.lost(), books.twice(), books.unknown()));
      out.accept(
          "kills %d   taken over %d, the slowest after %.1f s   late %d   took %d s"
              .formatted(
                  trial.kills(),
                  takeOvers.number(End.KILLED),
                  takeOvers.slowest(End.KILLED).toMillis() / 1e3,
                  books.late(),
                  trial.took().toSeconds()));
      out.accept(
          "told to end (SIGTERM) %d   handed over %d, the slowest after %.2f s"
              .formatted(
                  trial.tellings(),
                  takeOvers.number(End.TOLD_TO_END),
                  takeOvers.slowest(End.TOLD_TO_END).toMillis() / 1e3));
      books.wrong().forEach(what -> out.accept("WRONG: " + what));
      return books.wrong().isEmpty();
    }
  }
}
