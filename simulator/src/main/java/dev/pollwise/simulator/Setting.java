package dev.pollwise.simulator;

import dev.pollwise.simulator.document.YamlValue;
import java.util.Locale;
import java.util.function.Function;

/**
 * One thing that can be set.
 *
 * @param key its name, in words with hyphens and, in a group, a dot
 * @param usual its default, as one would write it
 * @param help what it does, in a few words
 * @param secret whether its value must never be shown
 * @param reader makes the value of what was written; throws {@link
 *     dev.pollwise.simulator.document.DocumentException}
 */
record Setting<T>(
    String key, String usual, String help, boolean secret, Function<YamlValue, T> reader) {

  static <T> Setting<T> of(String key, String usual, String help, Function<YamlValue, T> reader) {
    return new Setting<>(key, usual, help, false, reader);
  }

  static <T> Setting<T> secret(
      String key, String usual, String help, Function<YamlValue, T> reader) {
    return new Setting<>(key, usual, help, true, reader);
  }

  /** Its name as an environment variable. */
  String variable() {
    return "POLLWISE_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Its name as a system property. */
  String property() {
    return "pollwise." + key;
  }
}
