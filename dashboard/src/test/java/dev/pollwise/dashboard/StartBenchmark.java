package dev.pollwise.dashboard;

import dev.pollwise.dashboard.benchmark.SampleFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures how long the application images take to start, with their cache and without: from the
 * start of the process to the first frame of the dashboard (no display, software pipeline), and to
 * the address line of the simulator. Rivals are the same image with the archive of its own classes
 * that a JDK comes with, and with nothing. Starts take turns, so that all meet the same machine.
 *
 * <p>Arguments: the file for the samples; what tells this run from others; whether the short mode
 * will do; the launchers of the dashboard and of the simulator.
 */
public final class StartBenchmark {

  private static final String FIGURE = "start, ms";
  private static final long SEED = 20261121;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final SampleFile samples;
  private final int warmUps;
  private final int rounds;
  private final Random random = new Random(SEED);

  private StartBenchmark(SampleFile samples, boolean isShort) {
    this.samples = samples;
    this.warmUps = isShort ? 0 : 1;
    this.rounds = isShort ? 3 : 12;
  }

  /**
   * What is started.
   *
   * @param awaited with this a line begins that says that it has started
   * @param options for the Java machine
   * @param environment of the process, and nothing else
   */
  private record Subject(
      String name,
      Path launcher,
      List<String> arguments,
      String awaited,
      String options,
      Map<String, String> environment) {}

  /** One way to start it. */
  private record Way(String name, Path launcher, String options) {}

  /** Measures both. */
  public static void main(String[] args) throws Exception {
    SampleFile samples = SampleFile.begin(Path.of(args[0]), args[1]);
    StartBenchmark benchmark = new StartBenchmark(samples, Boolean.parseBoolean(args[2]));
    Path folder = Files.createTempDirectory("pollwise-start");
    try {
      benchmark.measure(
          new Subject(
              "dashboard",
              Path.of(args[3]),
              List.of(),
              SelfTour.FIRST_FRAME,
              "-Dglass.platform=Headless -Dprism.order=sw ",
              Map.of("POLLWISE_SELF_TOUR", "start", "POLLWISE_HOME", folder.toString())),
          folder.resolve("dashboard"));
      benchmark.measure(
          new Subject(
              "simulator", Path.of(args[4]), List.of("--port", "0"), "listening on ", "", Map.of()),
          folder.resolve("simulator"));
    } finally {
      delete(folder);
    }
    samples.write();
  }

  private void measure(Subject subject, Path folder) throws Exception {
    Path bare = withoutCache(subject.launcher(), folder);
    List<Way> ways =
        new ArrayList<>(
            List.of(
                new Way("with its cache", subject.launcher(), ""),
                new Way("with a JDK's archive", bare, ""),
                new Way("with nothing", bare, "-Xshare:off")));
    writeArchive(bare);
    System.out.printf("The %s starts %d times in each way%n", subject.name(), rounds);
    for (int round = -warmUps; round < rounds; round++) {
      Collections.shuffle(ways, random);
      for (Way way : ways) {
        double took = start(subject, way) / 1e6;
        samples.add(subject.name() + " " + way.name(), round, FIGURE, took);
      }
    }
  }

  /** A copy of an image that does not ask for its cache; answers the launcher. */
  private static Path withoutCache(Path launcher, Path to) throws IOException {
    Path image = launcher.resolve("../..").normalize();
    try (Stream<Path> all = Files.walk(image)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(image.relativize(one).toString()));
      }
    }
    Path settings = to.resolve("lib/app").resolve(launcher.getFileName() + ".cfg");
    List<String> kept =
        Files.readAllLines(settings).stream().filter(line -> !line.contains("AOTCache")).toList();
    Files.write(settings, kept);
    return to.resolve(image.relativize(launcher).toString());
  }

  private static ProcessBuilder process(
      Path launcher, List<String> arguments, String options, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    process.environment().clear();
    process.environment().putAll(environment);
    process.environment().put("JAVA_TOOL_OPTIONS", options);
    return process;
  }

  /** Of the classes of the machine itself; having written it, the machine finds no program. */
  private static void writeArchive(Path launcher) throws IOException, InterruptedException {
    Process process =
        process(launcher, List.of(), "-Xshare:dump", Map.of())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)
          || !Files.exists(
              launcher.resolve("../../lib/runtime/lib/server/classes.jsa").normalize())) {
        throw new IllegalStateException("no archive was written by " + launcher);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** From the start of the process to the awaited line, in nanoseconds. */
  private static long start(Subject subject, Way way) throws IOException, InterruptedException {
    ProcessBuilder builder =
        process(
            way.launcher(),
            subject.arguments(),
            subject.options() + way.options(),
            subject.environment());
    long begun = System.nanoTime();
    Process process = builder.start();
    // A process that says nothing is ended, and its output with it.
    CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(subject.awaited())) {
          return System.nanoTime() - begun;
        }
      }
      throw new IllegalStateException(subject.name() + " did not start " + way.name());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.toList().reversed()) {
        Files.delete(one);
      }
    }
  }
}
