package dev.pollwise.dashboard.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

  @TempDir private Path folder;

  private static Document log(Path file, Document.Body body) {
    return new Document(Document.Kind.LOG, file, body);
  }

  @Test
  void writesTheDocumentAndSaysWhere() throws IOException {
    Path file = folder.resolve("log.txt");
    Files.writeString(file, "what was there before");

    Event said =
        Documents.write(log(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8))));

    assertThat(said).isEqualTo(new Event.DocumentSaved(Document.Kind.LOG, file));
    assertThat(file).hasContent("new");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingBesideIt() throws IOException {
    Path file = folder.resolve("log.txt");
    Files.writeString(file, "what was there before");

    Event said =
        Documents.write(
            log(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("No space left on device");
                }));

    assertThat(said).isInstanceOf(Event.DocumentNotSaved.class);
    assertThat(((Event.DocumentNotSaved) said).problem().summary())
        .isEqualTo("log.txt is not saved: No space left on device");
    assertThat(file).hasContent("what was there before");
    assertThat(folder.toFile().list()).containsExactly("log.txt");
  }
}
