package dev.pollwise.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoTest {

  @TempDir private Path folder;

  @Test
  void tellsOfACompletedJobAFailedOneAndAnOutageSurvivedAndNothingElse() throws Exception {
    Path printed = folder.resolve("printed.txt");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(demo.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }

    assertThat(Files.readString(printed))
        .startsWith("Pollwise demo: ")
        .contains("call 1: pending", "waits 1.", "interval 2 of exponential 1 s × 1.5, cap 4 s")
        .contains("no answer: ", "backoff below 1 s")
        .contains("ended: completed", "ended: failed, \"")
        .containsPattern("asked about \\d+ times, seen \\d+\\.\\d s late: completed")
        .doesNotContain("INFO", "WARN", "SLF4J", "helidon");
    assertThat(demo.exitValue()).isZero();
  }
}
