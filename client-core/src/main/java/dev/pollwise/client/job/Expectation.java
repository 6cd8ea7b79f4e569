package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long jobs take, as somebody says who has not measured it: "about five minutes". It is taken
 * as the middle of a wide range, half to twice of it, and weighs as much as a few jobs that were
 * seen: what is seen soon outvotes it. One that is wrong costs little, since until the first end is
 * seen no job is asked about later than the worst case of knowing nothing allows, by more than one
 * call.
 */
public sealed interface Expectation {

  /**
   * About so long.
   *
   * @param duration 1 ms to 100 days, cut to the millisecond
   */
  static Expectation of(Duration duration) {
    return new Lasting(duration);
  }

  /**
   * About so many times the length of the source. Says nothing of a job whose source's length is
   * not known.
   *
   * @param factor 0.001 to 1,000
   */
  static Expectation ofSourceLength(double factor) {
    return new PerSource(factor, none());
  }

  /** Nothing is expected. */
  static Expectation none() {
    return None.INSTANCE;
  }

  /**
   * What HeyGen's translations take: about four times the length of the source, or about nine
   * minutes where that is not known.
   *
   * <p>HeyGen publishes no figures. Its own guide for agents (github.com/heygen-com/skills,
   * heygen-translate, May 2026) says that most translations take 5 to 15 minutes, of which nine is
   * the middle, and that a source of 50 s takes 3 to 5 minutes.
   */
  static Expectation ofHeyGen() {
    return ofSourceLength(4).or(of(Duration.ofMinutes(9)));
  }

  /** This, and another where this says nothing. */
  Expectation or(Expectation other);

  /**
   * What it says of a job.
   *
   * @param isSourceLengthKnown whether the job's source has a known length
   */
  Expectation of(boolean isSourceLengthKnown);

  /** In a few words. */
  String describe();

  /**
   * See {@link #of(Duration)}.
   *
   * @param duration 1 ms to 100 days
   */
  record Lasting(Duration duration) implements Expectation {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(100);

    /** Refuses a duration out of range. */
    public Lasting {
      if (requireNonNull(duration, "duration").compareTo(LEAST) < 0
          || duration.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "expected duration " + Durations.text(duration) + ": must be 1 ms to 100 days");
      }
      duration = duration.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Expectation or(Expectation other) {
      requireNonNull(other, "other");
      return this;
    }

    @Override
    public Expectation of(boolean isSourceLengthKnown) {
      return this;
    }

    @Override
    public String describe() {
      return "about " + Durations.text(duration);
    }
  }

  /**
   * See {@link #ofSourceLength}.
   *
   * @param factor 0.001 to 1,000
   * @param otherwise where the length is not known
   */
  record PerSource(double factor, Expectation otherwise) implements Expectation {

    /** Refuses a factor out of range. */
    public PerSource {
      requireNonNull(otherwise, "otherwise");
      if (!(factor >= 0.001 && factor <= 1_000)) {
        throw new IllegalArgumentException(
            "expected factor " + factor + ": must be 0.001 to 1,000");
      }
    }

    @Override
    public Expectation or(Expectation other) {
      return new PerSource(factor, otherwise.or(other));
    }

    @Override
    public Expectation of(boolean isSourceLengthKnown) {
      return isSourceLengthKnown ? new PerSource(factor, none()) : otherwise.of(false);
    }

    @Override
    public String describe() {
      return "about "
          + factor
          + " times the source's length"
          + (otherwise.equals(none()) ? "" : ", else " + otherwise.describe());
    }
  }

  /** See {@link #none}. */
  enum None implements Expectation {
    /** The only value. */
    INSTANCE;

    @Override
    public Expectation or(Expectation other) {
      return requireNonNull(other, "other");
    }

    @Override
    public Expectation of(boolean isSourceLengthKnown) {
      return this;
    }

    @Override
    public String describe() {
      return "nothing expected";
    }
  }
}
