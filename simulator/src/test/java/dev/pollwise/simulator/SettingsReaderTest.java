package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.job.DurationLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeConfigFolder() throws IOException {
    Files.createDirectories(folder.resolve("config"));
  }

  @Test
  void anArgumentComesBeforeAllElse() throws IOException {
    Files.writeString(folder.resolve("config/simulator.yaml"), "port: 1\nseed: 4");
    Map<String, String> environment = Map.of("POLLWISE_PORT", "2");
    Map<String, String> properties = Map.of("pollwise.port", "3", "pollwise.time-scale", "60");

    assertThat(read(Map.of("port", "9"), environment, properties).of(SettingKeys.PORT))
        .isEqualTo(9);
    assertThat(read(Map.of(), environment, properties).of(SettingKeys.PORT)).isEqualTo(2);
    assertThat(read(Map.of(), Map.of(), properties).of(SettingKeys.PORT)).isEqualTo(3);
    assertThat(read(Map.of(), Map.of(), Map.of()).of(SettingKeys.PORT)).isEqualTo(1);
    assertThat(read(Map.of(), Map.of(), properties).of(SettingKeys.TIME_SCALE)).isEqualTo(60);
    assertThat(read(Map.of(), Map.of(), properties).of(SettingKeys.SEED)).isEqualTo(4);
    assertThat(read(Map.of(), Map.of(), properties).of(SettingKeys.HOST)).isEqualTo("localhost");
  }

  @Test
  void knowsTheNamesOfTheExercise() {
    Settings settings =
        read(
            Map.of(),
            Map.of("PORT", "9000", "TRANSLATION_DELAY", "1500"),
            Map.of("ERROR_PROBABILITY", "0.5"));

    assertThat(settings.of(SettingKeys.PORT)).isEqualTo(9000);
    assertThat(settings.of(SettingKeys.DURATION))
        .contains(DurationLaw.fixed(Duration.ofMillis(1_500)));
    assertThat(settings.of(SettingKeys.ERROR_PROBABILITY)).contains(0.5);
    assertThat(read(Map.of(), Map.of("PENDING_DURATION", "7"), Map.of()).of(SettingKeys.DURATION))
        .contains(DurationLaw.fixed(Duration.ofSeconds(7)));
  }

  @Test
  void settingsOfTheDashboardAreNoError() {
    Settings settings =
        read(
            Map.of(),
            Map.of("POLLWISE_PROFILES", "p", "POLLWISE_HOME", "h", "POLLWISE_PORT", "9000"),
            Map.of("pollwise.self-tour", "tour"));

    assertThat(settings.of(SettingKeys.PORT)).isEqualTo(9000);
    assertThat(SettingsReader.isSetting("POLLWISE_CONTROL_PORT")).isTrue();
    assertThat(SettingsReader.isSetting("POLLWISE_PROT")).isFalse();
  }

  @Test
  void readsALawInOneLine() {
    Settings settings =
        read(Map.of(), Map.of("POLLWISE_DURATION", "{uniform: {min: 1s, max: 2s}}"), Map.of());

    assertThat(settings.of(SettingKeys.DURATION))
        .contains(DurationLaw.uniform(Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POLLWISE_PROT      | 1      | environment variable POLLWISE_PROT: unknown setting
          POLLWISE_PORT      | x      | environment variable POLLWISE_PORT: port "x": must be a whole number
          POLLWISE_PORT      | 70000  | environment variable POLLWISE_PORT: port "70000": must be from 0 to 65535
          PORT               | -1     | environment variable PORT: port "-1": must be from 0 to 65535
          ERROR_PROBABILITY  | 2      | environment variable ERROR_PROBABILITY: error-probability "2": must be from 0 to 1
          TRANSLATION_DELAY  | -5     | environment variable TRANSLATION_DELAY: "-5": must be a number of ms
          POLLWISE_TIME_SCALE | 0     | environment variable POLLWISE_TIME_SCALE: time-scale "0": must be from 0.001 to 10000
          POLLWISE_DURATION  | {      | environment variable POLLWISE_DURATION: "{": not valid YAML
          POLLWISE_CONTROL_PORT | yes | environment variable POLLWISE_CONTROL_PORT: control-port "yes": must be
          POLLWISE_WEBHOOKS_SIGNATURE_HEADER | a b | environment variable POLLWISE_WEBHOOKS_SIGNATURE_HEADER: webhooks.signature-header "a b": must have a name
          POLLWISE_WEBHOOKS_SIGNATURE_HEADER | host | environment variable POLLWISE_WEBHOOKS_SIGNATURE_HEADER: webhooks.signature-header "host": must be one that
          POLLWISE_WEBHOOKS_ID_FIELD | url | environment variable POLLWISE_WEBHOOKS_ID_FIELD: webhooks.id-field "url": must be lower-case
          POLLWISE_CONFIG    | none.yaml | none.yaml:1: there is no such file
          """)
  void namesWhereAndWhatAndWhy(String name, String value, String message) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> read(Map.of(), Map.of(name, value), Map.of()))
        .withMessageStartingWith(message);
  }

  @Test
  void refusesBothDelaysEvenFromTwoSources() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(
            () -> read(Map.of(), Map.of("TRANSLATION_DELAY", "1"), Map.of("PENDING_DURATION", "1")))
        .withMessageStartingWith("TRANSLATION_DELAY and PENDING_DURATION: only one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'prot: 1'                      | config/simulator.yaml:1: unknown setting prot
          'seed: 1~heygen: {keys: a}'    | config/simulator.yaml:2: unknown setting heygen.keys
          'seed: 1~~port: x'             | config/simulator.yaml:3: port "x": must be a whole number
          'seed: ['                      | config/simulator.yaml:1: not valid YAML
          """)
  void namesTheLineInTheFile(String text, String message) throws IOException {
    Files.writeString(folder.resolve("config/simulator.yaml"), text.replace('~', '\n'));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> read(Map.of(), Map.of(), Map.of()))
        .withMessageStartingWith(message);
  }

  @Test
  void showsWhereEachValueCameFromButNoSecret() {
    Settings settings =
        read(
            Map.of("seed", "9"),
            Map.of("POLLWISE_CONTROL_TOKEN", "hush", "POLLWISE_HEYGEN_API_KEYS", "key-1,key-2"),
            Map.of());

    assertThat(settings.lines())
        .contains("seed: 9   # argument --seed", "port: 8080   # default")
        .contains("control-token: ***   # environment variable POLLWISE_CONTROL_TOKEN");
    assertThat(settings.toString()).doesNotContain("hush", "key-1");
    assertThat(settings.of(SettingKeys.API_KEYS)).containsExactlyInAnyOrder("key-1", "key-2");
  }

  @Test
  void showsListsAndLawsAsOneWouldWriteThem() throws IOException {
    Files.writeString(
        folder.resolve("config/simulator.yaml"),
        "duration: {uniform: {min: 1s, max: 2s}}\nwebhooks: {allow: [http, loopback]}");

    assertThat(read(Map.of(), Map.of(), Map.of()).lines())
        .contains("duration: {uniform: {min: 1s, max: 2s}}   # config/simulator.yaml:1")
        .contains("webhooks.allow: [http, loopback]   # config/simulator.yaml:2");
  }

  @Test
  void looksIntoTheUsersFolderWhereThereIsNoProject() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.delete(folder.resolve("config"));
    Settings without = read(Map.of(), Map.of(), Map.of());
    Files.writeString(home.resolve("simulator.yaml"), "seed: 5");
    Settings with = read(Map.of(), Map.of(), Map.of());

    assertThat(without.of(SettingKeys.SEED)).isEqualTo(1);
    assertThat(without.scenarioFolder()).isEqualTo(home.resolve("scenarios"));
    assertThat(with.of(SettingKeys.SEED)).isEqualTo(5);
    assertThat(with.scenarioFolder()).isEqualTo(home.resolve("scenarios"));
  }

  @Test
  void theProjectComesBeforeTheUsersFolder() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("simulator.yaml"), "seed: 5");
    Files.writeString(folder.resolve("config/simulator.yaml"), "seed: 4");

    Settings settings = read(Map.of(), Map.of(), Map.of());

    assertThat(settings.of(SettingKeys.SEED)).isEqualTo(4);
    assertThat(settings.scenarioFolder()).isEqualTo(folder.resolve("config/scenarios"));
  }

  @Test
  void scenariosOfAProjectWithoutSettingsComeBeforeTheUsers() throws IOException {
    Path scenarios = Files.createDirectories(folder.resolve("config/scenarios"));

    assertThat(read(Map.of(), Map.of(), Map.of()).scenarioFolder()).isEqualTo(scenarios);
  }

  private Settings read(
      Map<String, String> arguments,
      Map<String, String> environment,
      Map<String, String> properties) {
    return new SettingsReader(arguments, environment, properties, folder, folder.resolve("home"))
        .read();
  }
}
