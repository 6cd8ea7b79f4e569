package dev.pollwise.simulator.fault;

/** What an injected error carries. */
public sealed interface ErrorBody {

  /**
   * The error envelope of the face that was called.
   *
   * @param code empty for the one that is usual for the status
   * @param message empty for the one that is usual for the status
   */
  record Envelope(String code, String message) implements ErrorBody {}

  /** Nothing, as some gateways answer. */
  record Empty() implements ErrorBody {}

  /** A page for people, as a proxy in front of the server would send. */
  record Html() implements ErrorBody {}

  /** The envelope that is usual for the status. */
  static ErrorBody usual() {
    return new Envelope("", "");
  }
}
