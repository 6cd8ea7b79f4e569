package dev.pollwise.simulator;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Numbers;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.transport.ConnectionLimits;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the values of settings look like. Each reader refuses what is none, by its place. */
final class SettingParsers {

  private SettingParsers() {}

  static String host(YamlValue value) {
    try {
      return new Listener.Address(FieldReader.text(value), 0).host();
    } catch (IllegalArgumentException e) {
      throw value.spot().wrong("must be a name or an address, such as localhost, 127.0.0.1 or ::1");
    }
  }

  static int port(YamlValue value) {
    return whole(0, 65_535).apply(value);
  }

  static Optional<Integer> controlPort(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "next" -> Optional.empty();
      case "off" -> Optional.of(-1);
      default -> Optional.of(port(value));
    };
  }

  static double probability(YamlValue value) {
    double number = FieldReader.number(value);
    return held(value, number, () -> Numbers.requireRange("probability", number, 0, 1));
  }

  static long seed(YamlValue value) {
    return FieldReader.longWhole(value);
  }

  static double timeScale(YamlValue value) {
    double number = FieldReader.number(value);
    return held(value, number, () -> SimulatedClock.requireScale(number));
  }

  static ForeignJobs foreignJobs(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "not-found" -> ForeignJobs.NOT_FOUND;
      case "forbidden" -> ForeignJobs.FORBIDDEN;
      case "visible" -> ForeignJobs.VISIBLE;
      default -> throw value.spot().wrong("must be one of not-found, forbidden, visible");
    };
  }

  static String errorCode(YamlValue value) {
    String text = FieldReader.text(value);
    if (!text.matches(HeyGenOptions.CODE_FORM)) {
      throw value.spot().wrong("must be lower-case letters and underscores");
    }
    return text;
  }

  static Function<YamlValue, Duration> positive(Duration most) {
    return value -> {
      Duration time = FieldReader.duration(value);
      return held(value, time, () -> Durations.requirePositive("time", time, most));
    };
  }

  static Duration timeout(YamlValue value) {
    Duration time = FieldReader.duration(value);
    return held(
        value,
        time,
        () ->
            Durations.requireRange(
                "time", time, ConnectionLimits.SHORTEST, ConnectionLimits.LONGEST));
  }

  /** A text that its owner, made with it, does not refuse. */
  static Function<YamlValue, String> ownedBy(Consumer<String> owner) {
    return value -> {
      String text = FieldReader.text(value);
      return held(value, text, () -> owner.accept(text));
    };
  }

  static Set<Allowed> allowed(YamlValue value) {
    List<String> words =
        switch (value) {
          case YamlValue.Text(var spot, String text, boolean plain) ->
              text.equals("none") ? List.of() : Arrays.asList(text.split(",", -1));
          case YamlValue.Items(var spot, var items) ->
              items.stream().map(FieldReader::text).toList();
          case YamlValue.Fields fields -> throw value.spot().wrong("must be a list of words");
        };
    return words.stream().map(word -> allowed(value, word.strip())).collect(Collectors.toSet());
  }

  private static Allowed allowed(YamlValue value, String word) {
    for (Allowed each : Allowed.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw value.spot().wrong("must be none, or a list of http, loopback, private and redirects");
  }

  static Set<String> keys(YamlValue value) {
    List<String> keys =
        switch (value) {
          case YamlValue.Text(var spot, String text, boolean plain) ->
              text.equals("any") ? List.of() : Arrays.asList(text.split(",", -1));
          case YamlValue.Items(var spot, var items) ->
              items.stream().map(FieldReader::text).toList();
          case YamlValue.Fields fields -> throw value.spot().wrong("must be a list of keys");
        };
    Set<String> stripped = keys.stream().map(String::strip).collect(Collectors.toSet());
    if (stripped.contains("")) {
      throw value.spot().wrong("must be any, or keys that are not empty");
    }
    return stripped;
  }

  static Function<YamlValue, Integer> whole(int min, int max) {
    return value -> {
      int number = FieldReader.whole(value);
      return held(value, number, () -> Numbers.requireRange("number", number, min, max));
    };
  }

  /** The value, if a rule holds; of the rule's message without the name, as the setting has one. */
  private static <T> T held(YamlValue value, T read, Runnable rule) {
    try {
      rule.run();
      return read;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw value.spot().wrong(message.substring(message.indexOf(": ") + 2));
    }
  }

  static LogForm requestLog(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "text" -> LogForm.TEXT;
      case "json" -> LogForm.JSON;
      case "off" -> LogForm.OFF;
      default -> throw value.spot().wrong("must be text, json or off");
    };
  }

  static <T> Function<YamlValue, Optional<T>> unless(String absent, Function<YamlValue, T> reader) {
    return value ->
        value instanceof YamlValue.Text(var spot, String text, boolean plain) && text.equals(absent)
            ? Optional.empty()
            : Optional.of(reader.apply(value));
  }
}
