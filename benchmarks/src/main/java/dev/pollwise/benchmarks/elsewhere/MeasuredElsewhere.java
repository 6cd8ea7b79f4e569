package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import java.nio.file.Path;

/** What a module has measured of itself just before, see {@link Samples}. */
public final class MeasuredElsewhere implements Group {

  private final String module;
  private final String name;
  private final String title;
  private final String run;
  private final Reader reader;

  private MeasuredElsewhere(String module, String name, String title, String run, Reader reader) {
    this.module = module;
    this.name = name;
    this.title = title;
    this.run = run;
    this.reader = reader;
  }

  /** Makes findings of samples. */
  private interface Reader {
    /**
     * Reads them.
     *
     * @param isShort whether too little was measured to judge by it
     */
    Findings read(Samples samples, boolean isShort);
  }

  /**
   * What the window costs under a crowd of jobs, beside the same window with nothing in it;
   * measured by {@code WindowBenchmark}.
   *
   * @param run tells this run from others
   */
  public static Group window(String run) {
    return new MeasuredElsewhere(
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
    return new MeasuredElsewhere(
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
    return new MeasuredElsewhere(
        "fleet",
        "fleet",
        "Fleet: waits in a database, beside waits in memory",
        run,
        (samples, isShort) -> new FleetFindings(samples).findings(isShort));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    Path file = Path.of(module, "target", "benchmarks", name + ".csv");
    return reader.read(Samples.read(file, run, effort.command(name)), effort.isShort());
  }
}
