package dev.pollwise.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is set, with where each value came from.
 *
 * @param scenarioFolder where scenarios of one's own lie; need not exist
 */
record Settings(Map<Setting<?>, Chosen<?>> chosen, Path scenarioFolder) {

  /**
   * A value and where it came from.
   *
   * @param written as it was written
   */
  public record Chosen<T>(T value, String written, String origin) {}

  /** Copies the map. */
  public Settings {
    chosen = Map.copyOf(chosen);
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // the reader puts in for each setting what its own reader made
  public <T> T of(Setting<T> setting) {
    return ((Chosen<T>) Objects.requireNonNull(chosen.get(setting))).value();
  }

  /** What to throw where a value turns out to be wrong later. */
  public SettingException wrong(Setting<?> setting, String rule) {
    Chosen<?> value = Objects.requireNonNull(chosen.get(setting));
    return new SettingException(
        value.origin() + ": " + setting.key() + " \"" + value.written() + "\": " + rule);
  }

  /** All of it, as a file would have it, each line with its origin; secrets are not shown. */
  public List<String> lines() {
    return SettingKeys.ALL.stream().map(this::line).toList();
  }

  private String line(Setting<?> setting) {
    Chosen<?> value = Objects.requireNonNull(chosen.get(setting));
    boolean hidden = setting.secret() && !value.written().equals(setting.usual());
    String shown = hidden ? "***" : value.written();
    return setting.key() + ": " + (shown.isEmpty() ? "\"\"" : shown) + "   # " + value.origin();
  }

  /** Never shows secrets. */
  @Override
  public String toString() {
    return "Settings" + lines();
  }
}
