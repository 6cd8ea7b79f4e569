package dev.pollwise.client;

/**
 * Hears what becomes of submits, in order for each of them; as {@link
 * dev.pollwise.client.job.JobListener} does of jobs. Runs on a thread of the client's executor, one
 * event at a time; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface SubmitListener {

  /** Something happened. */
  void onEvent(SubmitEvent event);
}
