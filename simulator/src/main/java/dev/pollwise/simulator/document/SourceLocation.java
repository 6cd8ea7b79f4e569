package dev.pollwise.simulator.document;

import java.util.function.Supplier;

/**
 * A place in a document.
 *
 * @param source the file, or where else the text came from
 * @param line from 1
 */
public record SourceLocation(String source, int line) {

  /** Of what is written, and was not read anywhere. */
  static final SourceLocation NOWHERE = new SourceLocation("written", 1);

  /** What to throw where something is wrong here. */
  public DocumentException wrong(String reason) {
    return new DocumentException(source, line, reason);
  }

  /** Makes a value from what stands here; a value that refuses what it is given is wrong here. */
  public <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }
}
