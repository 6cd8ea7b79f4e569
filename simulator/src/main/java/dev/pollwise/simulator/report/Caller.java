package dev.pollwise.simulator.report;

/**
 * Who made a request, and from where.
 *
 * @param address without port
 * @param connection names the connection among all that there are
 */
public record Caller(Client client, String address, String connection) {

  /** Whom a {@code Retry-After} binds. */
  public enum Bound {
    /** The key, whatever program uses it; the address where there is no key. */
    KEY,
    /** Everybody at that address. */
    ADDRESS,
    /** The key as far as it submits: a limit on unfinished jobs says nothing about looking. */
    SUBMITS
  }

  String name(Bound bound) {
    return switch (bound) {
      case KEY -> client.key().isEmpty() ? name(Bound.ADDRESS) : client.key();
      case ADDRESS -> "address " + address;
      case SUBMITS -> "submits " + name(Bound.KEY);
    };
  }

  /**
   * Who calls, as far as a server can tell.
   *
   * @param key a fingerprint of the API key, never the key; empty where no key is asked for, or
   *     none was accepted
   * @param userAgent the {@code User-Agent} header, shortened; empty if there was none
   */
  public record Client(String key, String userAgent) {

    /** Both, for people. */
    String describe() {
      String shown = key.isEmpty() ? "without a key" : key;
      return userAgent.isEmpty() ? shown : shown + " (" + userAgent + ")";
    }
  }
}
