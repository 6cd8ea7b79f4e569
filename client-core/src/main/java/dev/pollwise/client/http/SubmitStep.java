package dev.pollwise.client.http;

import dev.pollwise.client.job.Miss;
import java.time.Duration;

/**
 * What a submit does next.
 *
 * @param <T> what the server gives for what it has accepted
 */
sealed interface SubmitStep<T> {

  /**
   * Ask again under the same key.
   *
   * @param progress how far the submit has come
   * @param delay from now to the next call
   */
  record Again<T>(SubmitProgress progress, Duration delay) implements SubmitStep<T> {}

  /**
   * The server has accepted it.
   *
   * @param receipt what it gave for that
   */
  record Accepted<T>(T receipt) implements SubmitStep<T> {}

  /**
   * Asking again is pointless, or the time is up.
   *
   * @param miss the last one
   */
  record GivenUp<T>(Miss miss) implements SubmitStep<T> {}
}
