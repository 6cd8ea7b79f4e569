package dev.pollwise.simulator.document;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/** The JSON that a piece of a document stands for: words without quotes are what YAML says. */
final class JsonTexts {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE](-\\d{1,3}|\\+?\\d{1,2}))?");

  private JsonTexts() {}

  static String of(YamlValue value) {
    return switch (value) {
      case YamlValue.Text(var spot, String text, boolean plain) ->
          plain ? plain(text) : quoted(text);
      case YamlValue.Items items -> {
        StringJoiner array = new StringJoiner(",", "[", "]");
        items.items().forEach(item -> array.add(of(item)));
        yield array.toString();
      }
      case YamlValue.Fields fields -> {
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields
            .fields()
            .forEach((name, field) -> object.add(quoted(name) + ':' + of(field.value())));
        yield object.toString();
      }
    };
  }

  private static String plain(String text) {
    return switch (text) {
      case "", "null", "~" -> "null";
      case "true", "false" -> text;
      default -> NUMBER.matcher(text).matches() ? text : quoted(text);
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
