package dev.pollwise.client.http;

import java.nio.charset.StandardCharsets;

/**
 * Makes text that a server sent fit to be shown: short, on one line, without the caller's
 * credentials.
 */
public final class ServerText {

  private static final int SHOWN = 200;

  private ServerText() {}

  public static String shown(String text, Credentials credentials) {
    String line = credentials.redact(text).replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** An address without what may be a secret: user, query, fragment. */
  public static String address(String url) {
    return url.replaceFirst("(?s)([?#]).*", "$1…").replaceFirst("//[^/]*@", "//");
  }

  /** The beginning of a body that is not what it should be. */
  public static String beginning(byte[] body, Credentials credentials) {
    // All of it: cut before the credentials are taken out, a part of them could stay.
    return shown(new String(body, StandardCharsets.UTF_8), credentials);
  }
}
