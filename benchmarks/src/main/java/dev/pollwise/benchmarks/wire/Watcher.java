package dev.pollwise.benchmarks.wire;

import java.util.concurrent.Callable;

/** Waits for jobs, as a library does it. Called by many threads at once. */
interface Watcher extends AutoCloseable {

  /** The status of a job that goes on, whichever of the two words it is. */
  static boolean goesOn(String status) {
    return status.equals("pending") || status.equals("running");
  }

  /**
   * Waits until a job is over, or until the library gives up.
   *
   * @param status asks the server once; throws where there is no answer, or one that is none
   * @return the last status that the library knows
   * @throws Exception whatever the library throws
   */
  String await(Callable<String> status) throws Exception;

  @Override
  default void close() {}
}
