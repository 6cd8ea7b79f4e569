package dev.pollwise.simulator;

import java.util.HashMap;
import java.util.Map;

/** Names that users of such exercises know, in the environment or as system properties. */
final class Aliases {

  private static final String DELAY = "TRANSLATION_DELAY";
  private static final String PENDING = "PENDING_DURATION";

  private Aliases() {}

  /** What the aliases in one source say, by the key of the setting. */
  static Map<String, RawSetting> read(Map<String, String> source, String kind) {
    Map<String, RawSetting> found = new HashMap<>();
    put(found, SettingKeys.PORT, source, kind, "PORT", "");
    put(found, SettingKeys.ERROR_PROBABILITY, source, kind, "ERROR_PROBABILITY", "");
    put(found, SettingKeys.DURATION, source, kind, DELAY, "ms");
    put(found, SettingKeys.DURATION, source, kind, PENDING, "s");
    return found;
  }

  /** Both say how long jobs take, so only one of them may. */
  static void refuseBoth(Map<String, String> environment, Map<String, String> properties) {
    boolean delay = environment.containsKey(DELAY) || properties.containsKey(DELAY);
    boolean pending = environment.containsKey(PENDING) || properties.containsKey(PENDING);
    if (delay && pending) {
      throw new SettingException(
          DELAY + " and " + PENDING + ": only one of them may be given, both set the duration");
    }
  }

  private static void put(
      Map<String, RawSetting> found,
      Setting<?> setting,
      Map<String, String> source,
      String kind,
      String name,
      String unit) {
    if (source.containsKey(name)) {
      String text = source.getOrDefault(name, "");
      if (!unit.isEmpty() && !text.matches("\\d{1,9}(\\.\\d{1,3})?")) {
        throw new SettingException(kind + name + ": \"" + text + "\": must be a number of " + unit);
      }
      found.put(setting.key(), RawSetting.text(kind + name, text + unit));
    }
  }
}
