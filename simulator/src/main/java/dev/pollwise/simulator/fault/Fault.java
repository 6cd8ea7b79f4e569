package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;

/** One thing that goes wrong with a request. */
public sealed interface Fault {

  /** Its name in scenario files, journal and metrics. */
  String word();

  /**
   * The answer comes late. Wall-clock time, whatever the time scale. Adds to an {@link Outcome} of
   * the same request.
   */
  record Latency(DurationLaw law) implements Fault {

    @Override
    public String word() {
      return "latency";
    }
  }

  /** Something else than the true answer. A request meets at most one. */
  sealed interface Outcome extends Fault {}

  /**
   * A complete HTTP error; the connection is kept.
   *
   * @param status 400 to 599
   */
  record StatusError(int status, ErrorBody body, RetryHint retryAfter) implements Outcome {

    /** Refuses a status that is no error. */
    public StatusError {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status " + status + ": must be from 400 to 599");
      }
    }

    @Override
    public String word() {
      return "status";
    }
  }

  /** The connection is reset (RST) before any byte of an answer. */
  record Reset() implements Outcome {

    @Override
    public String word() {
      return "reset";
    }
  }

  /** The connection is closed (FIN) before any byte of an answer. */
  record Close() implements Outcome {

    @Override
    public String word() {
      return "close";
    }
  }

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
      if (!atMost.isPositive() || atMost.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "no-answer " + atMost + ": must be more than 0 and at most a day");
      }
    }

    @Override
    public String word() {
      return "no-answer";
    }
  }

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
