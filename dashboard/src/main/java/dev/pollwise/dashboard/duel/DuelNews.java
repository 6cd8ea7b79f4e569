package dev.pollwise.dashboard.duel;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.JobKey;
import java.time.Instant;

/** What happens in a duel. */
public sealed interface DuelNews {

  /** The number of the duel. */
  int duel();

  /**
   * A job was accepted, and both sides watch it from now on.
   *
   * @param title what to call it
   */
  record Launched(int duel, JobKey job, String title) implements DuelNews {}

  /** A job could not be launched, or none at all. */
  record NotLaunched(int duel, Problem problem) implements DuelNews {}

  /** Something happened in the wait of one side. */
  record Heard(int duel, Side side, JobKey job, JobEvent event) implements DuelNews {}

  /**
   * The simulator told when a job is truly over, whether anybody has seen it or not.
   *
   * @param at by the wall clock; may lie ahead
   */
  record TrueEndTold(int duel, JobKey job, Instant at) implements DuelNews {}

  /** Nothing more will come of it. */
  record Over(int duel) implements DuelNews {}
}
