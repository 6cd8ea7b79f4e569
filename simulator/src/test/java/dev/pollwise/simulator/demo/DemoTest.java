package dev.pollwise.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoTest {

  @Test
  void tellsOfACompletedJobAFailedOneAndAnOutageSurvived() throws InterruptedException {
    var output = new ByteArrayOutputStream();
    var out = new PrintStream(output, true, StandardCharsets.UTF_8);

    assertThat(new Demo(out, InstantSource.system()).run()).isEmpty();

    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("call 1: pending", "waits 1.", "interval 2 of exponential 1 s × 1.5, cap 4 s")
        .contains("no answer: ", "backoff below 1 s")
        .contains("ended: completed", "ended: failed, \"")
        .containsPattern("seen \\d+\\.\\d s late with \\d+ calls: completed");
  }
}
