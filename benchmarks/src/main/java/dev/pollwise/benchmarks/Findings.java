package dev.pollwise.benchmarks;

import java.util.List;
import java.util.stream.Stream;

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

  /** These, and then others. */
  public Findings and(Findings others) {
    return new Findings(
        joined(tables, others.tables),
        joined(data, others.data),
        joined(charts, others.charts),
        joined(broken, others.broken));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Findings without data for programs only. */
  public Findings(List<Table> tables, List<Chart> charts, List<String> broken) {
    this(tables, List.of(), charts, broken);
  }
}
