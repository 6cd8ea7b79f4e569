package dev.pollwise.client.http;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.List;

/** What a submit does next. */
sealed interface SubmitStep {

  /**
   * Ask again under the same key.
   *
   * @param progress how far the submit has come
   * @param delay from now to the next call
   */
  record Again(SubmitProgress progress, Duration delay) implements SubmitStep {}

  /**
   * The jobs exist.
   *
   * @param ids at least one
   */
  record Accepted(List<JobId> ids) implements SubmitStep {
    /** Copies the ids. */
    public Accepted {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Asking again is pointless, or the time is up.
   *
   * @param miss the last one
   */
  record GivenUp(Miss miss) implements SubmitStep {}
}
