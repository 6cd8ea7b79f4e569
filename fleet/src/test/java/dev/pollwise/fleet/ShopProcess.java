package dev.pollwise.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.pollwise.fleet.Shop.Fate;
import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.fleet.task.Copy.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A copy of the shop as a process of its own. */
final class ShopProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Setup setup;
  private final Process process;
  private final PrintStream in;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Consumer<String> listener;

  private ShopProcess(Setup setup, Process process, Consumer<String> listener) {
    this.setup = setup;
    this.process = process;
    this.in = new PrintStream(process.getOutputStream(), true, UTF_8);
    this.listener = listener;
    Thread.ofVirtual().start(this::read);
  }

  static ShopProcess start(Setup setup) {
    return start(setup, line -> {});
  }

  /**
   * Starts one.
   *
   * @param listener hears each line that it says
   */
  static ShopProcess start(Setup setup, Consumer<String> listener) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.sqlite.lib.path=" + System.getProperty("org.sqlite.lib.path", ""),
            "-cp",
            System.getProperty("java.class.path"),
            Shop.class.getName()));
    command.addAll(setup.arguments());
    try {
      return new ShopProcess(
          setup, new ProcessBuilder(command).redirectErrorStream(true).start(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        listener.accept(line);
      }
    } catch (IOException gone) {
      // A process that was killed has nothing more to say.
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String name() {
    return setup.copy();
  }

  List<String> lines() {
    return lines;
  }

  /** Takes an order; at once, or when it is ready. */
  ShopProcess order(String reference, int languages) {
    in.println("order " + reference + " " + languages);
    return this;
  }

  /** Takes an order that is met by a fate at a step. */
  ShopProcess order(String reference, int languages, Fate fate, Step where) {
    in.println("order " + reference + " " + languages + " " + fate + " " + where);
    return this;
  }

  /** Waits for a line. */
  ShopProcess until(Predicate<String> said) {
    await("of " + name() + ", which says " + lines)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> lines.stream().anyMatch(said));
    return this;
  }

  ShopProcess untilReady() {
    return until("ready"::equals);
  }

  ShopProcess untilAt(Step step, String reference) {
    return until(("at " + step + " " + reference)::equals);
  }

  /** Waits for its end, whoever brings it about. */
  ShopProcess untilGone() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name() + " is still there: " + lines);
    }
    return this;
  }

  /** What is held goes on. */
  ShopProcess go() {
    in.println("go");
    return this;
  }

  /** SIGSTOP; returns when the machine says that it is frozen. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () -> Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") T "));
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String which) throws IOException, InterruptedException {
    new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
  }

  /** SIGTERM, while the streams stay open. */
  void terminate() throws IOException, InterruptedException {
    signal("-TERM");
  }

  /** SIGKILL. */
  ShopProcess kill() throws InterruptedException {
    process.destroyForcibly();
    return untilGone();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
