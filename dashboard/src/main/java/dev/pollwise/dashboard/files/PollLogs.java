package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.recorded.RecordedLog;
import dev.pollwise.dashboard.shell.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/** Reads logs of somebody's own polling. */
public final class PollLogs {

  private static final long MOST_BYTES = 256L << 20;

  private PollLogs() {}

  /** Reads a file and says what became of it. Blocks. */
  public static Event read(Path file, ZoneId zone) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
        throw new IOException("it is larger than 256 MB");
      }
      Charset text = charset(file);
      return new Event.PollLogRead(RecordedLog.read(name, () -> open(file, text), zone));
    } catch (IOException | RuntimeException unusable) {
      return new Event.PollLogNotRead(ErrorText.failure(name, unusable));
    }
  }

  /** What is malformed is replaced: a log may have been cut anywhere. */
  private static BufferedReader open(Path file, Charset text) throws IOException {
    return new BufferedReader(new InputStreamReader(Files.newInputStream(file), text));
  }

  /** PowerShell writes UTF-16, and marks it. */
  private static Charset charset(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      int second = in.read();
      boolean isMarked = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
      return isMarked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
  }
}
