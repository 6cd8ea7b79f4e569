package dev.pollwise.simulator;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the settings from all that may give them: arguments come before the environment, that
 * before system properties, those before the file, that before the defaults. Everything is handed
 * in, and files are looked up from a folder.
 */
final class SettingsReader {

  private static final Path USUAL_FILE = Path.of("config", "simulator.yaml");
  private static final Set<String> GROUPS = Set.of("plain", "heygen", "webhooks");
  private static final String CONFIG = "config";
  private static final String SCENARIOS = "scenarios";

  private final Map<String, String> arguments;
  private final Map<String, String> environment;
  private final Map<String, String> properties;
  private final Path folder;
  private final Path home;

  /**
   * Reads nothing yet.
   *
   * @param arguments by the key of the setting, {@code config} among them
   * @param folder from which relative paths count
   * @param home the folder of what belongs to the user, looked into where {@code config} is not
   *     found; need not exist
   */
  public SettingsReader(
      Map<String, String> arguments,
      Map<String, String> environment,
      Map<String, String> properties,
      Path folder,
      Path home) {
    this.arguments = Map.copyOf(arguments);
    this.environment = Map.copyOf(environment);
    this.properties = Map.copyOf(properties);
    this.folder = folder;
    this.home = home;
  }

  /**
   * Reads them.
   *
   * @throws SettingException if anything is wrong
   */
  public Settings read() {
    refuseUnknown();
    Optional<Path> file = file();
    List<Map<String, RawSetting>> layers =
        List.of(
            fromArguments(),
            named(environment, "environment variable ", Setting::variable),
            Aliases.read(environment, "environment variable "),
            named(properties, "system property ", Setting::property),
            Aliases.read(properties, "system property "),
            file.map(this::fromFile).orElse(Map.of()));
    Aliases.refuseBoth(environment, properties);
    Map<Setting<?>, Settings.Chosen<?>> chosen = new HashMap<>();
    for (Setting<?> setting : SettingKeys.ALL) {
      RawSetting given =
          layers.stream()
              .flatMap(layer -> Stream.ofNullable(layer.get(setting.key())))
              .findFirst()
              .orElseGet(() -> RawSetting.text("default", setting.usual()));
      chosen.put(setting, given.as(setting));
    }
    return new Settings(chosen, scenarios(file));
  }

  /** Beside the file, where there is one. */
  private Path scenarios(Optional<Path> file) {
    if (file.isPresent()) {
      return Objects.requireNonNullElse(file.get().getParent(), folder).resolve(SCENARIOS);
    }
    Path usual = folder.resolve(USUAL_FILE).resolveSibling(SCENARIOS);
    return Files.isDirectory(usual) ? usual : home.resolve(SCENARIOS);
  }

  private Optional<Path> file() {
    for (String name :
        Stream.of(
                arguments.get(CONFIG),
                environment.get("POLLWISE_CONFIG"),
                properties.get("pollwise.config"))
            .filter(Objects::nonNull)
            .toList()) {
      return Optional.of(folder.resolve(name));
    }
    return Stream.of(folder.resolve(USUAL_FILE), home.resolve(USUAL_FILE.getFileName()))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Map<String, RawSetting> fromArguments() {
    Map<String, RawSetting> found = new HashMap<>();
    arguments.forEach((key, text) -> found.put(key, RawSetting.text("argument --" + key, text)));
    return found;
  }

  private static Map<String, RawSetting> named(
      Map<String, String> source, String kind, Function<Setting<?>, String> naming) {
    Map<String, RawSetting> found = new HashMap<>();
    for (Setting<?> setting : SettingKeys.ALL) {
      String name = naming.apply(setting);
      if (source.containsKey(name)) {
        found.put(setting.key(), RawSetting.text(kind + name, source.getOrDefault(name, "")));
      }
    }
    return found;
  }

  private Map<String, RawSetting> fromFile(Path file) {
    try {
      // Shown as a person would name it from where the program runs.
      String shown = file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
      String text = Yaml.textOf(file, shown);
      Map<String, RawSetting> found = new LinkedHashMap<>();
      collect("", Yaml.read(shown, text), found);
      return found;
    } catch (DocumentException e) {
      throw new SettingException(String.valueOf(e.getMessage()));
    }
  }

  private static void collect(String prefix, YamlValue value, Map<String, RawSetting> found) {
    if (!(value instanceof YamlValue.Fields(var spot, var fields))) {
      throw value.spot().wrong("must be a mapping of settings, not " + value.kind());
    }
    fields.forEach((name, field) -> {
      String key = prefix + name;
      if (prefix.isEmpty() && GROUPS.contains(name)) {
        collect(name + ".", field.value(), found);
      } else if (isKnown(key)) {
        found.put(key, RawSetting.inFile(field.value()));
      } else {
        throw field.spot().wrong("unknown setting " + key + "; known: " + keys());
      }
    });
  }

  /** Whether an environment variable or a system property of that name is a setting. */
  static boolean isSetting(String name) {
    return names(Setting::variable, "POLLWISE_CONFIG").contains(name)
        || names(Setting::property, "pollwise.config").contains(name);
  }

  /** The dashboard has settings of its own, and may share the surroundings. */
  private void refuseUnknown() {
    Set<String> variables =
        names(
            Setting::variable,
            "POLLWISE_CONFIG",
            "POLLWISE_PROFILES",
            "POLLWISE_HOME",
            "POLLWISE_SELF_TOUR");
    for (String name : environment.keySet()) {
      if (name.startsWith("POLLWISE_") && !variables.contains(name)) {
        throw unknown("environment variable " + name);
      }
    }
    Set<String> known =
        names(
            Setting::property,
            "pollwise.config",
            "pollwise.profiles",
            "pollwise.home",
            "pollwise.self-tour");
    for (String name : properties.keySet()) {
      if (name.startsWith("pollwise.") && !known.contains(name)) {
        throw unknown("system property " + name);
      }
    }
  }

  private static Set<String> names(Function<Setting<?>, String> naming, String... more) {
    Stream<String> all = SettingKeys.ALL.stream().map(naming);
    return Set.copyOf(Stream.concat(all, Stream.of(more)).toList());
  }

  private static SettingException unknown(String what) {
    return new SettingException(what + ": unknown setting; known: " + keys());
  }

  private static boolean isKnown(String key) {
    return SettingKeys.ALL.stream().anyMatch(setting -> setting.key().equals(key));
  }

  private static List<String> keys() {
    return SettingKeys.ALL.stream().<String>map(Setting::key).toList();
  }
}
