package dev.pollwise.benchmarks.dashboard;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import java.nio.file.Path;

/**
 * What the window costs under a crowd of jobs, beside the same window with nothing in it; measured
 * by {@code WindowBenchmark} of the dashboard.
 */
public final class Window implements Group {

  private static final Path FILE = Path.of("dashboard/target/benchmarks/window.csv");

  private final String run;

  /**
   * For a new group.
   *
   * @param run tells this run from others
   */
  public Window(String run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "window";
  }

  @Override
  public String title() {
    return "Dashboard: the window under a crowd of jobs";
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    Samples samples = Samples.read(FILE, run, effort.command(name()));
    return new WindowFindings(samples).findings(effort.isShort());
  }
}
