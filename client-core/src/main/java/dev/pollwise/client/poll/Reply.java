package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;

/**
 * What one attempt of a {@link RepeatedRequest} brought.
 *
 * @param <T> what the request is made for
 */
public sealed interface Reply<T> {

  /**
   * What was asked for.
   *
   * @param value the whole of it
   * @param <T> its type
   */
  record Done<T>(T value) implements Reply<T> {
    /** Refuses null. */
    public Done {
      requireNonNull(value, "value");
    }
  }

  /**
   * The server lives, and has no room yet or is still at work on this very request.
   *
   * @param miss why there is no more than that
   * @param hint when to ask again
   * @param isNews whether there was progress, so that more may come soon
   * @param <T> what the request is made for
   */
  record Busy<T>(Miss miss, Hint hint, boolean isNews) implements Reply<T> {

    /** Refuses null. */
    public Busy {
      requireNonNull(miss, "miss");
      requireNonNull(hint, "hint");
    }

    /** Busy without progress. */
    public Busy(Miss miss) {
      this(miss, miss.hint(), false);
    }
  }

  /**
   * Nobody knows whether the server has acted on the request.
   *
   * @param miss what happened
   * @param <T> what the request is made for
   */
  record Lost<T>(Miss miss) implements Reply<T> {
    /** Refuses null. */
    public Lost {
      requireNonNull(miss, "miss");
    }
  }

  /**
   * It has not, and will not.
   *
   * @param miss its reason
   * @param <T> what the request is made for
   */
  record Refused<T>(Miss miss) implements Reply<T> {
    /** Refuses null. */
    public Refused {
      requireNonNull(miss, "miss");
    }
  }
}
