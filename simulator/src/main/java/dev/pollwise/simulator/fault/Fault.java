package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;
import java.util.Set;

/** One thing that goes wrong with a request. */
public sealed interface Fault
    permits Fault.Latency,
        Fault.ClockSkew,
        Fault.Headers,
        Fault.IgnoreIdempotencyKey,
        Fault.Outcome,
        Distortion,
        WebhookFault {

  /** Its name in documents, journal and metrics. */
  default String word() {
    return FaultKind.of(this).word();
  }

  /**
   * The answer comes late. Wall-clock time, whatever the time scale. Adds to an {@link Outcome} of
   * the same request.
   */
  record Latency(DurationLaw law) implements Fault {}

  /**
   * The answer is dated by a clock that is wrong: {@code Date}, and {@code Retry-After} where it is
   * a date. Adds to an {@link Outcome} of the same request.
   *
   * @param by how much later than true; negative for earlier; at most 10 years
   */
  record ClockSkew(Duration by) implements Fault {

    private static final Duration MOST = Duration.ofDays(3_650);
    static final Range<Duration> SKEWS = Range.of(MOST.negated(), MOST);

    /** Refuses a skew out of range. */
    public ClockSkew {
      SKEWS.require("by", by);
    }
  }

  /**
   * The answer has more headers than its own, and is true otherwise. Adds to an {@link Outcome} of
   * the same request.
   *
   * @param retryAfter the hint that the answer has beside them
   */
  record Headers(ExtraHeaders extra, RetryHint retryAfter) implements Fault {

    /** Refuses what changes nothing. */
    public Headers {
      if (extra.values().isEmpty() && retryAfter instanceof RetryHint.None) {
        throw new IllegalArgumentException("headers: must have a header, or retry-after");
      }
    }
  }

  /**
   * The request is served as if it had no {@code Idempotency-Key}, as by a server that knows none:
   * repeated, it is done again. Adds to an {@link Outcome} of the same request.
   */
  record IgnoreIdempotencyKey() implements Fault {}

  /** Something else than the true answer. A request meets at most one. */
  sealed interface Outcome extends Fault
      permits StatusError, Reset, Close, NoAnswer, Outage, Nonsense, Mangling {}

  /**
   * A complete response of another status, mostly an error; the connection is kept.
   *
   * @param status 200 to 599; 204, 205 and 304 have no body
   */
  record StatusError(int status, ErrorBody body, RetryHint retryAfter, ExtraHeaders headers)
      implements Outcome {

    static final Range<Integer> STATUSES = Range.of(200, 599);
    private static final Set<Integer> BARE = Set.of(204, 205, 304);

    /** Without headers of its own. */
    public StatusError(int status, ErrorBody body, RetryHint retryAfter) {
      this(status, body, retryAfter, ExtraHeaders.none());
    }

    /** Refuses a status out of range, and a body where HTTP has none. */
    public StatusError {
      STATUSES.require("status", status);
      if (BARE.contains(status) && !(body instanceof ErrorBody.Empty)) {
        throw new IllegalArgumentException("status " + status + ": has no body, so body is empty");
      }
    }
  }

  /** The connection is reset (RST) before any byte of an answer. */
  record Reset() implements Outcome {}

  /** The connection is closed (FIN) before any byte of an answer. */
  record Close() implements Outcome {}

  /**
   * The request is accepted and never answered; the connection stays open, and is closed without a
   * byte when {@code atMost} has passed or the server stops.
   *
   * @param atMost wall-clock time, more than 0, at most a day
   */
  record NoAnswer(Duration atMost) implements Outcome {

    /** Longer than the timeouts of ordinary clients: 5 minutes. */
    public static final Duration DEFAULT = Duration.ofMinutes(5);

    /** Refuses a time out of range. */
    public NoAnswer {
      Mangling.SPAN.require("at-most", atMost);
    }
  }

  /**
   * Nobody listens: connections are refused, and those that are open are reset. Strikes the server,
   * not single requests, for as long as its rule is in force; the control API goes on.
   */
  record Outage() implements Outcome {}

  /** An error with the usual envelope, without a hint when to come back. */
  static StatusError status(int status) {
    return new StatusError(status, ErrorBody.usual(), new RetryHint.None());
  }

  /** 429 with {@code Retry-After} in seconds. */
  static StatusError tooManyRequests(Duration retryAfter) {
    return new StatusError(429, ErrorBody.usual(), new RetryHint.InSeconds(retryAfter));
  }

  /** A late answer. */
  static Latency latency(DurationLaw law) {
    return new Latency(law);
  }

  /** A wrong clock. */
  static ClockSkew clockSkew(Duration by) {
    return new ClockSkew(by);
  }

  /** See {@link Outage}. */
  static Outage outage() {
    return new Outage();
  }

  /** See {@link Reset}. */
  static Reset reset() {
    return new Reset();
  }

  /** See {@link Close}. */
  static Close close() {
    return new Close();
  }

  /** See {@link NoAnswer}; lasts {@link NoAnswer#DEFAULT}. */
  static NoAnswer noAnswer() {
    return new NoAnswer(NoAnswer.DEFAULT);
  }
}
