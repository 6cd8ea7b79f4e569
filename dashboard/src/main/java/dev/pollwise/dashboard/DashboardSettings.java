package dev.pollwise.dashboard;

import dev.pollwise.dashboard.feed.EmbeddedSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be set from outside: as environment variables ({@code POLLWISE_SEED}) or, below them, as
 * system properties ({@code pollwise.seed}).
 *
 * @param simulator how the embedded simulator is to be; its scenarios come from {@code
 *     config/scenarios} where that exists, else from {@code scenarios} in the home
 * @param profiles the folder of profiles; default {@code config/profiles} where that exists, else
 *     {@code profiles} in the home
 * @param home the folder of what belongs to the user; default {@code .pollwise} in the user's own
 * @param selfTour how much the window shows by itself before it closes; default nothing
 */
record DashboardSettings(
    EmbeddedSimulator.Settings simulator, Path profiles, Path home, SelfTour.Extent selfTour) {

  private static final String PROPERTY = "pollwise.";
  private static final String VARIABLE = "POLLWISE_";

  private static final String CONFIG = "config";
  private static final Set<String> KNOWN =
      Set.of("seed", "time-scale", "scenario", "profiles", "home", "self-tour");

  /**
   * Reads the settings of a program that runs in the folder of the process; more properties, below
   * all others, are in the property file that {@code pollwise.properties} names.
   *
   * @throws IllegalArgumentException with name, value and rule if one is unknown or out of range
   */
  static DashboardSettings read(Map<String, String> environment, Properties properties) {
    return read(environment, EmbeddedSimulator.withMore(properties), Path.of(""));
  }

  /**
   * Reads the settings.
   *
   * @param folder where the program runs
   * @throws IllegalArgumentException with name, value and rule if one is unknown or out of range
   */
  static DashboardSettings read(
      Map<String, String> environment, Properties properties, Path folder) {
    Map<String, String> given = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PROPERTY)) {
        put(given, name, name.substring(PROPERTY.length()), properties.getProperty(name));
      }
    }
    environment.forEach((name, value) -> {
      if (name.startsWith(VARIABLE)) {
        String bare = name.substring(VARIABLE.length());
        put(given, name, bare.toLowerCase(Locale.ROOT).replace('_', '-'), value);
      }
    });
    Path home =
        Path.of(
            given.getOrDefault(
                "home", Path.of(properties.getProperty("user.home", "."), ".pollwise").toString()));
    String profiles = given.get("profiles");
    return new DashboardSettings(
        new EmbeddedSimulator.Settings(
            number("seed", given.getOrDefault("seed", "1")),
            scale(given.getOrDefault("time-scale", "1")),
            given.getOrDefault("scenario", ""),
            usual("scenarios", folder, home)),
        profiles == null ? usual("profiles", folder, home) : Path.of(profiles),
        home,
        extent(given.getOrDefault("self-tour", "")));
  }

  /** Of the project in whose folder the program runs; an installed image has none around it. */
  private static Path usual(String name, Path folder, Path home) {
    Path ofProject = folder.resolve(CONFIG).resolve(name);
    return Files.isDirectory(ofProject) ? ofProject : home.resolve(name);
  }

  private static SelfTour.Extent extent(String text) {
    return switch (text) {
      case "" -> SelfTour.Extent.NONE;
      case "start" -> SelfTour.Extent.START;
      case "tour" -> SelfTour.Extent.TOUR;
      default ->
          throw new IllegalArgumentException(
              PROPERTY + "self-tour \"" + text + "\": must be start or tour");
    };
  }

  private static void put(Map<String, String> given, String full, String name, String value) {
    if (!KNOWN.contains(name)) {
      if (EmbeddedSimulator.isSettingOfServer(full)) {
        return; // of the program beside this one, which may share the surroundings
      }
      throw new IllegalArgumentException(
          full
              + " \""
              + value
              + "\": is not a setting of the dashboard; there are "
              + String.join(", ", KNOWN.stream().sorted().map(PROPERTY::concat).toList()));
    }
    if (!value.isBlank()) {
      given.put(name, value.strip());
    }
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          PROPERTY + name + " \"" + text + "\": must be a whole number", notANumber);
    }
  }

  private static double scale(String text) {
    String rule = PROPERTY + "time-scale \"" + text + "\": must be a number from 0.001 to 10000";
    try {
      double scale = Double.parseDouble(text);
      if (scale >= 0.001 && scale <= 10_000) {
        return scale;
      }
      throw new IllegalArgumentException(rule);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(rule, notANumber);
    }
  }
}
