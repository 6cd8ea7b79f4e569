package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Quantities;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What a window remembers, as a text that people can read and edit. */
public final class WindowText {

  private static final int NUMBERS_OF_BOUNDS = 4;
  private static final String TABLE = "table.";
  private static final String COLUMNS = ".columns";
  private static final String ORDER = ".order";
  private static final String SPLIT = "split.";

  private WindowText() {}

  /** Writes it so that {@link #read} reads the same again. */
  public static String write(WindowModel window) {
    StringBuilder text =
        new StringBuilder("# How the window of the Pollwise dashboard was left.\n");
    line(text, "colours", window.colours().get().name().toLowerCase(Locale.ROOT));
    line(text, "motion", window.motion().get().name().toLowerCase(Locale.ROOT));
    line(text, "text-size", Integer.toString(window.textSize().get()));
    line(text, "area", window.area().get());
    line(text, "duel-offered", Boolean.toString(window.duelOffered().get()));
    line(text, "profile", window.profile().get());
    for (String table : sorted(window.tables())) {
      line(text, TABLE + table + COLUMNS, window.table(table).get().columnsText());
      line(text, TABLE + table + ORDER, window.table(table).get().orderText());
    }
    for (String split : sorted(window.splits())) {
      line(text, SPLIT + split, numbers(window.split(split).get()));
    }
    window
        .bounds()
        .get()
        .ifPresent(bounds -> {
          line(
              text,
              "bounds",
              numbers(List.of(bounds.x(), bounds.y(), bounds.width(), bounds.height())));
          line(text, "maximized", Boolean.toString(bounds.maximized()));
        });
    return text.toString();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(" = ").append(value).append('\n');
  }

  private static String numbers(List<Double> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.3f", number).replaceAll("\\.?0+$", ""))
        .collect(Collectors.joining(" "));
  }

  /**
   * Makes a window as a text says; what it does not mention stays as it is.
   *
   * @throws IllegalArgumentException with name, value and rule if the text is damaged; the window
   *     may then have been changed in part
   */
  public static void read(String text, WindowModel window) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    given(lines, "colours")
        .ifPresent(word -> window.colours().set(oneOf("colours", word, Colours.values())));
    given(lines, "motion")
        .ifPresent(word -> window.motion().set(oneOf("motion", word, Motion.values())));
    given(lines, "text-size")
        .ifPresent(size -> window.textSize(Quantities.count("text-size", size)));
    given(lines, "area").ifPresent(window.area()::set);
    window.duelOffered().set(given(lines, "duel-offered").filter("true"::equals).isPresent());
    given(lines, "profile").ifPresent(window.profile()::set);
    for (String name : lines.stringPropertyNames()) {
      readPart(lines, name, window);
    }
    given(lines, "bounds")
        .ifPresent(numbers ->
            window
                .bounds()
                .set(
                    Optional.of(
                        bounds(
                            numbers,
                            Boolean.parseBoolean(lines.getProperty("maximized", "false"))))));
  }

  private static void readPart(Properties lines, String name, WindowModel window) {
    if (name.startsWith(SPLIT)) {
      given(lines, name)
          .ifPresent(
              places -> window.split(name.substring(SPLIT.length())).set(dividers(name, places)));
    } else if (name.startsWith(TABLE) && name.endsWith(COLUMNS)) {
      String table = name.substring(TABLE.length(), name.length() - COLUMNS.length());
      window
          .table(table)
          .set(
              TableLayout.read(
                  given(lines, name).orElse(""), given(lines, TABLE + table + ORDER).orElse("")));
    }
  }

  private static Optional<String> given(Properties lines, String name) {
    return Optional.ofNullable(lines.getProperty(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static <E extends Enum<E>> E oneOf(String name, String word, E[] values) {
    return Arrays.stream(values)
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                name
                    + " \""
                    + word
                    + "\": must be one of "
                    + Arrays.stream(values)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
  }

  private static List<Double> dividers(String name, String text) {
    List<Double> places = numbers(name, text);
    if (places.stream().anyMatch(place -> !(place >= 0 && place <= 1))) {
      throw new IllegalArgumentException(name + " \"" + text + "\": must be from 0 to 1");
    }
    return places;
  }

  private static WindowBounds bounds(String text, boolean maximized) {
    List<Double> numbers = numbers("bounds", text);
    if (numbers.size() != NUMBERS_OF_BOUNDS) {
      throw new IllegalArgumentException(
          "bounds \"" + text + "\": must be four numbers: x y width height");
    }
    return new WindowBounds(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), maximized);
  }

  private static List<Double> numbers(String name, String text) {
    return Arrays.stream(text.split("\\s+"))
        .map(number -> Quantities.number(name, number))
        .toList();
  }
}
