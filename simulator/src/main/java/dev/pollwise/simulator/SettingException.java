package dev.pollwise.simulator;

import java.io.Serial;

/** That a setting is not as it should be. The message is one line: where, name, value, rule. */
final class SettingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With that message. */
  public SettingException(String message) {
    super(message);
  }
}
