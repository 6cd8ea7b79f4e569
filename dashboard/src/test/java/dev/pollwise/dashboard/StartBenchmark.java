package dev.pollwise.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures how long the application images take to start, with their cache and without: from the
 * start of the process to the first frame of the dashboard (no display, software pipeline), and to
 * the address line of the simulator. Rivals are the same image with the archive of its own classes
 * that a JDK comes with, and with nothing. Starts take turns, so that all meet the same machine.
 *
 * <p>The arguments are the launchers of the dashboard and of the simulator.
 */
public final class StartBenchmark {

  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 15;
  private static final double GOAL = 0.7;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private StartBenchmark() {}

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
    Path folder = Files.createTempDirectory("pollwise-start");
    try {
      measure(
          new Subject(
              "dashboard, to its first frame",
              Path.of(args[0]),
              List.of(),
              Rehearsal.FIRST_FRAME,
              "-Dglass.platform=Headless -Dprism.order=sw ",
              Map.of("POLLWISE_REHEARSE", "start", "POLLWISE_HOME", folder.toString())),
          folder.resolve("dashboard"));
      measure(
          new Subject(
              "simulator, to its address",
              Path.of(args[1]),
              List.of("--port", "0"),
              "listening on ",
              "",
              Map.of()),
          folder.resolve("simulator"));
    } finally {
      delete(folder);
    }
  }

  private static void measure(Subject subject, Path folder) throws Exception {
    Path bare = withoutCache(subject.launcher(), folder);
    List<Way> ways =
        List.of(
            new Way("with the cache", subject.launcher(), ""),
            new Way("with a JDK's archive", bare, ""),
            new Way("with nothing", bare, "-Xshare:off"));
    writeArchive(bare);
    Map<Way, long[]> nanos = new HashMap<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (Way way : ways) {
        long took = start(subject, way);
        if (round >= 0) {
          nanos.computeIfAbsent(way, unseen -> new long[ROUNDS])[round] = took;
        }
      }
    }
    System.out.println(subject.name() + ", " + ROUNDS + " starts each, in turns, milliseconds");
    ways.forEach(way -> System.out.println(line(way.name(), sorted(nanos, way))));
    double median = at(sorted(nanos, ways.getFirst()), 0.5);
    for (Way rival : ways.subList(1, ways.size())) {
      System.out.printf(
          Locale.ROOT,
          "  ratio to %s: %.2f (goal: at most %.1f)%n",
          rival.name().replaceFirst("with ", ""),
          median / at(sorted(nanos, rival), 0.5),
          GOAL);
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

  private static long[] sorted(Map<Way, long[]> nanos, Way way) {
    long[] sorted = nanos.getOrDefault(way, new long[0]).clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static String line(String name, long[] sorted) {
    double millis = Duration.ofMillis(1).toNanos();
    return String.format(
        Locale.ROOT,
        "  %-22s median %5.0f   quartiles %5.0f to %5.0f   all %5.0f to %5.0f",
        name,
        at(sorted, 0.5) / millis,
        at(sorted, 0.25) / millis,
        at(sorted, 0.75) / millis,
        at(sorted, 0) / millis,
        at(sorted, 1) / millis);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.toList().reversed()) {
        Files.delete(one);
      }
    }
  }
}
