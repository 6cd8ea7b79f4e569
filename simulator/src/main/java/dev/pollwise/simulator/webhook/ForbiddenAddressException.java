package dev.pollwise.simulator.webhook;

import java.io.Serial;

/** That nothing may be sent to an address. The message says why. */
final class ForbiddenAddressException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String why) {
    super(why);
  }
}
