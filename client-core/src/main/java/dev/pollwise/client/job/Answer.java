package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What one status call brought: the status, or the reason why there is none. */
public sealed interface Answer {

  /** What the server said about when to ask again. */
  Hint hint();

  /**
   * A usable answer.
   *
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
      this(status, hint, Detail.COMPLETE);
    }

    /** A whole reading of a call that was not held, without a hint. */
    public Seen(JobStatus status) {
      this(status, Hint.none());
    }
  }

  /** How much of a job's end an answer tells. */
  enum Detail {
    /** All there is to tell. */
    COMPLETE,
    /** A completed job whose result the server has not filled in yet: worth reading again. */
    RESULT_PENDING,
    /** Only that the job is over; another call, about this job alone, tells the rest at once. */
    STATUS_ONLY
  }

  /**
   * What the server said about when to ask again. A floor: never undercut, read anew with each
   * answer.
   */
  sealed interface Hint {

    /** The server said nothing. */
    record None() implements Hint {}

    /**
     * The server asked for a pause.
     *
     * @param delay counted from the arrival of the answer; zero or more
     */
    record RetryAfter(Duration delay) implements Hint {
      /** Refuses a negative pause. */
      public RetryAfter {
        requireNonNull(delay, "delay");
        if (delay.isNegative()) {
          throw new IllegalArgumentException("Retry-After " + delay + ": must not be negative");
        }
      }
    }

    /**
     * The server told how many calls it has left for this client, all jobs together.
     *
     * @param remaining calls left until the reset; zero or more
     * @param reset counted from the arrival of the answer, when there will be more; zero or more
     */
    record Quota(long remaining, Duration reset) implements Hint {
      /** Refuses negative values. */
      public Quota {
        requireNonNull(reset, "reset");
        if (remaining < 0) {
          throw new IllegalArgumentException("remaining " + remaining + ": must not be negative");
        }
        if (reset.isNegative()) {
          throw new IllegalArgumentException("reset " + reset + ": must not be negative");
        }
      }
    }

    /** No hint. */
    static Hint none() {
      return new None();
    }

    /** The time before which the server wants no call; zero where it said nothing of the kind. */
    default Duration floor() {
      return switch (this) {
        case None() -> Duration.ZERO;
        case RetryAfter(Duration delay) -> delay;
        case Quota(long remaining, Duration reset) -> remaining == 0 ? reset : Duration.ZERO;
      };
    }
  }

  /** A call that brought no usable answer. The job itself is not affected. */
  sealed interface Miss extends Answer {

    /** One line for people: what happened, in plain words, without secrets. */
    default String describe() {
      return switch (this) {
        case Unreachable(String detail) -> "no answer: " + detail;
        case TimedOut(Duration limit) -> "no complete answer within " + Durations.text(limit);
        case Unreadable miss -> "unreadable answer: " + miss.detail();
        case Throttled miss -> "throttled: " + miss.detail();
        case NotFound miss -> "unknown job: " + miss.detail();
        case Rejected miss -> "HTTP " + miss.status() + ": " + miss.detail();
        case Redirected(int status, String location, var hint) ->
            "HTTP "
                + status
                + ": redirected "
                + (location.isEmpty() ? "nowhere" : "to " + location)
                + ", which is not followed";
        case Denied(int status, String detail) -> "HTTP " + status + ": " + detail;
      };
    }

    @Override
    default Hint hint() {
      return Hint.none();
    }

    /**
     * No answer at all: refused, reset, closed.
     *
     * @param detail what the network said
     */
    record Unreachable(String detail) implements Miss {
      public Unreachable {
        requireNonNull(detail, "detail");
      }
    }

    /**
     * The answer, body included, took longer than one attempt may.
     *
     * @param limit the attempt timeout in force
     */
    record TimedOut(Duration limit) implements Miss {
      public TimedOut {
        requireNonNull(limit, "limit");
      }
    }

    /**
     * An answer arrived that nobody can read: not JSON, no status, cut off, too large.
     *
     * @param detail what is wrong with it
     */
    record Unreadable(String detail, Hint hint) implements Miss {
      public Unreadable {
        requireNonNull(detail, "detail");
        requireNonNull(hint, "hint");
      }

      /** Without a hint. */
      public Unreadable(String detail) {
        this(detail, Hint.none());
      }
    }

    /**
     * The server asks for fewer calls (HTTP 429). Does not count as a failure.
     *
     * @param detail code and message of the server
     */
    record Throttled(String detail, Hint hint) implements Miss {
      public Throttled {
        requireNonNull(detail, "detail");
        requireNonNull(hint, "hint");
      }
    }

    /**
     * The server does not know the job (HTTP 404); right after a submit that can be mere delay.
     *
     * @param detail code and message of the server
     */
    record NotFound(String detail, Hint hint) implements Miss {
      public NotFound {
        requireNonNull(detail, "detail");
        requireNonNull(hint, "hint");
      }

      /** Without a hint. */
      public NotFound(String detail) {
        this(detail, Hint.none());
      }
    }

    /**
     * Another HTTP error that may pass: 5xx, and 4xx without a meaning of its own.
     *
     * @param detail code and message of the server
     */
    record Rejected(int status, String detail, Hint hint) implements Miss {
      public Rejected {
        requireNonNull(detail, "detail");
        requireNonNull(hint, "hint");
      }
    }

    /**
     * The answer is to be had elsewhere (HTTP 3xx). Never followed, since the key would go along: a
     * temporary one is as good as no answer, as of a network that wants its visitors to sign in
     * first; a permanent one says that the address is wrong, and ends a wait after a minute.
     *
     * @param location where the server points, without query; empty if nowhere
     */
    record Redirected(int status, String location, Hint hint) implements Miss {
      public Redirected {
        requireNonNull(location, "location");
        requireNonNull(hint, "hint");
      }

      /** Without a hint. */
      public Redirected(int status, String location) {
        this(status, location, Hint.none());
      }

      /** Whether the server says that it will point there for ever (HTTP 301, 308). */
      public boolean isPermanent() {
        return status == 301 || status == 308;
      }
    }

    /**
     * An error that asking again cannot mend: HTTP 401, 402, 403, or the quota is used up.
     *
     * @param detail code and message of the server
     */
    record Denied(int status, String detail) implements Miss {
      public Denied {
        requireNonNull(detail, "detail");
      }
    }
  }
}
