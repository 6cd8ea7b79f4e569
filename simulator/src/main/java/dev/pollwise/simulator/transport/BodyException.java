package dev.pollwise.simulator.transport;

import java.io.Serial;

/** That the body of a request cannot be read; the message is for the client. */
public final class BodyException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  BodyException(int status, String message) {
    super(message, null, false, false); // an expected answer: its stack tells nothing
    this.status = status;
  }

  /** With which the request is answered. */
  public int status() {
    return status;
  }
}
