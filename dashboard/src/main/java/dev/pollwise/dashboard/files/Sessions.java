package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.session.SessionFormat;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads saved sessions. */
public final class Sessions {

  private static final long MOST_BYTES = 256L << 20;

  private Sessions() {}

  /** Reads a session and says what became of it. Blocks. */
  public static Event read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 256 MB");
      }
      return new Event.SessionRead(name, SessionFormat.read(in));
    } catch (IOException failed) {
      return new Event.SessionNotRead(ErrorText.failure(name + " is not opened", failed));
    }
  }
}
