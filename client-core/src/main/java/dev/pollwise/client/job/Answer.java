package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What one status call brought: the status, or the reason why there is none. */
public sealed interface Answer permits Answer.Seen, Miss {

  /** What the server said about when to ask again. */
  Hint hint();

  /**
   * A usable answer.
   *
   * @param status where the job stands
   * @param hint when to ask again
   * @param detail how much of an end it tells
   * @param held for how long the server says that it was willing to hold the call until there was
   *     news (long poll); zero if it says nothing of the kind
   */
  record Seen(JobStatus status, Hint hint, Detail detail, Duration held) implements Answer {

    /** Refuses null and a negative time. */
    public Seen {
      requireNonNull(status, "status");
      requireNonNull(hint, "hint");
      requireNonNull(detail, "detail");
      requireNonNull(held, "held");
      if (held.isNegative()) {
        throw new IllegalArgumentException("held " + held + ": must not be negative");
      }
    }

    /** A reading of a call that was not held. */
    public Seen(JobStatus status, Hint hint, Detail detail) {
      this(status, hint, detail, Duration.ZERO);
    }

    /** A whole reading of a call that was not held. */
    public Seen(JobStatus status, Hint hint) {
      this(status, hint, Detail.WHOLE);
    }

    /** A whole reading of a call that was not held, without a hint. */
    public Seen(JobStatus status) {
      this(status, Hint.none());
    }
  }

  /** How much of a job's end an answer tells. */
  enum Detail {
    /** All there is to tell. */
    WHOLE,
    /** A completed job whose result the server has not filled in yet: worth reading again. */
    UNFINISHED,
    /** Only that the job is over; another call, about this job alone, tells the rest at once. */
    ELSEWHERE
  }
}
