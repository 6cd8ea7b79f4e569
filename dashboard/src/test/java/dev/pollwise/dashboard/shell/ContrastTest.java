package dev.pollwise.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contrast of every pair of colours in which our style sheets write text or draw, computed as
 * WCAG 2.2 does: 4.5:1 for text, 3:1 for lines and marks.
 */
class ContrastTest {

  private static final Pattern VARIABLE =
      Pattern.compile("(-(?:color|series)-[a-z0-9-]+)\\s*:\\s*([^;]+);");
  private static final Pattern RGB =
      Pattern.compile("rgba?\\(\\s*(\\d+),\\s*(\\d+),\\s*(\\d+)(?:,\\s*([0-9.]+))?\\)");
  private static final List<String> GROUNDS =
      List.of("-color-bg-default", "-color-bg-subtle", "-color-bg-overlay");
  private static final List<String> TEXTS =
      List.of(
          "-color-fg-default",
          "-color-fg-muted",
          "-color-accent-fg",
          "-color-success-fg",
          "-color-warning-fg",
          "-color-danger-fg");

  private record Colour(double red, double green, double blue, double opacity) {

    /** What is seen where it lies on an opaque one. */
    Colour over(Colour ground) {
      return new Colour(
          mixed(red, ground.red), mixed(green, ground.green), mixed(blue, ground.blue), 1);
    }

    private double mixed(double own, double below) {
      return own * opacity + below * (1 - opacity);
    }

    /** Relative luminance. */
    double luminance() {
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(double channel) {
      return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    double contrastTo(Colour other) {
      double one = luminance() + 0.05;
      double two = other.luminance() + 0.05;
      return Math.max(one, two) / Math.min(one, two);
    }
  }

  private static Stream<Arguments> themes() throws IOException {
    String ours = text(Objects.requireNonNull(ContrastTest.class.getResourceAsStream("base.css")));
    String dark = ours.substring(ours.indexOf(".root.dark"));
    return Stream.of(
        Arguments.of("light", variables(sheet(new PrimerLight()), ours.replace(dark, ""))),
        Arguments.of("dark", variables(sheet(new PrimerDark()), dark)));
  }

  private static String sheet(Theme theme) throws IOException {
    return text(
        Objects.requireNonNull(
            Theme.class.getResourceAsStream(theme.getUserAgentStylesheet()),
            theme.getUserAgentStylesheet()));
  }

  private static String text(InputStream sheet) throws IOException {
    try (sheet) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Those of the root; parts of the theme that name a colour anew for themselves come later. */
  private static Map<String, String> variables(String theme, String ours) {
    Map<String, String> variables = new HashMap<>();
    for (String css : List.of(theme, ours)) {
      Matcher variable = VARIABLE.matcher(css);
      while (variable.find()) {
        variables.putIfAbsent(variable.group(1), variable.group(2).strip());
      }
    }
    return variables;
  }

  private static Colour colour(Map<String, String> variables, String name) {
    String value = name;
    while (value.startsWith("-")) {
      value = Objects.requireNonNull(variables.get(value), value);
    }
    Matcher rgb = RGB.matcher(value);
    if (rgb.matches()) {
      return new Colour(
          Integer.parseInt(rgb.group(1)) / 255.0,
          Integer.parseInt(rgb.group(2)) / 255.0,
          Integer.parseInt(rgb.group(3)) / 255.0,
          rgb.group(4) == null ? 1 : Double.parseDouble(rgb.group(4)));
    }
    assertThat(value).matches("#[0-9a-fA-F]{6}");
    int bits = Integer.parseInt(value.substring(1), 16);
    return new Colour((bits >> 16) / 255.0, (bits >> 8 & 255) / 255.0, (bits & 255) / 255.0, 1);
  }

  private static void assertContrast(
      Map<String, String> variables, String mark, String ground, double least) {
    Colour below = colour(variables, ground).over(colour(variables, "-color-bg-default"));
    assertThat(colour(variables, mark).over(below).contrastTo(below))
        .as(mark + " on " + ground)
        .isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("themes")
  void textCanBeRead(String theme, Map<String, String> variables) {
    for (String ground : GROUNDS) {
      for (String text : TEXTS) {
        assertContrast(variables, text, ground, 4.5);
      }
    }
    assertContrast(variables, "-color-fg-default", "-color-accent-subtle", 4.5);
    assertContrast(variables, "-color-fg-emphasis", "-color-accent-emphasis", 4.5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("themes")
  void linesOfJobsCanBeSeen(String theme, Map<String, String> variables) {
    for (int series = 1; series <= 5; series++) {
      assertContrast(variables, "-series-" + series, "-color-bg-default", 3);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("themes")
  void theFocusRingCanBeSeen(String theme, Map<String, String> variables) {
    assertContrast(variables, "-color-accent-emphasis", "-color-bg-default", 3);
    assertContrast(variables, "-color-accent-emphasis", "-color-bg-subtle", 3);
  }
}
