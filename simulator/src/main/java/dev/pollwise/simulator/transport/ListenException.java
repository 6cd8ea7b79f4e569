package dev.pollwise.simulator.transport;

import java.io.Serial;

/** That the server cannot listen where it should; the message says why, in one line. */
public final class ListenException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public ListenException(String message) {
    super(message);
  }
}
