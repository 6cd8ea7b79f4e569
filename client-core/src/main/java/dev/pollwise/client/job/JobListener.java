package dev.pollwise.client.job;

/**
 * Hears what happens in a wait. Events of one job arrive in order, one at a time, on a virtual
 * thread of the client. What it throws is logged once and goes no further; as long as it blocks,
 * only its own events wait.
 */
@FunctionalInterface
public interface JobListener {

  /** Takes one event. */
  void onEvent(JobEvent event);
}
