package dev.pollwise.dashboard.model;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** What a window remembers, as a text that people can read and edit. */
public final class WindowText {

  private static final int NUMBERS_OF_BOUNDS = 4;

  private WindowText() {}

  /** Writes it so that {@link #read} reads the same again. */
  public static String write(WindowModel window) {
    StringBuilder text =
        new StringBuilder("# How the window of the Pollwise dashboard was left.\n");
    line(text, "colours", window.colours().get().name().toLowerCase(Locale.ROOT));
    line(text, "text-size", Integer.toString(window.textSize().get()));
    line(text, "area", window.area().get());
    line(text, "profile", window.profile().get());
    line(text, "columns", String.join(", ", window.columns().get()));
    line(text, "dividers", numbers(window.dividers().get()));
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
    given(lines, "colours").ifPresent(word -> window.colours().set(colours(word)));
    given(lines, "text-size")
        .ifPresent(size -> window.textSize(Quantities.count("text-size", size)));
    given(lines, "area").ifPresent(window.area()::set);
    given(lines, "profile").ifPresent(window.profile()::set);
    given(lines, "columns")
        .ifPresent(names -> window.columns().set(Arrays.asList(names.split("\\s*,\\s*"))));
    given(lines, "dividers").ifPresent(places -> window.dividers().set(dividers(places)));
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

  private static Optional<String> given(Properties lines, String name) {
    return Optional.ofNullable(lines.getProperty(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Colours colours(String word) {
    return Arrays.stream(Colours.values())
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "colours \"" + word + "\": must be system, light or dark"));
  }

  private static List<Double> dividers(String text) {
    List<Double> places = numbers("dividers", text);
    if (places.stream().anyMatch(place -> !(place >= 0 && place <= 1))) {
      throw new IllegalArgumentException("dividers \"" + text + "\": must be from 0 to 1");
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
