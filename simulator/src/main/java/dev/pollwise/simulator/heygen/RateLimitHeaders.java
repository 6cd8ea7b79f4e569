package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.simulation.RateLimiter.Verdict;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;

/**
 * The headers {@code RateLimit} and {@code RateLimit-Policy} as in the IETF's
 * draft-ietf-httpapi-ratelimit-headers-11: a bucket of tokens is told as its capacity in the time
 * that it takes to fill. Times are wall-clock seconds, rounded up.
 */
final class RateLimitHeaders {

  private RateLimitHeaders() {}

  /** Adds them to whatever the call is answered, if a limit applies. */
  static void add(RequestContext call, Verdict verdict, SimulatedClock clock) {
    RequestLimit limit = verdict.held().limit();
    if (limit.isNone()) {
      return;
    }
    Duration fill = limit.per().multipliedBy(limit.burst()).dividedBy(limit.requests());
    call.answerWith(
        "RateLimit-Policy", "\"default\";q=" + limit.burst() + ";w=" + clock.waitSeconds(fill));
    call.answerWith(
        "RateLimit",
        "\"default\";r=" + verdict.remaining() + ";t=" + clock.waitSeconds(verdict.untilMore()));
  }
}
