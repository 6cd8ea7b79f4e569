package dev.pollwise.simulator.scenario;

import java.time.Duration;

/**
 * A bucket of {@code burst} tokens that fills at {@code requests} per {@code per} of simulated time
 * and gives one to each request: in any span t, idle before or not, at most burst + requests · t /
 * per of them are admitted.
 *
 * @param requests 0 for no limit, at most 100,000
 * @param per more than 0, at most 365 days
 * @param burst how many may come at once, 1 to 100,000
 */
public record RequestLimit(int requests, Duration per, int burst) {

  private static final int MOST = 100_000;
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Refuses numbers out of range. */
  public RequestLimit {
    if (requests < 0 || requests > MOST) {
      throw new IllegalArgumentException(
          "rate limit " + requests + " requests: must be from 0 to 100000");
    }
    if (!per.isPositive() || per.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "rate limit per " + per + ": must be more than 0 and at most 365 days");
    }
    if (burst < 1 || burst > MOST) {
      throw new IllegalArgumentException(
          "rate limit burst " + burst + ": must be from 1 to 100000");
    }
  }

  /** All of a span's requests may come at once. */
  public RequestLimit(int requests, Duration per) {
    this(requests, per, Math.max(1, requests));
  }

  /** No limit. */
  public static RequestLimit none() {
    return new RequestLimit(0, Duration.ofSeconds(1));
  }

  /** Whether it never refuses anything. */
  public boolean isNone() {
    return requests == 0;
  }
}
