package dev.pollwise.simulator.fault;

import java.util.regex.Pattern;

/**
 * The type of a body.
 *
 * @param text such as {@code text/plain} or {@code text/plain; charset=utf-8}
 */
public record MediaType(String text) {

  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}"
              + "( ?; ?[A-Za-z0-9-]{1,30}=[A-Za-z0-9_.+-]{1,60}){0,3}");

  /** JSON. */
  public static final MediaType JSON = new MediaType("application/json");

  /** Refuses what is no media type. */
  public MediaType {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "type \"" + text + "\": must be a media type such as text/html");
    }
  }
}
