package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.FaultKind;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    return Scenario.read(Yaml.read("guide", text), "guide");
  }

  @Test
  void showsAScenarioThatIsOne() {
    Scenario shown = scenario(block("yaml", "# my-scenario.yaml"));

    assertThat(shown.concurrency().jobs()).isEqualTo(10);
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

  @Test
  void showsEveryKeyOfAScenario() {
    assertThat(paragraph("| key | says |\n|---|---|\n| `name`"))
        .isEqualTo(table("key", Scenario.keys()));
  }

  @Test
  void showsEveryKeyOfARule() {
    assertThat(paragraph("| key of a rule |")).isEqualTo(table("key of a rule", FaultRule.keys()));
  }

  @Test
  void showsEveryFault() {
    StringBuilder table =
        new StringBuilder("\n| group | fault | says | keys |\n|---|---|---|---|\n");
    Object last = "";
    for (FaultKind kind : FaultKind.values()) {
      String group = kind.group().equals(last) ? "" : kind.group().word() + " ";
      last = kind.group();
      String keys = kind.keys().stream().map(GuideTest::key).collect(Collectors.joining("; "));
      table.append(
          "| %s| `%s` | %s | %s |\n"
              .formatted(group, kind.word(), kind.says(), keys)
              .replace("|  |", "| |"));
    }
    assertThat(paragraph("| group | fault |") + "\n").isEqualTo(table.toString());
  }

  private static String key(Key<?, ?> key) {
    String usual =
        key.written()
            .map(YamlValue::json)
            .map(json -> ", default `" + json.replace("\"", "") + "`")
            .orElse("");
    String form = key.says().isEmpty() ? key.form().name() + range(key) : key.says();
    return "`" + key.name() + "`: " + form + usual;
  }

  private static String range(Key<?, ?> key) {
    Map<String, String> ends = new HashMap<>();
    key.form().ends().forEach((name, end) -> ends.put(name, end.json().replace("\"", "")));
    if (ends.containsKey("maxLength")) {
      return " of " + ends.get("minLength") + " to " + ends.get("maxLength") + " characters";
    }
    String least =
        ends.containsKey("minimum") ? " from " + ends.get("minimum") + " to " : " up to ";
    return ends.isEmpty() ? "" : least + ends.get("maximum");
  }

  private static String table(String title, List<Key<?, ?>> keys) {
    return keys.stream()
        .map(key -> "\n| `" + key.name() + "` | " + key.says() + " |")
        .collect(Collectors.joining("", "\n| " + title + " | says |\n|---|---|", ""));
  }

  @Test
  void showsExamplesOfRulesThatAreSome() {
    assertThat(scenario("duration: 1s\n" + block("yaml", "faults:\n")).faults()).hasSize(6);
  }

  @Test
  void showsATestThatIsCompiledAndRun() {
    String compiled = read(EXAMPLE).replaceAll("\\s+", " ");

    assertThat(block("java", "import static").lines().map(String::strip))
        .filteredOn(line -> !line.startsWith("//") && !line.equals("}"))
        .hasSizeGreaterThan(6)
        .allSatisfy(line -> assertThat(compiled).contains(line));
  }
}
