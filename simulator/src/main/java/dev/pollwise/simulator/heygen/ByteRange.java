package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import io.helidon.http.HeaderNames;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for by {@code Range} (RFC 9110, section 14), as a network
 * that distributes files answers it. What is no single range of bytes is answered with the whole.
 *
 * @param from of the first byte
 * @param to of the last byte
 */
record ByteRange(int from, int to) {

  private static final Pattern ONE = Pattern.compile("(?i)bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");

  /**
   * The file, or the part of it that is asked for.
   *
   * @param tag tells this content from every other at the same address
   * @throws ApiError with 416 if no byte of the file is asked for
   */
  static Response answer(RequestContext call, Response whole, String tag) {
    String quoted = '"' + tag + '"';
    Response file = whole.with("Accept-Ranges", "bytes").with("ETag", quoted);
    Optional<ByteRange> range =
        call.method().equals("GET") && isAsSeen(call, quoted)
            ? asked(call, whole.body().length)
            : Optional.empty();
    return range.map(part -> part.of(file)).orElse(file);
  }

  private Response of(Response whole) {
    byte[] body = whole.body();
    return new Response(206, whole.headers(), Arrays.copyOfRange(body, from, to + 1))
        .with("Content-Range", "bytes " + from + '-' + to + '/' + body.length);
  }

  /** Whether the client has no other version, as far as it says. */
  private static boolean isAsSeen(RequestContext call, String tag) {
    // A date never matches, as there is no Last-Modified.
    return call.header(HeaderNames.IF_RANGE).map(seen -> seen.strip().equals(tag)).orElse(true);
  }

  private static Optional<ByteRange> asked(RequestContext call, int length) {
    Matcher one = ONE.matcher(call.header(HeaderNames.RANGE).orElse(""));
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return Optional.empty();
    }
    boolean suffix = one.group(1).isEmpty();
    int last = one.group(2).isEmpty() ? length - 1 : number(one.group(2));
    if (!suffix && last < number(one.group(1))) {
      if (one.group(2).isEmpty()) {
        throw none(call, length);
      }
      return Optional.empty(); // backwards: no range at all
    }
    int from = suffix ? Math.max(0, length - last) : number(one.group(1));
    if (from >= length) {
      throw none(call, length);
    }
    return Optional.of(new ByteRange(from, suffix ? length - 1 : Math.min(last, length - 1)));
  }

  private static ApiError none(RequestContext call, int length) {
    call.answerWith("Content-Range", "bytes */" + length);
    return ApiError.of(416, "", "The file has " + length + " bytes and none of those");
  }

  /** As large as it gets where it is larger. */
  private static int number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
  }
}
