package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads {@code X-RateLimit-Remaining} and {@code X-RateLimit-Reset}, which nobody has specified:
 * only where they can be meant in one way. A reset is a moment if it is a date, or a number that
 * would be one of our days in seconds or milliseconds since 1970; seconds from now if it is at most
 * an hour; and nothing otherwise.
 */
final class XRateLimit {

  private static final List<String> PREFIXES =
      List.of("X-RateLimit-", "X-Rate-Limit-", "RateLimit-");

  private static final long LONGEST_COUNT = 3_600;

  private static final Duration FARTHEST = Duration.ofDays(365);

  private XRateLimit() {}

  /** The quota; a refusal with 429 says by itself that nothing is left of it. */
  static Optional<Hint.Quota> of(WireAnswer answer) {
    return PREFIXES.stream().flatMap(prefix -> quota(prefix, answer).stream()).findFirst();
  }

  private static Optional<Hint.Quota> quota(String prefix, WireAnswer answer) {
    OptionalLong told = number(only(answer.headers(), prefix + "Remaining"));
    OptionalLong remaining = told.isEmpty() && answer.status() == 429 ? OptionalLong.of(0) : told;
    String reset = only(answer.headers(), prefix + "Reset");
    return remaining.isEmpty() || reset.isEmpty()
        ? Optional.empty()
        : reset(reset, RetryAfter.serverNow(answer.headers(), answer.receivedAt()))
            .map(time -> new Hint.Quota(remaining.getAsLong(), time));
  }

  private static Optional<Duration> reset(String value, Instant now) {
    OptionalLong number = number(value);
    if (number.isEmpty()) {
      return RetryAfter.date(value).flatMap(until -> ahead(until, now));
    }
    long count = number.getAsLong();
    return count <= LONGEST_COUNT
        ? Optional.of(Duration.ofSeconds(count))
        : Stream.of(Instant.ofEpochSecond(count), Instant.ofEpochMilli(count))
            .flatMap(until -> ahead(until, now).stream())
            .findFirst();
  }

  private static Optional<Duration> ahead(Instant until, Instant now) {
    Duration left = Duration.between(now, until);
    return left.abs().compareTo(FARTHEST) > 0
        ? Optional.empty()
        : Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  private static OptionalLong number(String value) {
    return value.matches("\\d{1,15}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }

  /** Of several fields, or a list in one, nobody knows which counts. */
  private static String only(HttpHeaders headers, String name) {
    List<String> fields = headers.allValues(name);
    return fields.size() == 1 ? fields.getFirst().strip() : "";
  }
}
