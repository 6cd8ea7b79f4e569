package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.scenario.ScenarioReader;
import dev.pollwise.simulator.scenario.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That docs/simulator.md says what the program does. */
class GuideTest {

  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/pollwise/simulator/PatientClientExampleTest.java");
  private static final Pattern LAW = Pattern.compile("`(\\{[a-z-]+: [^`]*})`");

  private static String guide() {
    return read(Path.of("../docs/simulator.md"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String block(String language, String beginning) {
    String start = "```" + language + "\n" + beginning;
    int from = guide().indexOf(start) + language.length() + 4;
    assertThat(from).as(start).isGreaterThan(language.length() + 4);
    return guide().substring(from, guide().indexOf("```", from));
  }

  private static String paragraph(String beginning) {
    int from = guide().indexOf("\n" + beginning);
    assertThat(from).as(beginning).isPositive();
    return guide().substring(from, guide().indexOf("\n\n", from));
  }

  private static Scenario scenario(String text) {
    return ScenarioReader.read(Yaml.read("guide", text), "guide");
  }

  @Test
  void showsAScenarioThatIsOne() {
    Scenario shown = scenario(block("yaml", "# my-scenario.yaml"));

    assertThat(shown.concurrency()).isEqualTo(10);
    assertThat(shown.faults()).hasSize(2);
  }

  @Test
  void showsAllShippedScenarios() {
    assertThat(ScenarioCatalogue.SHIPPED)
        .allSatisfy(name -> assertThat(guide()).contains("\n| `" + name + "` | "));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void showsLawsThatAreSome(String law) {
    assertThat(scenario("duration: " + law).plans()).isNotNull();
  }

  static List<String> laws() {
    Matcher law = LAW.matcher(paragraph("A **law** is").replace("\n", " "));
    List<String> laws = law.results().map(found -> found.group(1)).toList();
    assertThat(laws).hasSize(7);
    return laws;
  }

  @ParameterizedTest
  @MethodSource("words")
  void showsFaultsThatThereAre(String word) {
    String needs =
        switch (word) {
          case "latency" -> ", delay: 1s";
          case "status" -> ", status: 503";
          case "clock-skew" -> ", by: -1h";
          default -> "";
        };
    String rule = "{fault: " + word + needs + "}";

    assertThat(scenario("duration: 1s\nfaults: [" + rule + "]").faults().getFirst().fault().word())
        .isEqualTo(word);
  }

  static Stream<String> words() {
    String table = paragraph("| kind | faults |");
    List<String> words =
        Stream.of(
                "latency",
                "clock-skew",
                "status",
                "reset",
                "close",
                "no-answer",
                "outage",
                "garbage",
                "bad-status-line",
                "malformed-chunk",
                "reset-amid",
                "truncate",
                "stall",
                "dribble",
                "wrong-length",
                "wrong-type",
                "bad-json",
                "huge-body",
                "not-found",
                "unknown-status",
                "regress",
                "no-url",
                "stuck-running")
            .toList();
    assertThat(words).allSatisfy(word -> assertThat(table).contains("`" + word + "`"));
    return words.stream();
  }

  @Test
  void showsATestThatIsCompiledAndRun() {
    String compiled = read(EXAMPLE).replaceAll("\\s+", " ");

    assertThat(block("java", "Scenario anHour").lines().map(String::strip))
        .filteredOn(line -> !line.startsWith("//") && !line.equals("}"))
        .hasSizeGreaterThan(6)
        .allSatisfy(line -> assertThat(compiled).contains(line));
  }
}
