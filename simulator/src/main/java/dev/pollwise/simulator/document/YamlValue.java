package dev.pollwise.simulator.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A piece of a document, with the place where it stands. What a text means (a number, a time) is
 * for the reader to say who knows what is wanted there.
 */
public sealed interface YamlValue {

  /** Where it stands. */
  SourceLocation spot();

  /**
   * A word or more.
   *
   * @param plain whether it stands without quotes
   */
  record Text(SourceLocation spot, String text, boolean plain) implements YamlValue {}

  /** A list. */
  record Items(SourceLocation spot, List<YamlValue> items) implements YamlValue {}

  /** Named values, in the order of the document. */
  record Fields(SourceLocation spot, Map<String, Field> fields) implements YamlValue {}

  /** A named value; the spot is that of the name. */
  record Field(SourceLocation spot, YamlValue value) {}

  /** What this is, for messages. */
  default String kind() {
    return switch (this) {
      case Text text -> "\"" + text.text() + "\"";
      case Items items -> "a list";
      case Fields fields -> "a mapping";
    };
  }

  /** A text that is written. */
  static YamlValue ofText(String text) {
    return new Text(SourceLocation.NOWHERE, text, false);
  }

  /** A number that is written. */
  static YamlValue ofPlain(Object value) {
    return new Text(SourceLocation.NOWHERE, value.toString(), true);
  }

  /** A list that is written. */
  static YamlValue ofItems(List<YamlValue> items) {
    return new Items(SourceLocation.NOWHERE, items);
  }

  /** A mapping that is written, in that order. */
  static YamlValue ofFields(Map<String, YamlValue> values) {
    Map<String, Field> fields = new LinkedHashMap<>();
    values.forEach((name, value) -> fields.put(name, new Field(SourceLocation.NOWHERE, value)));
    return new Fields(SourceLocation.NOWHERE, fields);
  }

  /** The JSON that this stands for: words without quotes are what YAML says they are. */
  default String json() {
    return JsonTexts.of(this);
  }

  /**
   * A place in a document.
   *
   * @param source the file, or where else the text came from
   * @param line from 1
   */
  public record SourceLocation(String source, int line) {

    /** Of what is written, and was not read anywhere. */
    static final SourceLocation NOWHERE = new SourceLocation("written", 1);

    /** What to throw where something is wrong here. */
    public DocumentException wrong(String reason) {
      return new DocumentException(source, line, reason);
    }

    /** Makes a value from what stands here; a value that refuses what it is given is wrong here. */
    public <T> T make(Supplier<T> maker) {
      try {
        return maker.get();
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
  }
}
