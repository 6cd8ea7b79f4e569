package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A complete HTTP answer, not yet understood.
 *
 * @param status the status code, in whatever range the server put it
 * @param headers all headers
 * @param body all bytes
 * @param receivedAt when it was complete, by the wall clock; for dates in headers
 * @param asked what was asked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record WireAnswer(int status, HttpHeaders headers, byte[] body, Instant receivedAt, URI asked) {

  /** HeyGen's, and what others call it. */
  private static final List<String> REQUEST_ID =
      List.of("X-Request-Id", "Request-Id", "X-Amzn-RequestId");

  /** A path, or a name with an ending: no word that stands for there being none. */
  private static final Pattern RELATIVE =
      Pattern.compile("(?s)\\.{0,2}/.+|[^\\s:?#]+\\.[A-Za-z0-9]{2,5}(?:[?#].*)?");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * When to ask again, whichever header says it: {@code Retry-After} goes before {@code RateLimit},
   * as the draft about the latter demands.
   */
  Hint hint() {
    Hint pause = RetryAfter.of(headers, receivedAt);
    return pause instanceof Hint.None
        ? RateLimit.of(this).<Hint>map(quota -> quota).orElse(pause)
        : pause;
  }

  /** What the server calls it, as it came; empty where it says nothing of the kind. */
  String requestId() {
    return REQUEST_ID.stream()
        .flatMap(name -> headers.firstValue(name).stream())
        .findFirst()
        .orElse("");
  }

  /**
   * For how long a cache has kept it ({@code Age}; RFC 9111, 5.1): rounded up, since it is told in
   * whole seconds; zero if it comes from no cache.
   */
  Duration age() {
    return headers.allValues("Age").stream()
        .map(String::strip)
        .filter(age -> age.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .filter(age -> age > 0)
        .max(Long::compare)
        .map(age -> Duration.ofSeconds(age + 1))
        .orElse(Duration.ZERO);
  }

  /**
   * Fields of its body, in which an address that a server gives relative to its own ({@code
   * /files/es.mp4}) is made whole: nobody else could tell relative to what.
   */
  Map<String, String> resolved(Map<String, String> fields) {
    Map<String, String> whole = new HashMap<>(fields);
    whole.replaceAll((name, value) -> name.endsWith("_url") ? resolved(value) : value);
    return whole;
  }

  private String resolved(String address) {
    String reference = address.strip();
    if (!RELATIVE.matcher(reference).matches()) {
      return address;
    }
    String server = asked.getScheme() + "://" + asked.getRawAuthority();
    if (reference.startsWith("//")) {
      return asked.getScheme() + ":" + reference;
    }
    String folder = asked.getRawPath().replaceFirst("[^/]*$", "");
    String whole = server + (reference.startsWith("/") ? reference : folder + reference);
    try {
      return URI.create(whole).normalize().toString();
    } catch (IllegalArgumentException odd) { // what no URL may hold is encoded later
      return whole;
    }
  }
}
