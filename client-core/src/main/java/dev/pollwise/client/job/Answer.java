package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/** What one status call brought: the status, or the reason why there is none. */
public sealed interface Answer permits Answer.Seen, Miss {

  /** What the server said about when to ask again. */
  Hint hint();

  /**
   * A usable answer.
   *
   * @param status where the job stands
   * @param hint when to ask again
   * @param provisional true for a completed job whose result the server has not filled in yet:
   *     worth reading again
   */
  record Seen(JobStatus status, Hint hint, boolean provisional) implements Answer {

    /** Refuses null. */
    public Seen {
      requireNonNull(status, "status");
      requireNonNull(hint, "hint");
    }

    /** A final reading without a hint. */
    public Seen(JobStatus status) {
      this(status, Hint.none(), false);
    }
  }
}
