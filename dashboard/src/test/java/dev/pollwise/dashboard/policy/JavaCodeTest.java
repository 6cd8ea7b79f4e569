package dev.pollwise.dashboard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JavaCodeTest {

  private static final URI SERVER = URI.create("http://127.0.0.1:4000");

  @TempDir private Path folder;

  static Stream<PollingPolicy> policies() {
    PollingPolicy defaults = PollingPolicy.defaults();
    return Stream.concat(
        Stream.of(
            defaults,
            defaults
                .withCallPrice(Duration.ofMillis(1500))
                .withPacing(Pacing.forPrice(Duration.ofMillis(1500))),
            defaults.withPacing(Pacing.fixed(Duration.ofNanos(1_234_567_891))),
            defaults.withPacing(
                Pacing.exponential(Duration.ofMillis(250), 1.5, Duration.ofMinutes(2))),
            defaults
                .withPacing(
                    Pacing.linear(Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(365)))
                .withJitter(Jitter.none())
                .withDeadline(Duration.ofDays(365))
                .withFailureBudget(Duration.ofSeconds(61))
                .withAttemptTimeout(Duration.ofNanos(1))
                .withMaxPolls(40)),
        Preset.all().stream().map(preset -> preset.of(defaults)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theClassCompilesAndItsPolicyIsTheSame(PollingPolicy policy) throws Exception {
    compile(JavaCode.of(policy, Expectation.none(), SERVER));

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> compiled = loader.loadClass(JavaCode.CLASS_NAME);
      assertThat(compiled.getMethod("policy").invoke(null)).isEqualTo(policy);
    }
  }

  private void compile(String code) throws Exception {
    Path source = folder.resolve(JavaCode.CLASS_NAME + ".java");
    Files.writeString(source, code);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, null)) {
      boolean compiles =
          compiler
              .getTask(
                  null,
                  files,
                  told,
                  List.of("-proc:none", "-Xlint:all", "-Werror", "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiles).as(told.getDiagnostics().toString()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT5M, Duration.ofMinutes(5)",
    "PT0.001S, Duration.ofMillis(1)",
    "PT2400H, Duration.ofHours(2400)"
  })
  void theClientExpectsWhatTheFormDoes(Duration expected, String code) throws Exception {
    String written = JavaCode.of(PollingPolicy.defaults(), Expectation.of(expected), SERVER);

    assertThat(written).contains(".policy(policy()).expecting(" + code + ").build()");
    compile(written);
    assertThat(JavaCode.of(PollingPolicy.defaults(), Expectation.none(), SERVER))
        .doesNotContain("expecting");
  }

  @Test
  void whatMayBeSecretInAnAddressIsLeftOut() throws Exception {
    String code =
        JavaCode.of(
            PollingPolicy.defaults(),
            Expectation.none(),
            URI.create("https://me:hg-secret@example.com:8443/api?token=hg-secret#hg-secret"));

    assertThat(code).contains("\"https://example.com:8443/api\"").doesNotContain("hg-secret");
    compile(code);
  }

  @Test
  void aScheduleOfOnesOwnIsRefused() {
    PollingPolicy own =
        PollingPolicy.defaults()
            .withPacing(Pacing.of("mine", (poll, elapsed) -> Duration.ofSeconds(1)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCode.of(own, Expectation.none(), SERVER))
        .withMessageContaining("mine");
  }
}
