package dev.pollwise.benchmarks;

/** One question that measurements answer, run by its name. */
public interface Group {

  /** Lower case, one word: names the group on the command line, and its files. */
  String name();

  /** What is measured, as the headline of its page. */
  String title();

  /**
   * Measures.
   *
   * @throws Exception if there is nothing to report at all; what went wrong with a contender
   *     belongs into the findings
   */
  Findings run(Effort effort) throws Exception;
}
