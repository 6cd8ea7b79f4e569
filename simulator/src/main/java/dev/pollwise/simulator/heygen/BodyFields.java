package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an object in a request, each of which is refused by its name if it is not what it
 * should be. A field that may be null counts as absent then.
 */
final class BodyFields {

  /** Characters of a title, a name or an id. HeyGen tells of no limit; such texts are kept long. */
  public static final int LONGEST_TEXT = 1_000;

  /** Characters of an address to which webhooks are sent. */
  public static final int LONGEST_URL = 2_048;

  private final JsonObject object;
  private final String prefix;

  /** Those of a body. */
  public BodyFields(JsonObject body) {
    this(body, "");
  }

  private BodyFields(JsonObject object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  public boolean isGiven(String name) {
    return !value(name).equals(JsonValue.NULL);
  }

  /** A text or null, with at most {@value #LONGEST_TEXT} characters. */
  public Optional<String> text(String name) {
    return text(name, LONGEST_TEXT);
  }

  public Optional<String> text(String name, int longest) {
    return switch (value(name)) {
      case JsonString text -> Optional.of(requireShort(name, text.getString(), longest));
      case JsonValue other when other.equals(JsonValue.NULL) -> Optional.empty();
      case JsonValue other -> throw refused(name, "must be a string");
    };
  }

  private String requireShort(String name, String text, int longest) {
    if (text.length() > longest) {
      throw refused(name, "must have at most " + longest + " characters");
    }
    return text;
  }

  /** A text that must be there, whatever its length. */
  public String requireText(String name) {
    if (value(name) instanceof JsonString text && !text.getString().isBlank()) {
      return text.getString();
    }
    throw refused(name, "is required and must be a string that is not empty");
  }

  /** A text that must be there, with at most so many characters. */
  public String requireText(String name, int longest) {
    return requireShort(name, requireText(name), longest);
  }

  /** A whole number that must be there, within bounds. */
  public int requireWhole(String name, int min, int max) {
    if (value(name) instanceof JsonNumber number
        && number.doubleValue() >= min
        && number.doubleValue() <= max
        && number.doubleValue() % 1 == 0) {
      return number.intValue();
    }
    throw refused(name, "is required and must be a whole number from " + min + " to " + max);
  }

  /** True or false, if it is there at all; not null. */
  public void flag(String name) {
    if (object.containsKey(name)) {
      requireFlag(name);
    }
  }

  /** True, false or null. */
  public void flagOrNull(String name) {
    if (isGiven(name)) {
      requireFlag(name);
    }
  }

  private void requireFlag(String name) {
    JsonValue value = value(name);
    if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
      throw refused(name, "must be true or false");
    }
  }

  /** One of these words, if it is there at all; not null. */
  public void word(String name, Set<String> words) {
    if (object.containsKey(name)) {
      requireWord(name, words);
    }
  }

  /** One of these words, or null. */
  public void wordOrNull(String name, Set<String> words) {
    if (isGiven(name)) {
      requireWord(name, words);
    }
  }

  public String requireWord(String name, Set<String> words) {
    if (value(name) instanceof JsonString word && words.contains(word.getString())) {
      return word.getString();
    }
    throw refused(name, "must be one of " + words.stream().sorted().toList());
  }

  /** A number that is not negative, or null. */
  public void number(String name) {
    if (isGiven(name) && !(value(name) instanceof JsonNumber number && number.doubleValue() >= 0)) {
      throw refused(name, "must be a number that is not negative");
    }
  }

  /** A whole number that is not negative, or null. */
  public void whole(String name) {
    if (isGiven(name)
        && !(value(name) instanceof JsonNumber number
            && number.doubleValue() >= 0
            && number.doubleValue() % 1 == 0)) {
      throw refused(name, "must be a whole number that is not negative");
    }
  }

  /** An array of texts, if it is there at all; not null. */
  public void texts(String name) {
    if (object.containsKey(name)
        && !(value(name) instanceof JsonArray all
            && all.stream().allMatch(JsonString.class::isInstance))) {
      throw refused(name, "must be an array of strings");
    }
  }

  /** The fields of an object that must be there. */
  public BodyFields requireObject(String name) {
    if (value(name) instanceof JsonObject inner) {
      return new BodyFields(inner, nameOf(name) + ".");
    }
    throw refused(name, isGiven(name) ? "must be an object" : "is required");
  }

  /** The fields of an object that may be there or null. */
  public Optional<BodyFields> objectOrNull(String name) {
    return isGiven(name) ? Optional.of(requireObject(name)) : Optional.empty();
  }

  /** The elements of an array that must be there, as many as wanted. */
  public List<JsonValue> requireArray(String name, int most) {
    if (!(value(name) instanceof JsonArray all)) {
      throw refused(name, "is required and must be an array");
    }
    if (all.isEmpty() || all.size() > most) {
      throw refused(name, "must have from 1 to " + most + " elements");
    }
    return all;
  }

  /** The refusal of a field. */
  public ApiError refused(String name, String rule) {
    return ApiError.invalid(nameOf(name), nameOf(name) + " " + rule);
  }

  /** The name of a field, with those of the objects around it. */
  public String nameOf(String name) {
    return prefix + name;
  }

  /** Null if it is absent. */
  private JsonValue value(String name) {
    return object.getOrDefault(name, JsonValue.NULL);
  }
}
