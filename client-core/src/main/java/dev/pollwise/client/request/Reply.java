package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;

/**
 * What one attempt of a {@link RepeatedRequest} brought, and so what is known of its fate.
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
   * A part of what was asked for: the rest is asked for again for a minute, then this has to do.
   *
   * @param value all that is known so far
   * @param miss what is wrong with the rest
   * @param <T> its type
   */
  record Partial<T>(T value, Miss miss) implements Reply<T> {
    /** Refuses null. */
    public Partial {
      requireNonNull(value, "value");
      requireNonNull(miss, "miss");
    }
  }

  /**
   * The server is still at work on this very request.
   *
   * @param miss why there is no more than that
   * @param hint when to ask again
   * @param isNews whether there was progress, so that more may come soon
   * @param <T> what the request is made for
   */
  record InProgress<T>(Miss miss, Hint hint, boolean isNews) implements Reply<T> {
    /** Refuses null. */
    public InProgress {
      requireNonNull(miss, "miss");
      requireNonNull(hint, "hint");
    }
  }

  /**
   * The server lives, and has not begun: it has no room yet.
   *
   * @param miss its reason
   * @param <T> what the request is made for
   */
  record Busy<T>(Miss miss) implements Reply<T> {
    /** Refuses null. */
    public Busy {
      requireNonNull(miss, "miss");
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
   * The server cannot have acted on it: there was no connection.
   *
   * @param miss what happened
   * @param <T> what the request is made for
   */
  record Unsent<T>(Miss miss) implements Reply<T> {
    /** Refuses null. */
    public Unsent {
      requireNonNull(miss, "miss");
    }
  }

  /**
   * The server will not act on this attempt. What it says of an earlier one is another matter.
   *
   * @param miss its reason
   * @param knowsKey whether it says that it has met the key before
   * @param <T> what the request is made for
   */
  record Refused<T>(Miss miss, boolean knowsKey) implements Reply<T> {
    /** Refuses null. */
    public Refused {
      requireNonNull(miss, "miss");
    }

    /** A refusal that says nothing of earlier attempts. */
    public Refused(Miss miss) {
      this(miss, false);
    }
  }
}
