package dev.pollwise.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a list begins; opaque to clients. */
public final class PageToken {

  private static final String PREFIX = "before:";
  private static final int DIGITS = 18;

  private PageToken() {}

  public static String write(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + number).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ApiError if it is anything else
   */
  public static long read(String token) {
    String text = decode(token);
    String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    if (digits.isEmpty()
        || digits.length() > DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unknown();
    }
    return Long.parseLong(digits);
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static ApiError unknown() {
    return ApiError.invalid("token", "token must be the next_token of an earlier answer");
  }
}
