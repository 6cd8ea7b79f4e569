package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardSettingsTest {

  private static Properties properties(String... pairs) {
    Properties properties = new Properties();
    properties.setProperty("user.home", "/home/someone");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  @Test
  void hasDefaults() {
    DashboardSettings settings = DashboardSettings.read(Map.of(), properties());

    assertThat(settings.home()).isEqualTo(Path.of("/home/someone/.pollwise"));
    assertThat(settings.simulator().seed()).isEqualTo(1);
    assertThat(settings.simulator().timeScale()).isEqualTo(1);
    assertThat(settings.simulator().scenario()).isEmpty();
    assertThat(settings.selfTour()).isEqualTo(SelfTour.Extent.NONE);
  }

  @Test
  void profilesAndScenariosAreTheUsersWhereThereIsNoProject(@TempDir Path folder) {
    DashboardSettings settings =
        DashboardSettings.read(Map.of(), properties("pollwise.home", "/h"), folder);

    assertThat(settings.profiles()).isEqualTo(Path.of("/h/profiles"));
    assertThat(settings.simulator().scenarios()).isEqualTo(Path.of("/h/scenarios"));
  }

  @Test
  void profilesAndScenariosOfTheProjectComeFirst(@TempDir Path folder) throws IOException {
    Path profiles = Files.createDirectories(folder.resolve("config/profiles"));
    Path scenarios = Files.createDirectories(folder.resolve("config/scenarios"));

    DashboardSettings settings = DashboardSettings.read(Map.of(), properties(), folder);

    assertThat(settings.profiles()).isEqualTo(profiles);
    assertThat(settings.simulator().scenarios()).isEqualTo(scenarios);
  }

  @Test
  void takesMoreFromAFileThatAPropertyNames(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("more.properties");
    Files.writeString(file, "pollwise.seed=5\npollwise.time-scale=2\npollwise.home=/h\\u00f6me\n");

    DashboardSettings settings =
        DashboardSettings.read(
            Map.of(), properties("pollwise.properties", file.toString(), "pollwise.seed", "6"));

    assertThat(settings.simulator().seed()).isEqualTo(6);
    assertThat(settings.simulator().timeScale()).isEqualTo(2);
    assertThat(settings.home()).isEqualTo(Path.of("/höme"));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            DashboardSettings.read(
                Map.of(), properties("pollwise.properties", folder + "/none.properties")))
        .withMessage("pollwise.properties: cannot read " + folder + "/none.properties");
  }

  @Test
  void theEnvironmentComesBeforeProperties() {
    DashboardSettings settings =
        DashboardSettings.read(
            Map.of("POLLWISE_TIME_SCALE", "60", "PATH", "x"),
            properties("pollwise.time-scale", "2", "pollwise.profiles", "/p"));

    assertThat(settings.simulator().timeScale()).isEqualTo(60);
    assertThat(settings.profiles()).isEqualTo(Path.of("/p"));
  }

  @Test
  void settingsOfTheSimulatorAreNoError() {
    DashboardSettings settings =
        DashboardSettings.read(
            Map.of("POLLWISE_PORT", "9000", "POLLWISE_CONFIG", "x.yaml"),
            properties("pollwise.control-token", "t", "pollwise.seed", "7"));

    assertThat(settings.simulator().seed()).isEqualTo(7);
  }

  @Test
  void anEmptyValueCountsAsNotGiven() {
    assertThat(DashboardSettings.read(Map.of(), properties("pollwise.seed", "")).simulator().seed())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pollwise.sede, 7, is not a setting of the dashboard",
    "pollwise.seed, many, must be a whole number",
    "pollwise.time-scale, 0, must be a number from 0.001 to 10000",
    "pollwise.self-tour, all, must be start or tour",
    "pollwise.time-scale, fast, must be a number from 0.001 to 10000"
  })
  void refusesWithNameValueAndRule(String name, String value, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardSettings.read(Map.of(), properties(name, value)))
        .withMessageStartingWith(name + " \"" + value + "\": ")
        .withMessageContaining(rule);
  }
}
