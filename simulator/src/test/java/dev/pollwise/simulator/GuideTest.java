package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.scenario.ScenarioReader;
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
          case "wrong-state" -> ", shown: failed";
          case "patch" -> ", set: {a: 1}";
          case "stored" -> ", age: 5s";
          case "webhook-delay" -> ", delay: 1s";
          default -> "";
        };
    String rule = "{fault: " + word + needs + "}";

    assertThat(scenario("duration: 1s\nfaults: [" + rule + "]").faults().getFirst().fault().word())
        .isEqualTo(word);
  }

  static Stream<String> words() {
    String table = paragraph("| kind | faults |");
    List<String> words = known();
    assertThat(words).allSatisfy(word -> assertThat(table).contains("`" + word + "`"));
    return words.stream();
  }

  /** As the reader of rules tells them. */
  private static List<String> known() {
    DocumentException refused =
        assertThatExceptionOfType(DocumentException.class)
            .isThrownBy(() -> scenario("duration: 1s\nfaults: [gremlins]"))
            .actual();
    String reason = refused.reason();
    return List.of(reason.substring(reason.indexOf("known: ") + 7).split(", "));
  }

  @Test
  void theApiDocumentKnowsEveryFaultAndKeyOfRules() throws IOException {
    String document =
        Files.readString(
            Path.of("src/main/resources/dev/pollwise/simulator/http/openapi-control.yaml"));
    YamlValue schema =
        new FieldReader(
                new FieldReader(
                        new FieldReader(Yaml.read("openapi", document))
                            .require("components", value -> value))
                    .require("schemas", value -> value))
            .require("FaultRule", value -> value);
    FieldReader properties =
        new FieldReader(new FieldReader(schema).require("properties", value -> value));
    List<String> words =
        FieldReader.items(
                new FieldReader(properties.require("fault", value -> value))
                    .require("enum", value -> value))
            .stream()
            .map(FieldReader::text)
            .toList();

    assertThat(words).containsExactlyInAnyOrderElementsOf(known());
    assertThat(properties.names())
        .contains("route", "job", "client", "state", "share", "first", "every", "nth", "skip")
        .contains("per", "from", "until", "lease", "phase", "headers", "retry-after", "body");
  }

  @Test
  void showsExamplesOfRulesThatAreSome() {
    assertThat(scenario("duration: 1s\n" + block("yaml", "faults:\n")).faults()).hasSize(6);
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
