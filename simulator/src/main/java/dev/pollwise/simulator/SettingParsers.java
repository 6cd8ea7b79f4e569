package dev.pollwise.simulator;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
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

  static Optional<Integer> controlPort(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "next" -> Optional.empty();
      case "off" -> Optional.of(-1);
      default -> Optional.of(within(Form.WHOLE, Listener.Address.PORTS).apply(value));
    };
  }

  static long seed(YamlValue value) {
    return FieldReader.longWhole(value);
  }

  static ForeignJobs foreignJobs(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "not-found" -> ForeignJobs.NOT_FOUND;
      case "forbidden" -> ForeignJobs.FORBIDDEN;
      case "visible" -> ForeignJobs.VISIBLE;
      default -> throw value.spot().wrong("must be one of not-found, forbidden, visible");
    };
  }

  static <T extends Comparable<T>> Function<YamlValue, T> within(Form<T> form, Range<T> range) {
    return value -> {
      T read = form.read(value);
      return held(value, read, () -> range.require("", read));
    };
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
