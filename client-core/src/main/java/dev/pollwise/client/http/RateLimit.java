package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * Reads {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-11):
 * lists of named quotas, each with what is left of it ({@code r}) and the seconds until there is
 * more ({@code t}); where those are left out, the window of the policy of that name is their upper
 * bound. A malformed field counts as absent, as the draft wants it.
 */
final class RateLimit {

  /** The quota that leaves the least room. */
  private static final Comparator<Hint.Quota> STRICTNESS =
      Comparator.comparing(Hint.Quota::floor)
          .thenComparingDouble(quota -> quota.reset().toSeconds() / (quota.remaining() + 1.0));

  private RateLimit() {}

  /** The strictest of the quotas that apply; empty if none is told. */
  static Optional<Hint.Quota> of(HttpHeaders headers) {
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
    if (fields.isEmpty()) {
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
}
