package dev.pollwise.benchmarks;

/**
 * One question that measurements answer, run by its name.
 *
 * @param name lower case, one word: names the group on the command line, and its files
 * @param title what is measured, as the headline of its page
 * @param measurement finds the answer
 */
public record Group(String name, String title, Measurement measurement) {

  /** What is run. */
  @FunctionalInterface
  public interface Measurement {

    /**
     * Measures.
     *
     * @throws Exception if there is nothing to report at all; what went wrong with a contender
     *     belongs into the findings
     */
    Findings run(Effort effort) throws Exception;
  }
}
