package dev.pollwise.client.http;

import java.util.List;

/**
 * What can be known of requests that the JDK's HTTP client sends again by itself.
 *
 * <p>Over HTTP/1.1 it repeats a GET once, on another connection, when the connection ends before
 * the first byte of an answer; it never repeats a POST. It says nothing of that, and offers no
 * hook: filters and selectors run once per request, and a body publisher, which would be asked per
 * attempt, adds a {@code Content-Length} to the GET. So a call that failed for want of a first byte
 * is known to have been sent twice, and a call that brought an answer has been sent once or twice.
 * Over HTTP/2 it repeats only what the server says it has not processed.
 */
final class HiddenRepeats {

  /** How the JDK (21 to 25) describes the state of its parser of answers at the failure. */
  private static final String NO_FIRST_BYTE = "received no bytes";

  private HiddenRepeats() {}

  /**
   * Whether a GET that failed is certain to have been sent twice.
   *
   * @param causes the failure and what led to it
   */
  static boolean isCertain(List<Throwable> causes) {
    return causes.stream()
        .map(Throwable::getMessage)
        .anyMatch(message -> message != null && message.contains(NO_FIRST_BYTE));
  }
}
