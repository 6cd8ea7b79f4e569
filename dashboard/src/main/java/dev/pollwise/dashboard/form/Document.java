package dev.pollwise.dashboard.form;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Something that a person wants as a file.
 *
 * @param kind what it is
 * @param file where it goes
 * @param body writes it; called on another thread, so it must not look at what changes
 */
public record Document(Kind kind, Path file, Body body) {

  /** What can be saved. */
  public enum Kind {
    /** Lines of the log. */
    LOG,
    /** The chart of intervals, as numbers or as an image. */
    CHART,
    /** A session, to be opened again or as a report. */
    SESSION
  }

  /** What is in a document. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it; closing is left to the caller. */
    void writeTo(OutputStream out) throws IOException;
  }
}
