package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.DurationText;
import java.time.Duration;
import java.util.Optional;

/**
 * The pause that a server has asked of everybody who asks it under one key, whichever call heard of
 * it: by a 429, a 503 or a quota that is used up. The longest binds. What a server says of one job
 * alone, by {@code Retry-After} on an answer that tells its status for instance, is no part of it.
 * Safe for any thread.
 *
 * <p>Each client has its own: two clients under the same key do not hear of each other.
 */
public final class SharedPause {

  private static final int UNAVAILABLE = 503;

  /** Longer than any pause that anybody waits out; keeps sums of durations far from overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final PollClock clock;
  private volatile Asked latest = new Asked(Duration.ofDays(-365_000), Duration.ZERO);

  /** No pause yet. */
  public SharedPause(PollClock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * A pause that was asked for.
   *
   * @param until no call before, in steady time
   * @param length as the server gave it
   */
  public record Asked(Duration until, Duration length) {
    /** Refuses null. */
    public Asked {
      requireNonNull(until, "until");
      requireNonNull(length, "length");
    }
  }

  /** An answer has arrived. */
  public void heard(Answer answer) {
    heard(ofEverybody(answer));
  }

  /** An answer of whatever kind has told what is left of a quota. */
  public void heard(Hint.Quota quota) {
    heard(quota.floor());
  }

  private void heard(Duration length) {
    if (length.isPositive()) {
      Duration bounded = length.compareTo(LONGEST) < 0 ? length : LONGEST;
      extend(new Asked(clock.steady().plus(bounded), length));
    }
  }

  private synchronized void extend(Asked pause) {
    if (pause.until().compareTo(latest.until()) > 0) {
      latest = pause;
    }
  }

  private static Duration ofEverybody(Answer answer) {
    return switch (answer) {
      case Miss.Throttled throttled -> throttled.hint().floor();
      case Miss.Rejected(int status, var detail, Hint hint) when status == UNAVAILABLE ->
          hint.floor();
      case Answer other -> other.hint() instanceof Hint.Quota quota ? quota.floor() : Duration.ZERO;
    };
  }

  /** The pause that forbids a call now; empty if none does. */
  public Optional<Asked> inForce() {
    Asked asked = latest;
    return asked.until().compareTo(clock.steady()) > 0 ? Optional.of(asked) : Optional.empty();
  }

  /** What to tell of a call that is not made, with what is left of the pause; empty without one. */
  public Optional<Miss.Throttled> miss() {
    return inForce()
        .map(asked ->
            new Miss.Throttled(
                "the server asked another call for " + DurationText.of(asked.length()),
                new Hint.RetryAfter(asked.until().minus(clock.steady()))));
  }

  /** The last moment to call off a call: while it was being prepared, a pause may have begun. */
  public void requireOver() {
    inForce()
        .ifPresent(asked -> {
          throw new CalledOffException(asked);
        });
  }

  /** A call was not made, since a pause forbids it. */
  public static final class CalledOffException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Asked pause;

    private CalledOffException(Asked pause) {
      super("not made: the server has asked for a pause", null, false, false);
      this.pause = pause;
    }

    public Asked pause() {
      return pause;
    }
  }
}
