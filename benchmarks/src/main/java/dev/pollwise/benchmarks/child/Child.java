package dev.pollwise.benchmarks.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, so that its memory and its processor time are its own. It takes orders as
 * lines of its input, says what it has to say in lines that begin with {@link #SAYS}, and ends with
 * its input.
 */
public final class Child implements AutoCloseable {

  /** Begins each line that is meant for who started it; programs print lines of their own. */
  public static final String SAYS = "pollwise benchmark: ";

  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final BufferedReader lines;
  private final Writer orders;

  private Child(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Any program; what it writes to its standard error is shown. */
  public static Child start(List<String> command) throws IOException {
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * A Java machine with the class path of this one.
   *
   * @param options for instance {@code -Xmx1g}
   */
  public static Child java(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(javaCommand(options, main));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** What starts one, without arguments. */
  public static List<String> javaCommand(List<String> options, Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return command;
  }

  /**
   * Waits for the next thing that it says.
   *
   * @throws IOException if it ends without a word
   */
  public String hear() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(SAYS)) {
        return line.substring(SAYS.length());
      }
    }
    throw new IOException("process " + process.pid() + " ended");
  }

  /** Gives an order. */
  public void tell(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  /** Gives an order and waits for the answer. */
  public String ask(String order) throws IOException {
    tell(order);
    return hear();
  }

  /** Processor time so far, of all its threads. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Memory that it occupies, in bytes; empty where the system does not tell by {@code /proc}. */
  public OptionalLong residentBytes() throws IOException {
    return resident(Long.toString(process.pid()));
  }

  static OptionalLong resident(String process) throws IOException {
    Path status = Path.of("/proc", process, "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst();
  }

  /** Ends a program that does not end with its input, as a user would. */
  public void stop() throws IOException {
    process.destroy();
    close();
  }

  /** Ends it as a power cut does, between any two of its instructions. */
  public void kill() {
    Process _ = process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    orders.close(); // its end of input is its end
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        Process _ = process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Process _ = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
