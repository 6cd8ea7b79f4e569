package dev.pollwise.simulator;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

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

  /** One of the constants of an enum, by its words in small letters. */
  static <E extends Enum<E>> Function<YamlValue, E> oneOf(Class<E> type) {
    Map<String, E> byWord =
        Arrays.stream(type.getEnumConstants())
            .collect(toMap(SettingParsers::word, each -> each, (a, b) -> a, LinkedHashMap::new));
    return value -> {
      E constant = byWord.get(FieldReader.text(value));
      if (constant == null) {
        throw value.spot().wrong("must be one of " + String.join(", ", byWord.keySet()));
      }
      return constant;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    Map<String, Allowed> byWord =
        Arrays.stream(Allowed.values()).collect(toMap(SettingParsers::word, each -> each));
    Set<String> words = words(value, "none", "words");
    if (!byWord.keySet().containsAll(words)) {
      throw value.spot().wrong("must be none, or a list of http, loopback, private and redirects");
    }
    return byWord.entrySet().stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .collect(toSet());
  }

  static Set<String> keys(YamlValue value) {
    Set<String> keys = words(value, "any", "keys");
    if (keys.contains("")) {
      throw value.spot().wrong("must be any, or keys that are not empty");
    }
    return keys;
  }

  /** A list, or what is one with commas; none for the word that says so. */
  private static Set<String> words(YamlValue value, String absent, String what) {
    List<String> words =
        switch (value) {
          case YamlValue.Text(var spot, String text, boolean plain) ->
              text.equals(absent) ? List.of() : Arrays.asList(text.split(",", -1));
          case YamlValue.Items(var spot, var items) ->
              items.stream().map(FieldReader::text).toList();
          case YamlValue.Fields fields -> throw value.spot().wrong("must be a list of " + what);
        };
    return words.stream().map(String::strip).collect(toSet());
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

  static <T> Function<YamlValue, Optional<T>> unless(String absent, Function<YamlValue, T> reader) {
    return value ->
        value instanceof YamlValue.Text(var spot, String text, boolean plain) && text.equals(absent)
            ? Optional.empty()
            : Optional.of(reader.apply(value));
  }
}
