package dev.pollwise.benchmarks.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void aWindowThatKeepsItsGoalsBreaksNothing() throws IOException {
    Findings findings = window(54.1, 50, 536).findings(false);

    assertThat(findings.broken()).isEmpty();
    assertThat(table(findings, "frames").rows())
        .startsWith(List.of("live", "0.902×", "54.1", "60", "20", "20"));
    assertThat(findings.charts()).hasSize(1);
  }

  @Test
  void eachGoalOfTheWindowIsHeld() throws IOException {
    assertThat(window(53.9, 51, 537).findings(false).broken())
        .containsExactly(
            "live: frame rate 0.898 of the idle window's: must be at least 0.9",
            "live: pause p99.9 51 ms: must be at most 50 ms",
            "timeline: frame rate 0.898 of the idle window's: must be at least 0.9",
            "timeline: pause p99.9 51 ms: must be at most 50 ms",
            "heap 537.0 MB: must be below 536.9 MB");
  }

  @Test
  void shortRunsJudgeNobody() throws IOException {
    assertThat(window(10, 500, 600).findings(true).broken()).isEmpty();
    assertThat(start(900).findings(true).broken()).isEmpty();
  }

  @Test
  void aStartIsComparedWithBothWaysWithoutTheCache() throws IOException {
    Findings findings = start(700).findings(false);

    assertThat(findings.broken()).isEmpty();
    assertThat(table(findings, "times").rows())
        .startsWith(
            List.of("dashboard with its cache", "1×", "700"),
            List.of("dashboard with a JDK's archive", "0.700×", "1,000"),
            List.of("dashboard with nothing", "0.5×", "1,400"));
  }

  @Test
  void aSlowStartBreaksThePromise() throws IOException {
    assertThat(start(1_008).findings(false).broken())
        .containsExactly(
            "the dashboard starts in 0.720 of its time with nothing: must be at most 0.7",
            "the simulator starts in 0.720 of its time with nothing: must be at most 0.7");
  }

  private static Table table(Findings findings, String name) {
    return findings.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private WindowFindings window(double frames, double pause, double heap) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String area : WindowFindings.AREAS) {
      look(lines, area + WindowFindings.BUSY, frames, pause);
      look(lines, area + WindowFindings.IDLE, 60, 1);
    }
    look(lines, WindowFindings.NEWS, 30, 90);
    line(lines, WindowFindings.NEWS, WindowFindings.TAKEN_IN, 2);
    line(lines, WindowFindings.CROWD, WindowFindings.JOBS, 1_000);
    line(lines, WindowFindings.CROWD, WindowFindings.EVENTS, 50);
    line(lines, WindowFindings.CROWD, WindowFindings.HEAP, heap);
    return new WindowFindings(samples(lines));
  }

  private static void look(StringBuilder lines, String contender, double frames, double pause) {
    line(lines, contender, WindowFindings.FRAMES, frames);
    line(lines, contender, WindowFindings.FRAME_TIME, 20);
    line(lines, contender, WindowFindings.PAUSE, pause);
    line(lines, contender, WindowFindings.PAUSE, 0);
    line(lines, contender, WindowFindings.WINDOW_CORES, 0.2);
    line(lines, contender, WindowFindings.DRAWING_CORES, 0.2);
    line(lines, contender, WindowFindings.CORES, 0.5);
    line(lines, contender, WindowFindings.OTHER_CORES, 0.1);
  }

  private StartFindings start(double cached) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String program : List.of("dashboard", "simulator")) {
      line(lines, program + " with its cache", StartFindings.START, cached);
      line(lines, program + " with a JDK's archive", StartFindings.START, 1_000);
      line(lines, program + " with nothing", StartFindings.START, 1_400);
    }
    return new StartFindings(samples(lines));
  }

  private static void line(StringBuilder lines, String contender, String figure, double value) {
    lines.append("7,%s,0,\"%s\",%s\n".formatted(contender, figure, value));
  }

  private Samples samples(StringBuilder lines) throws IOException {
    Path file = folder.resolve("samples.csv");
    Files.writeString(file, "run,contender,round,figure,value\n" + lines);
    return Samples.read(file, "7", "none");
  }
}
