package dev.pollwise.client.job;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Until when a presigned address is good, as its query tells: {@code X-Amz-Date} with {@code
 * X-Amz-Expires}, the same of {@code X-Goog}, or {@code Expires} in seconds since 1970.
 */
final class UrlExpiry {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private UrlExpiry() {}

  static Optional<Instant> of(URI url) {
    Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String raw = url.getRawQuery() == null ? "" : url.getRawQuery();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return signed(query, "X-Amz-")
        .or(() -> signed(query, "X-Goog-"))
        .or(() -> seconds(query.get("Expires")).map(Instant::ofEpochSecond));
  }

  private static Optional<Instant> signed(Map<String, String> query, String prefix) {
    return seconds(query.get(prefix + "Expires"))
        .flatMap(seconds -> date(query.getOrDefault(prefix + "Date", ""), seconds));
  }

  private static Optional<Instant> date(String text, long seconds) {
    try {
      return Optional.of(DATE.parse(text, Instant::from).plusSeconds(seconds));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static Optional<Long> seconds(@Nullable String text) {
    return text != null && text.matches("\\d{1,11}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }
}
