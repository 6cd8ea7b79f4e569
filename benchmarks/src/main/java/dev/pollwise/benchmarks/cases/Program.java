package dev.pollwise.benchmarks.cases;

/** A program that has videos translated. Called by many threads at once. */
interface Program extends AutoCloseable {

  /**
   * Submits a video, and waits for its translation.
   *
   * @param order what the program's user calls it
   * @throws Exception what the program's user sees then
   */
  Told translate(String order) throws Exception;

  /** Takes up a job that was left open. */
  Told resume(Told.Open open) throws Exception;

  @Override
  void close();
}
