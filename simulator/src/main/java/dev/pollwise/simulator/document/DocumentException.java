package dev.pollwise.simulator.document;

import java.io.Serial;

/** That a document is not as it should be. The message is {@code source:line: reason}. */
public final class DocumentException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final String reason;

  DocumentException(String source, int line, String reason) {
    super(source + ":" + line + ": " + reason);
    this.source = source;
    this.line = line;
    this.reason = reason;
  }

  /** The file, or where else the text came from. */
  public String source() {
    return source;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** What is wrong, in one line. */
  public String reason() {
    return reason;
  }
}
