package dev.pollwise.dashboard.form;

/**
 * An API key on its way from the field to the client. Never stored, and never readable by accident.
 *
 * @param value the key; empty where the server asks for none
 */
public record Secret(String value) {

  /**
   * A key as typed. It goes into a header: what cannot be there is refused before anything is sent.
   *
   * @throws IllegalArgumentException if it could not be; the message does not say the key
   */
  public static Secret typed(String name, String text) {
    String bare = text.strip();
    if (!bare.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          name + ": must consist of visible ASCII characters, without spaces");
    }
    return new Secret(bare);
  }

  /** No key. */
  public static Secret none() {
    return new Secret("");
  }

  /** Says whether there is a key, not which. */
  @Override
  public String toString() {
    return value.isEmpty() ? "no key" : "key ***";
  }
}
