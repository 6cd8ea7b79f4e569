package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** What a module has measured of itself just before, see {@link Samples}. */
public final class MeasuredElsewhere {

  private MeasuredElsewhere() {}

  /**
   * What the window costs under a crowd of jobs, beside the same window with nothing in it;
   * measured by {@code WindowBenchmark}.
   *
   * @param run tells this run from others
   */
  public static Group window(String run) {
    return group(
        "dashboard",
        "window",
        "Dashboard: the window under a crowd of jobs",
        run,
        (samples, isShort) -> new WindowFindings(samples).findings(isShort));
  }

  /**
   * How long the application images take to start, with their trained cache and without; measured
   * by {@code StartBenchmark}.
   *
   * @param run tells this run from others
   */
  public static Group start(String run) {
    return group(
        "dashboard",
        "start",
        "Dashboard: the start of the application images",
        run,
        (samples, isShort) -> new StartFindings(samples).findings(isShort));
  }

  /**
   * What keeping waits in a database costs, beside the same waits in the memory of a client;
   * measured by {@code FleetBenchmark}.
   *
   * @param run tells this run from others
   */
  public static Group fleet(String run) {
    return group(
        "fleet",
        "fleet",
        "Fleet: waits in a database, beside waits in memory",
        run,
        (samples, isShort) -> new FleetFindings(samples).findings(isShort));
  }

  /**
   * Reads what was measured.
   *
   * @param reader makes findings of samples; told whether too little was measured to judge by it
   */
  private static Group group(
      String module,
      String name,
      String title,
      String run,
      BiFunction<Samples, Boolean, Findings> reader) {
    Path file = Path.of(module, "target", "benchmarks", name + ".csv");
    return new Group(
        name,
        title,
        effort -> reader.apply(Samples.read(file, run, effort.command(name)), effort.isShort()));
  }
}
