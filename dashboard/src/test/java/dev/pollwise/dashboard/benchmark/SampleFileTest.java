package dev.pollwise.dashboard.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void eachSampleOfARoundThatCountsIsALine() throws IOException {
    Path file = folder.resolve("new/samples.csv");
    SampleFile samples = SampleFile.begin(file, "2026-11-21T22:00:00Z");
    samples.add("live busy", -1, "pause, ms", 99);
    samples.add("live busy", 0, "pause, ms", 1.5);
    samples.add("live busy", 0, "pause, ms", 2);
    samples.write();

    // As the module of the benchmarks reads it.
    assertThat(file)
        .hasContent(
            """
            run,contender,round,figure,value
            2026-11-21T22:00:00Z,live busy,0,"pause, ms",1.5
            2026-11-21T22:00:00Z,live busy,0,"pause, ms",2.0
            """);
  }

  @Test
  void nothingIsLeftOfAnEarlierRun() throws IOException {
    Path file = Files.writeString(folder.resolve("samples.csv"), "old");

    SampleFile.begin(file, "1");

    assertThat(file).doesNotExist();
  }

  @Test
  void namesThatWouldBreakALineAreRefused() throws IOException {
    SampleFile samples = SampleFile.begin(folder.resolve("samples.csv"), "1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.add("live, busy", 0, "ms", 1))
        .withMessage("contender live, busy: must be without commas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.add("live", 0, "\"ms\"", 1))
        .withMessageContaining("figure");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleFile.begin(folder.resolve("samples.csv"), ""))
        .withMessageContaining("run");
  }
}
