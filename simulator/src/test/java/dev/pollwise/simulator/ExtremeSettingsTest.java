package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.document.DocumentException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Extremes in every setting: built, or refused in one line. */
class ExtremeSettingsTest {

  @Test
  void inEverySetting() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    List<String> keys =
        settings(Map.of()).lines().stream()
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();
    int built = 0;
    for (String key : keys) {
      for (String value : Extremes.VALUES) {
        try {
          Settings settings = settings(Map.of("pollwise." + key, value));
          SimulatorServer server = Assembly.server(settings, nowhere);
          assertThat(server.simulation().clock().waitSeconds(Duration.ofDays(1))).isPositive();
          built++;
        } catch (SettingException | DocumentException | IllegalArgumentException e) {
          assertThat(e.getMessage()).as(key).hasLineCount(1);
        }
      }
    }
    assertThat(built).isGreaterThan(keys.size());
  }

  private static Settings settings(Map<String, String> properties) {
    Path nowhere = Path.of("no", "such", "folder");
    return new SettingsReader(Map.of(), Map.of(), properties, nowhere, nowhere).read();
  }
}
