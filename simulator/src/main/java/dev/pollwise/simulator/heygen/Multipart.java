package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578) that is already in memory. The length that a part
 * may tell is ignored, as section 4.8 wants it.
 */
final class Multipart {

  private static final int MOST_PARTS = 100;
  private static final int LONGEST_HEAD = 8_192;

  // RFC 2046, section 5.1.1: 1 to 70 of these, the last no space.
  private static final Pattern TYPE =
      Pattern.compile(
          "(?i)\\s*multipart/form-data\\s*;(?:[^\"]*;)?\\s*boundary="
              + "(?:\"([0-9a-z'()+_,./:=? -]{0,69}[0-9a-z'()+_,./:=?-])\""
              + "|([0-9a-z'()+_,./:=?-]{1,70}))\\s*(?:;.*)?");

  // All of them in turn, as one may hold what looks like another.
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s;\"]+))");

  private final byte[] body;
  private final byte[] delimiter;

  /**
   * A part.
   *
   * @param name of the form's field
   * @param fileName empty if it has none
   * @param contentType empty if it names none
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Part(String name, String fileName, String contentType, byte[] content) {}

  private Multipart(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the parts.
   *
   * @throws ApiError if the type or the body is something else
   */
  static List<Part> read(String contentType, byte[] body) {
    Matcher type = TYPE.matcher(contentType);
    if (contentType.length() > LONGEST_HEAD || !type.matches()) {
      throw ApiError.of(
          415, "invalid_parameter", "Content-Type must be multipart/form-data with a boundary");
    }
    String boundary = Optional.ofNullable(type.group(1)).orElseGet(() -> type.group(2));
    return new Multipart(body, boundary).parts();
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    // The first delimiter may stand at the very beginning, without a line before it.
    byte[] first = Arrays.copyOfRange(delimiter, 2, delimiter.length);
    int at = startsWith(first, 0) ? first.length : after(find(0));
    while (!startsWith(ascii("--"), at)) {
      int head = endOfLine(at);
      int end = find(head - 2);
      if (end < 0 || parts.size() == MOST_PARTS) {
        throw broken();
      }
      parts.add(part(head, end));
      at = after(end);
    }
    return parts;
  }

  /** Where the next delimiter begins, or -1. */
  private int find(int from) {
    for (int i = Math.max(0, from); i <= body.length - delimiter.length; i++) {
      if (body[i] == '\r' && startsWith(delimiter, i)) {
        return i;
      }
    }
    return -1;
  }

  private int after(int found) {
    if (found < 0) {
      throw broken();
    }
    return found + delimiter.length;
  }

  /** Where the next line begins, blanks before its end skipped. */
  private int endOfLine(int from) {
    int at = from;
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
    if (!startsWith(ascii("\r\n"), at)) {
      throw broken();
    }
    return at + 2;
  }

  private Part part(int from, int end) {
    String head = "";
    int content = from;
    if (startsWith(ascii("\r\n"), from)) {
      content += 2;
    } else {
      int limit = Math.min(end, from + LONGEST_HEAD);
      int blank = from;
      while (blank < limit && !startsWith(ascii("\r\n\r\n"), blank)) {
        blank++;
      }
      if (blank >= limit) {
        throw broken();
      }
      head = new String(body, from, blank - from, StandardCharsets.UTF_8);
      content = blank + 4;
    }
    String disposition = field(head, "content-disposition");
    return new Part(
        parameter("name", disposition),
        parameter("filename", disposition),
        field(head, "content-type"),
        Arrays.copyOfRange(body, Math.min(content, end), end));
  }

  private static String field(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  private static String parameter(String name, String disposition) {
    Matcher each = PARAMETER.matcher(disposition);
    while (each.find()) {
      if (each.group(1).equalsIgnoreCase(name)) {
        String quoted = each.group(2);
        return quoted == null ? each.group(3) : quoted.replaceAll("\\\\([\"\\\\])", "$1");
      }
    }
    return "";
  }

  private boolean startsWith(byte[] what, int at) {
    return at >= 0
        && at + what.length <= body.length
        && Arrays.equals(body, at, at + what.length, what, 0, what.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ApiError broken() {
    return ApiError.invalid("", "Request body is not valid multipart/form-data");
  }
}
