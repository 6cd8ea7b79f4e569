package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.form.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files whole or not at all: beside the file first, then in its place. A reader sees the old
 * file or the new one, never half of one, and a failure leaves nothing behind.
 */
final class WholeFile {

  private WholeFile() {}

  /** Writes a text, and the folders that its file needs. */
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what a body has to say, into a folder that somebody has chosen. */
  static void write(Path file, Document.Body body) throws IOException {
    Path target = file.toAbsolutePath();
    // Another window with this home may write the same file.
    Path beside =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(beside)) {
        body.writeTo(out);
      }
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException failed) {
      deleted(beside, failed);
      throw failed;
    }
  }

  private static void deleted(Path beside, Exception failed) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }
}
