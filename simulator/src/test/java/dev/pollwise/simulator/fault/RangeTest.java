package dev.pollwise.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the range that is told of a key is the one that holds, end by end. */
class RangeTest {

  private static final Set<String> RANGED = Set.of("time", "number", "whole number");
  private static final Map<String, String> GIVEN =
      Map.of("law", "8s", "JSON", "{a: 1}", "time", "7s", "whole number", "404");

  /** A key of a fault, or of every rule. */
  record Case(FaultKind kind, Key<?, ?> key) {

    /** The rule with that value. */
    private FaultRule rule(String value) {
      String others =
          kind.keys().stream()
              .filter(other -> other.isRequired() && !other.name().equals(key.name()))
              .map(other -> other.name() + ": " + given(other) + ", ")
              .collect(Collectors.joining());
      return FaultRule.FORM.read(
          Yaml.read(
              "test", "{fault: " + kind.word() + ", " + others + key.name() + ": " + value + "}"));
    }

    private static String given(Key<?, ?> other) {
      return GIVEN.getOrDefault(other.form().name(), "failed");
    }
  }

  static Stream<Case> cases() {
    return Stream.concat(
            Arrays.stream(FaultKind.values())
                .flatMap(kind -> kind.keys().stream().map(key -> new Case(kind, key))),
            FaultRule.keys().stream().map(key -> new Case(FaultKind.RESET, key)))
        .filter(each -> !each.key().form().ends().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theRangeThatIsToldHolds(Case each) {
    each.key()
        .form()
        .ends()
        .forEach((name, end) -> {
          String at = ((YamlValue.Text) end).text();
          switch (name) {
            case "minimum" -> {
              accepts(each, at);
              refuses(each, step(at, -1));
            }
            case "exclusiveMinimum" -> {
              refuses(each, at);
              accepts(each, step(at, 1));
            }
            case "maximum" -> {
              accepts(each, at);
              refuses(each, step(at, 1));
            }
            case "minLength", "maxLength" -> {
              int length = Integer.parseInt(at);
              accepts(each, "'" + "x".repeat(length) + "'");
              String beyond =
                  "x".repeat(Math.max(0, name.equals("minLength") ? length - 1 : length + 1));
              if (beyond.length() != length) {
                refuses(each, "'" + beyond + "'");
              }
            }
            default -> throw new AssertionError(name);
          }
        });
  }

  @Test
  void whateverIsANumberOrATimeHasOne() {
    assertThat(
            Stream.concat(
                    Arrays.stream(FaultKind.values()).flatMap(kind -> kind.keys().stream()),
                    FaultRule.keys().stream())
                .filter(key -> RANGED.contains(key.form().name()))
                .filter(key -> key.form().ends().isEmpty())
                .map(Key::name))
        // That of the first is told by its schema, as it is a time, a date or none; the other has
        // to
        // lie before the end of its own rule.
        .containsOnly("retry-after", "from");
  }

  private static void accepts(Case each, String value) {
    assertThatCode(() -> each.rule(value)).as(value).doesNotThrowAnyException();
  }

  private static void refuses(Case each, String value) {
    assertThatExceptionOfType(DocumentException.class).as(value).isThrownBy(() -> each.rule(value));
  }

  private static String step(String at, int direction) {
    if (at.matches("-?[0-9.]+")) {
      return new BigDecimal(at).add(new BigDecimal(direction)).toPlainString();
    }
    return Durations.format(Durations.parse(at).plus(Duration.ofNanos(direction)));
  }
}
