package dev.pollwise.benchmarks;

import dev.pollwise.benchmarks.cases.Cases;
import dev.pollwise.benchmarks.elsewhere.MeasuredElsewhere;
import dev.pollwise.benchmarks.methods.Methods;
import dev.pollwise.benchmarks.scale.ClientScale;
import dev.pollwise.benchmarks.schedules.Schedules;
import dev.pollwise.benchmarks.server.Capacity;
import dev.pollwise.benchmarks.server.Serving;
import dev.pollwise.benchmarks.wire.Wire;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs groups of measurements and writes their pages. Three arguments: the name of a group or
 * {@code all}; whether the short mode will do, {@code true} or {@code false}; what tells this run
 * from others. Ends with 1 if a promise of Pollwise did not hold, with 2 for an argument that is
 * none.
 */
public final class Main {

  private static final long SEED = 20_261_121;

  /** Tells of every server that starts; kept here because loggers are forgotten otherwise. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private Main() {}

  /** All that run by themselves, in this order. */
  private static List<Group> all() {
    return List.of(
        new Group("schedules", "Schedules: what a wait costs, in virtual time", Schedules::run),
        new Group("cases", "Twelve cases: who is right, who is wrong, who pays twice", Cases::run),
        new Group(
            "wire", "Real wire: jobs lost, calls and lateness against the simulator", Wire::run),
        new Group("scale", "Client scale: what a poll and a wait cost", ClientScale::run),
        new Group("simulator", "Simulator: requests", Serving::run),
        new Group("capacity", "Simulator: long polls, start-up, jobs", Capacity::run),
        new Group("methods", "Single methods", Methods::run));
  }

  /**
   * Each needs what its own command makes before: the tests of dashboard or fleet, or the images.
   */
  private static List<Group> alone(String run) {
    return List.of(
        MeasuredElsewhere.window(run), MeasuredElsewhere.start(run), MeasuredElsewhere.fleet(run));
  }

  /** See the class. */
  public static void main(String[] args) throws Exception {
    HELIDON.setLevel(Level.SEVERE);
    System.exit(run(List.of(args), System.out, System.err));
  }

  private static int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    List<Group> alone = alone(args.get(2));
    boolean isAll = args.getFirst().equals("all");
    List<Group> chosen =
        Stream.concat(all().stream(), alone.stream())
            .filter(group -> isAll ? !alone.contains(group) : args.getFirst().equals(group.name()))
            .toList();
    if (chosen.isEmpty()) {
      String names =
          Stream.concat(all().stream(), alone.stream())
              .map(Group::name)
              .collect(Collectors.joining(", "));
      err.println("group " + args.getFirst() + ": must be one of all, " + names);
      return 2;
    }
    // -Dshort alone arrives as "true"; Maven makes it so.
    Effort effort = new Effort(Boolean.parseBoolean(args.get(1)), SEED);
    if (isAll) {
      alone.forEach(group -> out.println("not among all: " + effort.command(group.name())));
    }
    Path folder = Path.of(effort.isShort() ? "benchmarks/target/benchmarks" : "docs/benchmarks");
    out.println(Machine.line() + ", seed " + SEED);
    int broken = 0;
    for (Group group : chosen) {
      out.println("\n# " + group.title());
      long begun = System.nanoTime();
      Findings findings = group.measurement().run(effort);
      new Page(folder).write(group, effort, findings);
      for (Table table : findings.tables()) {
        out.println("\n" + table.title() + "\n\n" + table.markdown());
      }
      findings.broken().forEach(sentence -> err.println("BROKEN: " + sentence));
      broken += findings.broken().size();
      out.printf(
          "%s: %d s, written to %s%n",
          group.name(), (System.nanoTime() - begun) / 1_000_000_000, folder.resolve(group.name()));
    }
    return broken == 0 ? 0 : 1;
  }
}
