package dev.pollwise.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for jobs, as a library does it. Called by many threads at once. */
public interface Watcher extends AutoCloseable {

  /** The status of a job that goes on, or of which nobody knows that it does not. */
  static boolean goesOn(String status) {
    return !status.equals("completed") && !status.equals("failed");
  }

  /**
   * Waits until a job is over, or until the library gives up.
   *
   * @param status asks the server once; throws where there is no answer, or one that is none
   * @return the last status that the library knows
   * @throws Exception whatever the library throws
   */
  default String await(Callable<String> status) throws Exception {
    return repeat(status, Watcher::goesOn);
  }

  /**
   * Makes a call until its answer will do, or until the library gives up.
   *
   * @throws Exception whatever the library throws
   */
  String repeat(Callable<String> call, Predicate<String> again) throws Exception;

  @Override
  default void close() {}
}
