package dev.pollwise.dashboard.form;

import java.util.Locale;

/** Texts that name keys, in the way of the platform. */
public final class KeyText {

  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  private KeyText() {}

  /** A text in which keys stand as {@code Ctrl+Shift+D}. */
  public static String of(String text) {
    return of(text, MAC);
  }

  public static String of(String text, boolean isMac) {
    return isMac
        ? text.replace("Ctrl+Shift+", "⇧⌘")
            .replace("Ctrl+", "⌘")
            .replace("Alt+", "⌥")
            .replace("Shift+", "⇧")
        : text;
  }
}
