package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a poller and its source tell each other about one call: how long the answer may be held
 * back, and how often the call was sent again below the source. Safe for any thread.
 */
public final class Attempt {

  private final Duration patience;
  private final boolean mayBlock;
  private final AtomicInteger repeats = new AtomicInteger();
  private volatile Duration age = Duration.ZERO;
  private volatile Runnable whenRepeated = () -> {};

  /**
   * A call to be made.
   *
   * @param patience how long the server may hold the answer until there is news; zero for an
   *     immediate answer
   */
  public Attempt(Duration patience) {
    this(patience, false);
  }

  private Attempt(Duration patience, boolean mayBlock) {
    this.patience = requireNonNull(patience, "patience");
    this.mayBlock = mayBlock;
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience " + patience + ": must not be negative");
    }
  }

  /**
   * A call to be made on a thread that has nothing else to do.
   *
   * @param patience as for {@link #Attempt}
   */
  public static Attempt blocking(Duration patience) {
    return new Attempt(patience, true);
  }

  /** A call that is to be answered at once. */
  public static Attempt immediate() {
    return new Attempt(Duration.ZERO);
  }

  /**
   * The next call of a wait about its job alone: the server may hold it as long as leaves the
   * attempt timeout a third to spare, in whole seconds, but not past the deadline. It is asked on a
   * thread of its own.
   */
  static Attempt of(PollState state, Duration askedAt) {
    if (state.awaited() != null) {
      return blocking(Duration.ZERO);
    }
    long ofAttempt = state.policy().attemptTimeout().toSeconds();
    long left = state.policy().deadline().minus(askedAt).toSeconds();
    long longest = Math.min(ofAttempt - Math.ceilDiv(ofAttempt, 3), left);
    return blocking(Duration.ofSeconds(Math.max(0, longest)));
  }

  /**
   * How long the server may hold the answer until there is news; zero or more, and always well
   * below the attempt timeout. A source that cannot ask for that ignores it.
   */
  public Duration patience() {
    return patience;
  }

  /**
   * Whether the thread that asks has nothing else to do until the answer is there, so that the
   * source may answer before it returns, however long that takes; the thread is interrupted when
   * the call is given up. False unless a poller says so.
   */
  public boolean mayBlock() {
    return mayBlock;
  }

  /** Who is told, on any thread, of each repeat; to be set before the call is made. */
  void whenRepeated(Runnable listener) {
    whenRepeated = listener;
  }

  /**
   * Tells that a request went out once more than the poller knows of, for the next page of an
   * answer for instance. It counts against the call budget.
   */
  public void sentAgain() {
    repeats.incrementAndGet();
    whenRepeated.run();
  }

  /**
   * Tells that the answer is not of now but was kept by a cache: what it says of the job is true of
   * a moment as long ago.
   *
   * @param age for how long; zero or more
   */
  public void answeredFromCache(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("age " + age + ": must not be negative");
    }
    this.age = age;
  }

  /** How long ago what the answer says was true; zero for an answer of now. */
  Duration age() {
    return age;
  }

  /** How often the request went out beyond the first time. */
  public int repeats() {
    return repeats.get();
  }
}
