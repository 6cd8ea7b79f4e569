package dev.pollwise.client.http;

import java.nio.charset.StandardCharsets;

/**
 * Makes text that a server sent fit to be shown: short, on one line, without the caller's
 * credentials.
 */
final class ServerText {

  private static final int SHOWN = 200;

  private ServerText() {}

  static String shown(String text, Credentials credentials) {
    String line = credentials.redact(text).replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** The beginning of a body that is not what it should be. */
  static String beginning(byte[] body, Credentials credentials) {
    int shown = Math.min(body.length, 2 * SHOWN);
    return shown(new String(body, 0, shown, StandardCharsets.UTF_8), credentials);
  }
}
