package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the front page and the guide show works as it stands, under the imports that they name. */
@Timeout(60)
class ReadmeTest {

  @TempDir Path classes;

  private static List<String> blocks(String page) throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(page)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String imports(String code) {
    return code.lines()
        .filter(line -> line.startsWith("import "))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutImports(String code) {
    return code.lines()
        .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
        .collect(Collectors.joining("\n"));
  }

  private void compile(String name, String source) throws IOException {
    Path file = Files.writeString(classes.resolve(name + ".java"), source);
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                complaints,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    assertThat(failed).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
  }

  private Object run(String name, URI server) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return loader
          .loadClass(name)
          .getMethod("run", URI.class, URI.class, String.class)
          .invoke(null, server, Clients.VIDEO, "demo");
    } catch (InvocationTargetException thrown) {
      throw new AssertionError(thrown.getCause());
    }
  }

  private static String method(String imports, String name, String returned, String body) {
    return imports
        + "public final class "
        + name
        + " {\n  public static "
        + returned
        + " run(URI server, URI videoUrl, String key) throws Exception {\n"
        + body
        + "\n  }\n}\n";
  }

  private static void serve(RawServer.Exchange exchange) throws IOException {
    String line = exchange.request().line();
    if (exchange.request().isSubmit()) {
      exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
    } else if (line.contains("/statuses")) {
      exchange.answer(404, Bodies.error("not_found", "no such route"));
    } else if (line.contains("t-fr")) {
      exchange.answer(200, Bodies.failed("no audio").replace("t-es", "t-fr"));
    } else {
      exchange.answer(200, Bodies.COMPLETED);
    }
  }

  @Test
  void theFrontPageTranslates() throws Exception {
    List<String> blocks = blocks("../README.md");
    String imports = imports(blocks.getFirst());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (RawServer server = new RawServer(ReadmeTest::serve)) {
      String body =
          withoutImports(blocks.getFirst())
              .replace("\"http://localhost:8080\"", "server.toString()");
      compile("FrontPage", method(imports, "FrontPage", "void", body));
      compile(
          "Tuned",
          method(
              imports,
              "Tuned",
              "TranslationClient",
              blocks.get(1).replace("durations.json", classes + "/durations.json")
                  + "return client;"));
      PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
      System.setOut(both);
      System.setErr(both);
      run("FrontPage", server.uri());
      ((TranslationClient) run("Tuned", server.uri())).close();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder("https://x.test/v.mp4?Signature=s", "no audio");
  }

  @Test
  void theGuideNamesTheImportsOfItsExamples() throws IOException {
    String imports = imports(String.join("", blocks("../docs/client.md")));
    Path tests = Path.of("src/test/java/dev/pollwise/client");
    for (String name : List.of("Snippets", "GuideSnippets")) {
      compile(name, imports + withoutImports(Files.readString(tests.resolve(name + ".java"))));
    }
  }
}
