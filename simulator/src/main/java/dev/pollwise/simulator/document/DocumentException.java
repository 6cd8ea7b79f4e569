package dev.pollwise.simulator.document;

import java.io.Serial;

/** That a document is not as it should be. The message is {@code source:line: reason}. */
public final class DocumentException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Characters of a reason. What is wrong may be quoted, and the document is somebody else's. */
  private static final int LONGEST = 1_000;

  private final String source;
  private final int line;
  private final String reason;

  DocumentException(String source, int line, String reason) {
    super(source + ":" + line + ": " + shortened(reason));
    this.source = source;
    this.line = line;
    this.reason = shortened(reason);
  }

  /** Both ends of it: it begins with what is wrong, and ends with what would be right. */
  private static String shortened(String reason) {
    int half = LONGEST / 2;
    return reason.length() <= LONGEST
        ? reason
        : reason.substring(0, half) + '…' + reason.substring(reason.length() - half);
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
