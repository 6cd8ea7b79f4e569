package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all calls to one server under one key have in common: time, chance and threads; the pause
 * that the server has asked for; the places in line while it has no room; and what the log says of
 * it. Safe for any thread.
 *
 * <p>A pause binds whoever asks, whichever call heard of it: by a 429, a 503 or a quota that is
 * used up. The longest binds. What a server says of one job alone, by {@code Retry-After} on an
 * answer that tells its status for instance, is no part of it. Each client has its own context: two
 * under the same key do not hear of each other.
 */
public final class ServerContext implements JobEvent.Listener, AutoCloseable {

  private static final int UNAVAILABLE = 503;

  /** Longer than any pause that anybody waits out; keeps sums of durations far from overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final PollClock clock;
  private final @Nullable SystemPollClock ownClock;
  private final Executor worker;
  private final RandomGenerator random;
  private final ServerLog log;
  private final AdmissionQueue submits = new AdmissionQueue(this);
  private final AdmissionQueue lookUps = new AdmissionQueue(this);
  private volatile Pause latest = new Pause(Duration.ofDays(-365_000), Duration.ZERO);

  /**
   * Nothing was heard of the server yet.
   *
   * @param server as it is to be called in the log; holds no secret
   * @param clock measures and times; null for the machine's clocks and a timer that ends with this
   * @param executor runs steps and listeners; what it would lose runs on a virtual thread, as
   *     {@link #virtualThreads} would
   * @param random used by nobody else; need not be safe for any thread
   */
  public ServerContext(
      URI server, @Nullable PollClock clock, Executor executor, RandomGenerator random) {
    this.ownClock = clock == null ? new SystemPollClock() : null;
    this.clock = clock != null ? clock : requireNonNull(ownClock);
    this.worker = FallbackExecutor.of(executor);
    this.random = requireNonNull(random, "random");
    this.log = new ServerLog(server, this.clock);
  }

  /** An executor that loses nothing. */
  public static Executor virtualThreads() {
    return FallbackExecutor.virtualThreads();
  }

  /** In which line a request waits for room. */
  public enum Line {
    /** Submits: a job that ends is likely to have made room for one. */
    SUBMITS,
    /** Look-ups of batches. */
    LOOK_UPS
  }

  /** When one request may ask. Whoever asks it says whether it was called since it last asked. */
  public interface Turn extends BooleanSupplier {

    /**
     * Why it may not ask; empty if it may. Without a pause in it, whoever may not is called when it
     * may.
     */
    Optional<Miss.Throttled> deferred();

    /** The server has no room. */
    void refused();

    /** The request got in, or goes on waiting for another reason, or is given up. */
    void leave();
  }

  /**
   * A pause that was asked for.
   *
   * @param until no call before, in steady time
   * @param length as the server gave it
   */
  public record Pause(Duration until, Duration length) {
    public Pause {
      requireNonNull(until, "until");
      requireNonNull(length, "length");
    }
  }

  /** Ends the timer, if it is its own, when what is set has run. */
  @Override
  public void close() {
    if (ownClock != null) {
      ownClock.close();
    }
  }

  /** Measures and times. */
  public PollClock clock() {
    return clock;
  }

  /** Runs steps; never on the thread that hands them over. */
  public Executor worker() {
    return worker;
  }

  /** A number drawn evenly from [0, 1). */
  public double chance() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  /**
   * The turn of a request that begins now.
   *
   * @param wake run when it is called
   */
  public Turn turn(Line line, Runnable wake) {
    requireNonNull(wake, "wake");
    return switch (line) {
      case SUBMITS -> submits.turn(wake);
      case LOOK_UPS -> lookUps.turn(wake);
    };
  }

  /** A job that is over has made room. */
  @Override
  public void onEvent(JobEvent event) {
    if (requireNonNull(event, "event") instanceof JobEvent.Ended(var id, var at, var outcome)
        && outcome instanceof JobOutcome.Ended) {
      submits.callFirst();
    }
  }

  /** A call has failed: said in the log, once, if nothing usable comes from the server. */
  public void failed(Miss miss) {
    log.failed(miss);
  }

  /** A call was answered: said in the log, if that was news. */
  public void answered() {
    log.answered();
  }

  /** The server has used a status word that no format knows: said in the log, once. */
  public void unknownWord(String word) {
    log.unknownWord(word);
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
      extend(new Pause(clock.steady().plus(bounded), length));
    }
  }

  private synchronized void extend(Pause pause) {
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
  public Optional<Pause> pause() {
    Pause asked = latest;
    return asked.until().compareTo(clock.steady()) > 0 ? Optional.of(asked) : Optional.empty();
  }

  /** What to tell of a call that is not made, with what is left of the pause; empty without one. */
  public Optional<Miss.Throttled> paused() {
    return pause()
        .map(asked ->
            new Miss.Throttled(
                "the server asked another call for " + Durations.text(asked.length()),
                new Hint.RetryAfter(asked.until().minus(clock.steady()))));
  }
}
