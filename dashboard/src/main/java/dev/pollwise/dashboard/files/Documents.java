package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.nio.file.Path;

/** Saves documents. */
public final class Documents {

  private Documents() {}

  /** Writes a document and says what became of it. Blocks. */
  public static Event write(Document document) {
    Path file = document.file().toAbsolutePath();
    try {
      WholeFile.write(file, document.body());
      return new Event.DocumentSaved(document.kind(), file);
    } catch (IOException failed) {
      return new Event.DocumentNotSaved(
          document.kind(), file, ErrorText.failure(file.getFileName() + " is not saved", failed));
    }
  }
}
