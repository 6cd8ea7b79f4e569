package dev.pollwise.simulator.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each kind of fault is described, and that what is written of it is what is read. */
class FaultKindTest {

  /** Something else than usual, by what a key takes. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "time", "7s",
          "law", "{uniform: {min: 1s, max: 2s}}",
          "whole number", "2000",
          "text", "a/b",
          "JSON", "{a: {b: [1, null, x]}}",
          "body", "{text: hello, type: text/plain}",
          "mapping", "{X-One: two}",
          "length or chunk", "chunk",
          "one of pending, running, completed, failed", "failed");

  /** What only an envelope has; the body that is given is another. */
  private static final Set<String> ENVELOPE = Set.of("code", "message");

  @Test
  void everyFaultHasAKindOfItsOwn() {
    assertThat(faults(Fault.class)).hasSize(FaultKind.values().length);
  }

  private static Stream<Class<?>> faults(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FaultKindTest::faults)
        : Stream.of(type);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsWhatIsRead(FaultKind kind) {
    for (boolean all : new boolean[] {true, false}) {
      if (!all && kind == FaultKind.HEADERS) {
        continue; // needs either of two
      }
      String keys =
          kind.keys().stream()
              .filter(key -> all || key.isRequired())
              .filter(key -> !ENVELOPE.contains(key.name()) || kind != FaultKind.STATUS)
              .map(key -> ", " + key.name() + ": " + given(kind, key))
              .collect(Collectors.joining());

      FaultRule rule = read("{fault: " + kind.word() + keys + "}");
      String written = FaultRule.FORM.write(rule).json();

      assertThat(FaultKind.of(rule.fault())).isEqualTo(kind);
      assertThat(read(written)).isEqualTo(rule);
      if (all && kind != FaultKind.STATUS) { // only an envelope has a code and a message
        assertThat(kind.keys()).allSatisfy(key -> assertThat(written).contains('"' + key.name()));
      }
    }
  }

  private static String given(FaultKind kind, Key<?, ?> key) {
    return kind == FaultKind.STATUS && key.name().equals("status")
        ? "418"
        : requireNonNull(GIVEN.get(key.form().name()));
  }

  @ParameterizedTest
  @EnumSource
  void isToldToPeopleAndSchemas(FaultKind kind) {
    FieldReader schema = new FieldReader(Yaml.read("schema", FaultRule.schema()));
    FieldReader properties = schema.require("properties", FieldReader::new);
    List<String> words =
        FieldReader.items(
                properties.require("fault", FieldReader::new).require("enum", value -> value))
            .stream()
            .map(FieldReader::text)
            .toList();

    assertThat(kind.says()).isNotBlank();
    assertThat(words).contains(kind.word());
    assertThat(properties.names())
        .containsAll(kind.keys().stream().map(Key::name).toList())
        .containsAll(FaultRule.keys().stream().map(Key::name).toList());
  }

  private static FaultRule read(String text) {
    YamlValue document = Yaml.read("test", text);
    return FaultRule.FORM.read(document);
  }
}
