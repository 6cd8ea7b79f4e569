package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * Reads {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-11):
 * lists of named quotas, each with what is left of it ({@code r}) and the seconds until there is
 * more ({@code t}); where those are left out, the window of the policy of that name is their upper
 * bound. A malformed field counts as absent, as the draft wants it.
 *
 * <p>Without them it reads {@code X-RateLimit-Remaining} and {@code X-RateLimit-Reset}, which
 * nobody has specified: only where they can be meant in one way. A reset is a moment if it is a
 * date, or a number that would be one of our days in seconds or milliseconds since 1970; seconds
 * from now if it is at most an hour; and nothing otherwise.
 */
final class RateLimit {

  /** The quota that leaves the least room. */
  private static final Comparator<Hint.Quota> STRICTNESS =
      Comparator.comparing(Hint.Quota::floor)
          .thenComparingDouble(quota -> quota.reset().toSeconds() / (quota.remaining() + 1.0));

  private static final List<String> PREFIXES =
      List.of("X-RateLimit-", "X-Rate-Limit-", "RateLimit-");

  private static final long LONGEST_COUNT = 3_600;

  /** Hundreds of quotas; of more the parser makes more than they are worth. */
  private static final int LONGEST_FIELD = 10_000;

  private static final Duration FARTHEST = Duration.ofDays(365);

  private RateLimit() {}

  /** The strictest of the quotas that apply; empty if none is told. */
  static Optional<Hint.Quota> of(WireAnswer answer) {
    return specified(answer.headers()).or(() -> unspecified(answer));
  }

  private static Optional<Hint.Quota> specified(HttpHeaders headers) {
    List<StringItem> limits = items(headers, "RateLimit");
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> windows = new HashMap<>();
    for (StringItem policy : items(headers, "RateLimit-Policy")) {
      number(policy, "w").ifPresent(window -> windows.putIfAbsent(policy.get(), window));
    }
    return limits.stream().flatMap(limit -> quota(limit, windows).stream()).max(STRICTNESS);
  }

  private static Optional<Hint.Quota> quota(StringItem limit, Map<String, Long> windows) {
    OptionalLong remaining = number(limit, "r");
    OptionalLong told = number(limit, "t");
    Long reset = told.isPresent() ? Long.valueOf(told.getAsLong()) : windows.get(limit.get());
    return remaining.isEmpty() || reset == null
        ? Optional.empty()
        : Optional.of(new Hint.Quota(remaining.getAsLong(), Duration.ofSeconds(reset)));
  }

  private static OptionalLong number(StringItem item, String parameter) {
    return item.getParams().get(parameter) instanceof IntegerItem number && number.getAsLong() >= 0
        ? OptionalLong.of(number.getAsLong())
        : OptionalLong.empty();
  }

  private static List<StringItem> items(HttpHeaders headers, String name) {
    List<String> fields = headers.allValues(name);
    if (fields.isEmpty() || fields.stream().mapToInt(String::length).sum() > LONGEST_FIELD) {
      return List.of();
    }
    try {
      return new Parser(fields)
          .parseList().get().stream()
              .filter(StringItem.class::isInstance)
              .map(StringItem.class::cast)
              .toList();
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  /** The quota; a refusal with 429 says by itself that nothing is left of it. */
  private static Optional<Hint.Quota> unspecified(WireAnswer answer) {
    return PREFIXES.stream().flatMap(prefix -> unspecified(prefix, answer).stream()).findFirst();
  }

  private static Optional<Hint.Quota> unspecified(String prefix, WireAnswer answer) {
    OptionalLong told = count(only(answer.headers(), prefix + "Remaining"));
    OptionalLong remaining = told.isEmpty() && answer.status() == 429 ? OptionalLong.of(0) : told;
    String reset = only(answer.headers(), prefix + "Reset");
    return remaining.isEmpty() || reset.isEmpty()
        ? Optional.empty()
        : reset(reset, RetryAfter.serverNow(answer.headers(), answer.receivedAt()))
            .map(time -> new Hint.Quota(remaining.getAsLong(), time));
  }

  private static Optional<Duration> reset(String value, Instant now) {
    OptionalLong number = count(value);
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

  private static OptionalLong count(String value) {
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
