package dev.pollwise.fleet;

import java.sql.Connection;

/**
 * Hears how each job came out, at least once: again if it throws, or if the copy dies before the
 * transaction is committed. What it writes in the transaction is written exactly once.
 *
 * <p>Called on a virtual thread, by any copy, for several jobs at the same time, at most {@link
 * FleetBuilder#handlersAtOnce} in each copy, and interrupted after {@link
 * FleetBuilder#handlerTimeout}. Must not commit, roll back or close the transaction.
 */
@FunctionalInterface
public interface OutcomeHandler {

  /**
   * Takes an outcome.
   *
   * @param transaction committed when this returns, rolled back when it throws
   * @throws Exception to be told again: after 1 s, then twice as long each time, at most 10 min
   */
  void onOutcome(FleetJob job, FleetOutcome outcome, Connection transaction) throws Exception;
}
