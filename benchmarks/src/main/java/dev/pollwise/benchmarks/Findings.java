package dev.pollwise.benchmarks;

import java.util.List;

/**
 * What a group found.
 *
 * @param tables in the order of its page
 * @param data tables that are written for programs only
 * @param charts shown below the tables
 * @param broken promises of Pollwise that did not hold, a sentence each: any of them makes the run
 *     fail
 */
public record Findings(
    List<Table> tables, List<Table> data, List<Chart> charts, List<String> broken) {

  /** Copies the lists. */
  public Findings {
    tables = List.copyOf(tables);
    data = List.copyOf(data);
    charts = List.copyOf(charts);
    broken = List.copyOf(broken);
  }

  /** Findings without data for programs only. */
  public Findings(List<Table> tables, List<Chart> charts, List<String> broken) {
    this(tables, List.of(), charts, broken);
  }
}
