package dev.pollwise.simulator;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import java.util.stream.Collectors;

/**
 * A value as it was given, not yet understood.
 *
 * @param origin who gave it, for messages
 * @param written for messages
 */
record RawSetting(String origin, String written, YamlValue value) {

  /** A text from an argument, a variable or a property; one in braces is YAML in one line. */
  static RawSetting text(String origin, String text) {
    YamlValue.SourceLocation spot = new YamlValue.SourceLocation(origin, 1);
    return new RawSetting(
        origin,
        text,
        text.startsWith("{") ? structured(origin, text) : new YamlValue.Text(spot, text, true));
  }

  /** A value in a file. */
  static RawSetting inFile(YamlValue value) {
    return new RawSetting(value.spot().source() + ":" + value.spot().line(), written(value), value);
  }

  /** In one line, as one would write it. */
  private static String written(YamlValue value) {
    return switch (value) {
      case YamlValue.Text(var spot, String text, boolean plain) -> text;
      case YamlValue.Items(var spot, var items) ->
          items.stream().map(RawSetting::written).collect(Collectors.joining(", ", "[", "]"));
      case YamlValue.Fields(var spot, var fields) ->
          fields.entrySet().stream()
              .map(field -> field.getKey() + ": " + written(field.getValue().value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static YamlValue structured(String origin, String text) {
    try {
      return Yaml.read(origin, text);
    } catch (DocumentException e) {
      throw new SettingException(origin + ": \"" + text + "\": " + e.reason());
    }
  }

  <T> Settings.Chosen<T> as(Setting<T> setting) {
    try {
      return new Settings.Chosen<>(setting.reader().apply(value), written, origin);
    } catch (DocumentException e) {
      String shown = setting.secret() ? "***" : written;
      throw new SettingException(
          origin + ": " + setting.key() + " \"" + shown + "\": " + e.reason());
    }
  }
}
