package dev.pollwise.simulator.transport;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.util.List;

/**
 * How a request tells where its body ends (RFC 9112, section 6.3). What could be read in two ways
 * is refused, as whoever stands between client and server may read it in the other (section 11.2).
 */
sealed interface Framing {

  /** A name of 255 characters and a port. Answers hold it, and what is kept for them. */
  int LONGEST_HOST = 261;

  /** There is no body. */
  record None() implements Framing {}

  /** So many bytes; {@link Long#MAX_VALUE} for more than anybody can send. */
  record Length(long bytes) implements Framing {}

  /** Chunks, the last of which is empty. */
  record Chunked() implements Framing {}

  /**
   * What the headers say; takes the headers that say it away, so that nobody reads them again.
   *
   * @throws IllegalArgumentException if that can be read in two ways, or in none
   */
  static Framing takeFrom(WritableHeaders<?> headers) {
    for (Header header : headers) {
      if (!isToken(header.name())) {
        throw new IllegalArgumentException("a name that is none");
      }
    }
    if (headers.first(HeaderNames.HOST).orElse("").length() > LONGEST_HOST) {
      throw new IllegalArgumentException("a host that no name can be");
    }
    if (!headers.contains(HeaderNames.CONTENT_LENGTH)
        && !headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      return new None();
    }
    List<String> lengths = values(headers, HeaderNames.CONTENT_LENGTH);
    List<String> codings = values(headers, HeaderNames.TRANSFER_ENCODING);
    headers.remove(HeaderNames.CONTENT_LENGTH);
    headers.remove(HeaderNames.TRANSFER_ENCODING);
    if (lengths.size() + codings.size() > 1) {
      throw new IllegalArgumentException("the length of the body is told more than once");
    }
    if (!codings.isEmpty()) {
      if (!trimmed(codings.getFirst()).equalsIgnoreCase("chunked")) {
        throw new IllegalArgumentException("a transfer coding other than chunked");
      }
      return new Chunked();
    }
    return lengths.isEmpty() ? new None() : length(trimmed(lengths.getFirst()));
  }

  private static List<String> values(WritableHeaders<?> headers, HeaderName name) {
    return headers.all(name, List::of);
  }

  private static Framing length(String digits) {
    boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || (digits.length() > 1 && digits.startsWith("0"))) {
      throw new IllegalArgumentException("a length that is no number");
    }
    if (digits.length() > 18) {
      return new Length(Long.MAX_VALUE);
    }
    long bytes = Long.parseLong(digits);
    return bytes == 0 ? new None() : new Length(bytes);
  }

  /** Without the white space that HTTP allows around a value, and no other. */
  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A name with a space in it is a folded line, or a length that others would see. */
  static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean usual = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
      if (!usual && (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
