package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A call that brought no usable answer. The job itself is not affected. */
public sealed interface Miss extends Answer {

  /** One line for people: what happened, in plain words, without secrets. */
  String describe();

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
    /** Refuses null. */
    public Unreachable {
      requireNonNull(detail, "detail");
    }

    @Override
    public String describe() {
      return "no answer: " + detail;
    }
  }

  /**
   * The answer, body included, took longer than one attempt may.
   *
   * @param limit the attempt timeout in force
   */
  record TimedOut(Duration limit) implements Miss {
    /** Refuses null. */
    public TimedOut {
      requireNonNull(limit, "limit");
    }

    @Override
    public String describe() {
      return "no complete answer within " + DurationText.of(limit);
    }
  }

  /**
   * An answer arrived that nobody can read: not JSON, no status, cut off, too large.
   *
   * @param detail what is wrong with it
   */
  record Unreadable(String detail) implements Miss {
    /** Refuses null. */
    public Unreadable {
      requireNonNull(detail, "detail");
    }

    @Override
    public String describe() {
      return "unreadable answer: " + detail;
    }
  }

  /**
   * The server asks for fewer calls (HTTP 429). Does not count as a failure.
   *
   * @param detail code and message of the server
   * @param hint the pause it asked for
   */
  record Throttled(String detail, Hint hint) implements Miss {
    /** Refuses null. */
    public Throttled {
      requireNonNull(detail, "detail");
      requireNonNull(hint, "hint");
    }

    @Override
    public String describe() {
      return "throttled: " + detail;
    }
  }

  /**
   * The server does not know the job (HTTP 404); right after a submit that can be mere delay.
   *
   * @param detail code and message of the server
   */
  record NotFound(String detail) implements Miss {
    /** Refuses null. */
    public NotFound {
      requireNonNull(detail, "detail");
    }

    @Override
    public String describe() {
      return "unknown job: " + detail;
    }
  }

  /**
   * Another HTTP error that may pass: 5xx, and 4xx without a meaning of its own.
   *
   * @param status the HTTP status
   * @param detail code and message of the server
   * @param hint the pause it asked for
   */
  record Rejected(int status, String detail, Hint hint) implements Miss {
    /** Refuses null. */
    public Rejected {
      requireNonNull(detail, "detail");
      requireNonNull(hint, "hint");
    }

    @Override
    public String describe() {
      return "HTTP " + status + ": " + detail;
    }
  }

  /**
   * The answer is to be had elsewhere (HTTP 3xx). Never followed, since the key would go along: a
   * temporary one is as good as no answer, as of a network that wants its visitors to sign in
   * first; a permanent one says that the address is wrong, and ends a wait after a minute.
   *
   * @param status the HTTP status
   * @param location where the server points, without query; empty if nowhere
   */
  record Redirected(int status, String location) implements Miss {
    /** Refuses null. */
    public Redirected {
      requireNonNull(location, "location");
    }

    /** Whether the server says that it will point there for ever (HTTP 301, 308). */
    public boolean isPermanent() {
      return status == 301 || status == 308;
    }

    @Override
    public String describe() {
      return "HTTP %d: redirected %s, which is not followed"
          .formatted(status, location.isEmpty() ? "nowhere" : "to " + location);
    }
  }

  /**
   * An error that asking again cannot mend: HTTP 401, 402, 403, or the quota is used up.
   *
   * @param status the HTTP status
   * @param detail code and message of the server
   */
  record Denied(int status, String detail) implements Miss {
    /** Refuses null. */
    public Denied {
      requireNonNull(detail, "detail");
    }

    @Override
    public String describe() {
      return "HTTP " + status + ": " + detail;
    }
  }
}
