package dev.pollwise.benchmarks.dashboard;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import java.nio.file.Path;

/**
 * How long the application images take to start, with their trained cache and without; measured by
 * {@code StartBenchmark} of the dashboard.
 */
public final class Start implements Group {

  private static final Path FILE = Path.of("dashboard/target/benchmarks/start.csv");

  private final String run;

  /**
   * For a new group.
   *
   * @param run tells this run from others
   */
  public Start(String run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "Dashboard: the start of the application images";
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    Samples samples = Samples.read(FILE, run, effort.command(name()));
    return new StartFindings(samples).findings(effort.isShort());
  }
}
