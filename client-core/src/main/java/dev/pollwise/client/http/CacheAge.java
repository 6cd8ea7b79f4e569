package dev.pollwise.client.http;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** Reads {@code Age} (RFC 9111, 5.1): for how long a cache has kept the answer. */
final class CacheAge {

  private CacheAge() {}

  /** Rounded up, since it is told in whole seconds; zero for an answer that comes from no cache. */
  static Duration of(HttpHeaders headers) {
    return headers.allValues("Age").stream()
        .map(String::strip)
        .filter(age -> age.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .filter(age -> age > 0)
        .max(Long::compare)
        .map(age -> Duration.ofSeconds(age + 1))
        .orElse(Duration.ZERO);
  }
}
