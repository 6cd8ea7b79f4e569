package dev.pollwise.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of a user's, compiled and run against the jar as it is shipped, with nothing beside it
 * on the class path but the dependencies that its pom names.
 */
@Timeout(120)
class PackagedClientIT {

  private static final Path SOURCE = Path.of("src/example/java/example/TranslateVideo.java");

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final Path jar = Path.of(System.getProperty("pollwise.jar"));

  @TempDir Path folder;

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private record Ran(int exitCode, List<String> lines) {}

  private String classPath() throws IOException {
    String dependencies =
        Files.readString(Path.of(System.getProperty("pollwise.runtimeClassPath"))).strip();
    assertThat(dependencies.split(File.pathSeparator))
        .extracting(entry -> Path.of(entry).getFileName().toString().replaceAll("-[0-9].*", ""))
        .as("few, and none of the tests'")
        .containsExactlyInAnyOrder(
            "failsafe",
            "jakarta.json-api",
            "parsson",
            "structured-fields",
            "jspecify",
            "commons-numbers-gamma",
            "commons-numbers-core",
            "commons-numbers-fraction");
    return jar + File.pathSeparator + dependencies;
  }

  private Ran run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile(folder, tool, ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("%s ends", tool).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readAllLines(output));
  }

  private Ran translate(String... languages) throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Ran compiled =
        run(
            "javac",
            "--release",
            "21",
            "-Xlint:all",
            "-Werror",
            "-cp",
            classPath(),
            "-d",
            classes.toString(),
            SOURCE.toString());
    assertThat(compiled.lines()).isEmpty();
    assertThat(compiled.exitCode()).isZero();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-cp",
                classes + File.pathSeparator + classPath(),
                "example.TranslateVideo",
                server.baseUrl(),
                "https://example.com/a.mp4"));
    arguments.addAll(Arrays.asList(languages));
    return run("java", arguments.toArray(String[]::new));
  }

  @Test
  void translatesAVideoThroughAnOutage() throws Exception {
    String job = "/v3/video-translations/t-es";
    server.stubFor(
        post(urlPathEqualTo("/v3/video-translations")).willReturn(okJson(Bodies.accepted("t-es"))));
    server.stubFor(
        get(urlPathEqualTo(job))
            .inScenario("job")
            .whenScenarioStateIs(STARTED)
            .willReturn(okJson(Bodies.RUNNING))
            .willSetStateTo("down"));
    server.stubFor(
        get(urlPathEqualTo(job))
            .inScenario("job")
            .whenScenarioStateIs("down")
            .willReturn(aResponse().withStatus(503))
            .willSetStateTo("over"));
    server.stubFor(
        get(urlPathEqualTo(job))
            .inScenario("job")
            .whenScenarioStateIs("over")
            .willReturn(okJson(Bodies.COMPLETED)));

    Ran ran = translate("Spanish (Spain)");

    assertThat(ran.lines())
        .anySatisfy(
            line -> assertThat(line).startsWith("t-es: next call in 0.").contains("because"))
        .anySatisfy(line -> assertThat(line).startsWith("t-es: HTTP 503"))
        .contains("Spanish (Spain): completed, https://x.test/v.mp4?Signature=s");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void saysInOneLineThatNobodyIsThere() throws Exception {
    server.stubFor(
        post(urlPathEqualTo("/v3/video-translations"))
            .willReturn(aResponse().withStatus(401).withBody(Bodies.error("unauthorized", "no"))));

    Ran ran = translate("French (France)");

    assertThat(ran.lines()).singleElement().asString().contains("401").doesNotContain("demo");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void holdsNothingButTheLibrary() throws IOException {
    try (JarFile packed = new JarFile(jar.toFile())) {
      assertThat(packed.stream().map(entry -> entry.getName()))
          .contains("dev/pollwise/client/TranslationClient.class")
          .allMatch(name -> name.startsWith("dev/") || name.startsWith("META-INF/"));
      assertThat(packed.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.pollwise.client");
    }
  }
}
