package dev.pollwise.simulator.scenario;

import java.time.Duration;

/**
 * So many requests in any span of so much simulated time.
 *
 * @param requests 0 for no limit, at most 100,000
 * @param per more than 0
 */
public record RequestLimit(int requests, Duration per) {

  /** Refuses numbers out of range. */
  public RequestLimit {
    if (requests < 0 || requests > 100_000) {
      throw new IllegalArgumentException(
          "rate limit " + requests + " requests: must be from 0 to 100000");
    }
    if (!per.isPositive()) {
      throw new IllegalArgumentException("rate limit per " + per + ": must be more than 0");
    }
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
