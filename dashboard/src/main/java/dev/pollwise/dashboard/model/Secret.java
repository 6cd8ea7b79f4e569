package dev.pollwise.dashboard.model;

/**
 * An API key on its way from the field to the client. Never stored, and never readable by accident.
 *
 * @param value the key; empty where the server asks for none
 */
public record Secret(String value) {

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
