package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes documents whole or not at all: beside the file first, then in its place. */
final class Documents {

  private Documents() {}

  /** Writes a document and says what became of it. Blocks. */
  static Event write(Document document) {
    Path file = document.file().toAbsolutePath();
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        document.body().writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      return new Event.DocumentSaved(document.kind(), file);
    } catch (IOException failed) {
      return new Event.DocumentNotSaved(document.kind(), file, problem(file, beside, failed));
    }
  }

  private static Problem problem(Path file, Path beside, IOException failed) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
    return ErrorText.failure(file.getFileName() + " is not saved", failed);
  }
}
