package dev.pollwise.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePromptTest {

  @TempDir private Path folder;

  private String named(String typed, List<String> endings) {
    return FilePrompt.ending(folder.resolve(typed), endings).getFileName().toString();
  }

  @Test
  void aNameWithoutTheEndingOfItsFormatGetsIt() {
    assertThat(named("chart", List.of("*.png"))).isEqualTo("chart.png");
    assertThat(named("chart.v2", List.of("*.png"))).isEqualTo("chart.v2.png");
    assertThat(named("chart.PNG", List.of("*.png"))).isEqualTo("chart.PNG");
    assertThat(named("log.log", List.of("*.txt", "*.log"))).isEqualTo("log.log");
  }

  @Test
  void aFileThatNobodyWasAskedAboutIsNotReplaced() throws IOException {
    Files.createFile(folder.resolve("chart.png"));

    assertThat(named("chart", List.of("*.png"))).isEqualTo("chart-2.png");
    assertThat(named("chart.png", List.of("*.png"))).isEqualTo("chart.png");
  }
}
