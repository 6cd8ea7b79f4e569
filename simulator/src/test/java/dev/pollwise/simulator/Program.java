package dev.pollwise.simulator;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The program in a process of its own, its output in files: from the class path of the tests, or an
 * application image where the system property {@code image.launcher} names its launcher.
 */
final class Program implements AutoCloseable {

  private static final Optional<Path> IMAGE =
      Optional.ofNullable(System.getProperty("image.launcher")).map(Path::of);
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) \\((\\w+)\\)");

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it in that folder, with nothing but the environment given. */
  static Program start(
      Path folder, Map<String, String> environment, List<String> jvm, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>(jvm);
    options.add("-Duser.home=" + folder);
    if (IMAGE.isPresent()) {
      Map<String, String> all = new HashMap<>(environment);
      all.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
      return launch(IMAGE.get(), folder, all, arguments);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_START);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add("dev.pollwise.simulator.Main");
    command.addAll(List.of(arguments));
    return start(command, folder, environment);
  }

  /** Starts an application image in that folder, with nothing but the environment given. */
  static Program launch(
      Path launcher, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    return start(command, folder, environment);
  }

  private static Program start(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Program(builder.start(), out, err);
  }

  /** Waits for its end; at most a minute. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the program did not end: " + out() + err());
    }
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  /** Standard error without what the machine says about its options. */
  String err() {
    return String.join(
        "\n", read(err).lines().filter(line -> !line.startsWith("Picked up ")).toList());
  }

  /** An address that it says it listens on, when it has said so. */
  URI address(String which) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                LISTENING
                    .matcher(out())
                    .results()
                    .filter(found -> found.group(2).equals(which))
                    .map(found -> URI.create(found.group(1)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
