package dev.pollwise.benchmarks;

import java.util.List;

/**
 * What a group found.
 *
 * @param tables in the order of its page
 * @param charts shown below the tables
 * @param broken promises of Pollwise that did not hold, a sentence each: any of them makes the run
 *     fail
 */
public record Findings(List<Table> tables, List<Chart> charts, List<String> broken) {

  /** Copies the lists. */
  public Findings {
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    broken = List.copyOf(broken);
  }
}
