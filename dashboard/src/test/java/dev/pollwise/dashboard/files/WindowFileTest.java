package dev.pollwise.dashboard.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.shell.Colours;
import dev.pollwise.dashboard.shell.WindowModel;
import dev.pollwise.dashboard.shell.WindowText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFileTest {

  @TempDir private Path folder;

  @Test
  void keepsAWindowInAFolderThatDidNotExist() throws IOException {
    WindowFile file = new WindowFile(folder.resolve("new").resolve("window.properties"));
    WindowModel window = new WindowModel();
    file.keep(WindowText.write(window));
    window.colours().set(Colours.DARK);
    file.keep(WindowText.write(window));
    file.close();

    assertThat(file.read().colours().get()).isEqualTo(Colours.DARK);
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files).as("no half-written file is left").hasSize(1);
    }
  }

  @Test
  void isAsUsualWhereNothingIsKept() {
    assertThat(new WindowFile(folder.resolve("none")).read().colours().get())
        .isEqualTo(Colours.SYSTEM);
  }

  @Test
  void setsADamagedFileAsideAndBeginsAnew() throws IOException {
    Path path = folder.resolve("window.properties");
    Files.writeString(path, "colours = dark\ntext-size = very\n");

    assertThat(new WindowFile(path).read().colours().get()).isEqualTo(Colours.SYSTEM);

    assertThat(path).doesNotExist();
    assertThat(folder.resolve("window.properties.damaged")).content().contains("text-size = very");
  }

  @Test
  void whatCannotBeKeptHoldsUpNobody() throws IOException {
    Path occupied = Files.writeString(folder.resolve("occupied"), "no folder");
    WindowFile file = new WindowFile(occupied.resolve("window.properties"));

    file.keep("colours = dark");
    file.keep("colours = light");
    file.close();
    file.keep("colours = dark");

    assertThat(occupied).content().isEqualTo("no folder");
  }
}
