package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That docs/client.md shows code that compiles, and leaves no knob out. */
class GuideTest {

  private static final Path TESTS = Path.of("src/test/java/dev/pollwise/client");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String guide() {
    return read(Path.of("../docs/client.md"));
  }

  /** Without indentation, blank lines and the markup of snippets. */
  private static String lines(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("// @(start|end|replace).*|import .*"))
        .collect(Collectors.joining("\n"));
  }

  static List<String> blocks() {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(guide())
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void showsCodeThatIsCompiled(String block) {
    String compiled =
        Stream.of(
                TESTS.resolve("GuideSnippets.java"),
                TESTS.resolve("Snippets.java"),
                Path.of("src/example/java/example/TranslateVideo.java"))
            .map(file -> lines(read(file)))
            .collect(Collectors.joining("\n\n"));

    assertThat(compiled).contains(lines(block));
  }

  static Stream<String> knobs() {
    return Stream.of(
            TranslationClient.Builder.class,
            Poller.Builder.class,
            PollingPolicy.class,
            Pacing.class,
            TranslationRequest.class,
            BatchRequest.class,
            Rules.class,
            Forecast.class,
            Forecast.Server.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).filter(GuideTest::isKnob))
        .map(Method::getName)
        .distinct()
        .sorted();
  }

  private static boolean isKnob(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && (method.getDeclaringClass() == Pacing.class
            ? Modifier.isStatic(method.getModifiers())
            : method.getReturnType() == method.getDeclaringClass()
                && !Modifier.isStatic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void explainsEveryKnob(String knob) {
    assertThat(guide()).containsPattern("\\b" + knob + "\\b");
  }

  @Test
  void namesTheDefaultsThatHold() {
    String table = guide();
    PollingPolicy defaults = PollingPolicy.defaults();

    assertThat(rowOf(table, "withCallPrice")).contains(defaults.callPrice().toSeconds() + " s");
    assertThat(rowOf(table, "withDeadline")).contains(defaults.deadline().toMinutes() + " min");
    assertThat(rowOf(table, "withFailureBudget"))
        .contains(defaults.failureBudget().toMinutes() + " min");
    assertThat(rowOf(table, "withAttemptTimeout"))
        .contains(defaults.attemptTimeout().toSeconds() + " s");
    assertThat(rowOf(table, "withJitter"))
        .contains(Math.round(100 * defaults.jitter().fraction()) + " %");
    assertThat(rowOf(table, "withPacing")).contains("adaptive");
    assertThat(rowOf(table, "withMaxPolls")).contains("no limit");
  }

  private static String rowOf(String text, String knob) {
    return Pattern.compile("^\\| `" + knob + "`.*$", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + knob));
  }
}
