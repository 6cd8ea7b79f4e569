package dev.pollwise.client.http;

import dev.pollwise.client.job.Miss;

/**
 * What a submit brought.
 *
 * @param <T> what the server gives for what it has accepted
 */
public sealed interface Submitted<T> {

  /**
   * The server has accepted it.
   *
   * @param receipt what it gave for that
   * @param <T> its type
   */
  record Accepted<T>(T receipt) implements Submitted<T> {}

  /**
   * No receipt.
   *
   * @param miss what happened
   * @param isInProgress whether the server says that it still works on a submit under the same key
   * @param <T> what a receipt would be
   */
  record Missed<T>(Miss miss, boolean isInProgress) implements Submitted<T> {

    /** A miss about which the server says nothing more. */
    public Missed(Miss miss) {
      this(miss, false);
    }
  }
}
