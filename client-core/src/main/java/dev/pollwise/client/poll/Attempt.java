package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a poller and its source tell each other about one call: how long the answer may be held
 * back, and how often the call was sent again below the source. Safe for any thread.
 */
public final class Attempt {

  private final Duration patience;
  private final AtomicInteger repeats = new AtomicInteger();

  /**
   * A call to be made.
   *
   * @param patience how long the server may hold the answer until there is news; zero for an
   *     immediate answer
   */
  public Attempt(Duration patience) {
    this.patience = requireNonNull(patience, "patience");
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience " + patience + ": must not be negative");
    }
  }

  /** A call that is to be answered at once. */
  public static Attempt immediate() {
    return new Attempt(Duration.ZERO);
  }

  /**
   * The next call of a wait about its job alone: the server may hold it as long as leaves the
   * attempt timeout a third to spare, but not past the deadline.
   */
  static Attempt of(PollState state, Duration askedAt) {
    if (state.held() != null) {
      return immediate();
    }
    Duration ofAttempt = state.policy().attemptTimeout().multipliedBy(2).dividedBy(3);
    Duration left = state.policy().deadline().minus(askedAt);
    Duration longest = ofAttempt.compareTo(left) <= 0 ? ofAttempt : left;
    return longest.isNegative()
        ? immediate()
        : new Attempt(longest.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * How long the server may hold the answer until there is news; zero or more, and always well
   * below the attempt timeout. A source that cannot ask for that ignores it.
   */
  public Duration patience() {
    return patience;
  }

  /** Tells that the request went out once more without anybody having asked for it. */
  public void sentAgain() {
    repeats.incrementAndGet();
  }

  /** How often the request went out beyond the first time. */
  public int repeats() {
    return repeats.get();
  }
}
