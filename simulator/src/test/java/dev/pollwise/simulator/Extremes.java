package dev.pollwise.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents with an extreme in one place. Where the places are is asked of the reader itself: it
 * tells what it knows when it is given what it does not know, so no new key can be forgotten here.
 */
public final class Extremes {

  /** What is given for a time, a number, a word or whatever else is wanted. */
  public static final List<String> VALUES =
      List.of(
          "200000d",
          "36500d",
          "36499d23h59m59s999ms",
          "366d",
          "365d",
          "PT9223372036854775807S",
          "PT-9223372036854775808S",
          "PT0.000000001S",
          "999999999.999999999d",
          "1s".repeat(3_500),
          "0s",
          "-1s",
          "0",
          "-0.0",
          "1",
          "1e-300",
          "1e-999",
          "1e308",
          "1e999",
          "-1e308",
          "NaN",
          "Infinity",
          "100000",
          "1000000000",
          "2147483648",
          "-2147483648",
          "9223372036854775808",
          "9".repeat(5_000),
          "''",
          "[]",
          "{}",
          "none",
          "gett");

  private static final List<String> SAMPLES = List.of("8s", "1", "0.5", "503", "x", "[]");
  private static final Pattern MISSING = Pattern.compile("key (\\S+) is missing");
  private static final Pattern KNOWN = Pattern.compile("unknown key zzz; known here: \\[(.*)]");
  private static final Pattern FAULTS = Pattern.compile("unknown fault .*; known: (.*)");
  private static final Pattern LAWS = Pattern.compile("one of the laws (.*)");
  private static final int DEEPEST = 6;

  private final Function<String, Optional<String>> reader;
  private final Consumer<String> found;

  /**
   * Looks at one reader.
   *
   * @param reader says what is wrong with a document; empty if nothing is
   * @param found takes each document
   */
  Extremes(Function<String, Optional<String>> reader, Consumer<String> found) {
    this.reader = reader;
    this.found = found;
  }

  /** Tries all there is. */
  void explore() {
    explore(document -> document, DEEPEST);
  }

  private void explore(Function<String, String> around, int depth) {
    VALUES.forEach(value -> found.accept(around.apply(value)));
    if (depth == 0) {
      return;
    }
    String asMapping = said(around, "{zzz: 1}");
    for (String law : words(LAWS, asMapping)) {
      explore(inner -> around.apply("{" + law + ": " + inner + "}"), depth - 1);
    }
    fields(around, Map.of(), depth);
    fields(inner -> around.apply("[" + inner + "]"), Map.of(), depth);
  }

  /** Gives each key that must be there something plausible, and then each key the extremes. */
  private void fields(Function<String, String> around, Map<String, String> given, int depth) {
    Map<String, String> fields = new LinkedHashMap<>(given);
    Optional<String> missing = missing(around, fields);
    while (missing.isPresent()) {
      String key = missing.get();
      List<String> faults = words(FAULTS, said(around, text(with(fields, key, "zzz"))));
      if (!faults.isEmpty()) {
        faults.forEach(fault -> fields(around, with(fields, key, fault), depth));
        return;
      }
      Optional<String> sample = sample(around, fields, key);
      if (sample.isEmpty()) {
        explore(inner -> around.apply(text(with(fields, key, inner))), depth - 1);
        return;
      }
      fields.put(key, sample.get());
      missing = missing(around, fields);
    }
    for (String key : known(around, fields)) {
      explore(inner -> around.apply(text(with(fields, key, inner))), depth - 1);
    }
  }

  /** Something that the key can be; empty if that has fields of its own. */
  private Optional<String> sample(
      Function<String, String> around, Map<String, String> fields, String key) {
    for (String sample : SAMPLES) {
      Map<String, String> more = with(fields, key, sample);
      Optional<String> next = missing(around, more);
      if (!next.equals(Optional.of(key)) && (next.isPresent() || !known(around, more).isEmpty())) {
        return Optional.of(sample);
      }
    }
    return Optional.empty();
  }

  private Optional<String> missing(Function<String, String> around, Map<String, String> fields) {
    Matcher missing = MISSING.matcher(said(around, text(with(fields, "zzz", "1"))));
    return missing.find() ? Optional.of(missing.group(1)) : Optional.empty();
  }

  private List<String> known(Function<String, String> around, Map<String, String> fields) {
    return words(KNOWN, said(around, text(with(fields, "zzz", "1")))).stream()
        .filter(key -> !key.equals("fault"))
        .toList();
  }

  private String said(Function<String, String> around, String inner) {
    return reader.apply(around.apply(inner)).orElse("");
  }

  private static List<String> words(Pattern list, String message) {
    Matcher matcher = list.matcher(message);
    return matcher.find()
        ? List.of(matcher.group(1).replace(" and ", ", ").split(",\\s*", -1))
        : List.of();
  }

  private static Map<String, String> with(Map<String, String> fields, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(key, value);
    return more;
  }

  private static String text(Map<String, String> fields) {
    List<String> all = new ArrayList<>();
    fields.forEach((key, value) -> all.add(key + ": " + value));
    return "{" + String.join(", ", all) + "}";
  }
}
