package dev.pollwise.simulator.http;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * Writes values as JSON text (RFC 8259). Parsson's own writer sets up buffers for each value, which
 * cost more than all else about an answer of the size that clients poll for.
 */
final class JsonText {

  private static final int USUAL_LENGTH = 1_024;

  private final StringBuilder text = new StringBuilder(USUAL_LENGTH);

  private JsonText() {}

  /** The shortest text of a value, members in their order. */
  static String of(JsonValue value) {
    JsonText text = new JsonText();
    text.write(value);
    return text.text.toString();
  }

  private void write(JsonValue value) {
    switch (value.getValueType()) {
      case OBJECT -> writeObject(value.asJsonObject());
      case ARRAY -> {
        char before = '[';
        for (JsonValue item : value.asJsonArray()) {
          text.append(before);
          write(item);
          before = ',';
        }
        text.append(before == '[' ? "[]" : "]");
      }
      case STRING -> quote(((JsonString) value).getString());
      case NUMBER, TRUE, FALSE, NULL -> text.append(value);
    }
  }

  private void writeObject(Map<String, JsonValue> members) {
    char before = '{';
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      text.append(before);
      quote(member.getKey());
      text.append(':');
      write(member.getValue());
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void quote(String string) {
    text.append('"');
    int plain = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(string, plain, i);
        escape(c);
        plain = i + 1;
      }
    }
    text.append(string, plain, string.length()).append('"');
  }

  private void escape(char c) {
    text.append('\\');
    if (c >= ' ') {
      text.append(c);
    } else {
      text.append("u00")
          .append(Character.forDigit(c >> 4, 16))
          .append(Character.forDigit(c & 15, 16));
    }
  }
}
