package dev.pollwise.simulator.fault;

import java.nio.charset.StandardCharsets;

/** What an injected response carries. */
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

  /**
   * A text of the user's own, in which <code>${id}</code> stands for the id of the first job that
   * the request is about, <code>${ids}</code> for all of them (in JSON, alone in a string: an
   * array) and <code>${message}</code> for the message of that job's failure.
   *
   * @param type the media type
   * @param text at most 100,000 bytes
   */
  record Own(MediaType type, String text) implements ErrorBody {

    private static final int LONGEST = 100_000;

    /** Refuses an endless text. */
    public Own {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST) {
        throw new IllegalArgumentException(
            "body of " + length + " bytes: must have at most " + LONGEST);
      }
    }
  }

  /** What a response has unless told otherwise: nothing where its status has no body usually. */
  static ErrorBody usual(int status, String code, String message) {
    boolean bare =
        status < 200 || status == 204 || status == 205 || (status >= 300 && status < 400);
    return bare && code.isEmpty() && message.isEmpty() ? new Empty() : new Envelope(code, message);
  }

  /** The envelope that is usual for the status. */
  static ErrorBody usual() {
    return new Envelope("", "");
  }
}
