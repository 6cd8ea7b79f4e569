package dev.pollwise.dashboard.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void takesThePlaceOfWhatWasThereAndMakesItsFolders() throws IOException {
    Path file = folder.resolve("a/b/file.txt");

    WholeFile.write(file, "first");
    WholeFile.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void whatFailsInTheMiddleLeavesTheOldFileAndNothingBesideIt() throws IOException {
    Path file = folder.resolve("file.txt");
    WholeFile.write(file, "old");

    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                out -> {
                  out.write('n');
                  throw new IOException("the disk is full");
                }))
        .hasMessage("the disk is full");

    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFolderInItsPlaceIsAFailureThatLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("file.txt");
    Files.createDirectories(file.resolve("inside"));

    assertThatThrownBy(() -> WholeFile.write(file, "text")).isInstanceOf(IOException.class);

    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
