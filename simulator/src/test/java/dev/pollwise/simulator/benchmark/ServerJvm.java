package dev.pollwise.simulator.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server in a Java machine of its own, so that its heap and its processor time are its own. */
final class ServerJvm implements AutoCloseable {

  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final BufferedReader lines;
  private final Writer orders;
  private final URI bare;
  private final URI faces;
  private final URI control;

  private ServerJvm(Process process) throws IOException {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.bare = URI.create(line());
    this.faces = URI.create(line());
    this.control = URI.create(line());
  }

  static ServerJvm start(String heap, BenchmarkServer.Kind kind) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-classpath",
                System.getProperty("java.class.path"),
                BenchmarkServer.class.getName(),
                kind.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return new ServerJvm(process);
    } catch (IOException e) {
      Process unused = process.destroyForcibly();
      throw e;
    }
  }

  /** Where the bare route is. */
  URI bare() {
    return bare;
  }

  /** Where the simulator is. */
  URI faces() {
    return faces;
  }

  /** Where its control face is. */
  URI control() {
    return control;
  }

  /** Processor time so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Heap in use after a collection, in MB. */
  long heap() throws IOException {
    orders.write("heap\n");
    orders.flush();
    return Long.parseLong(line());
  }

  private String line() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(BenchmarkServer.SAYS)) {
        return line.substring(BenchmarkServer.SAYS.length());
      }
    }
    throw new IOException("the server ended");
  }

  @Override
  public void close() throws IOException {
    orders.close(); // its end of input is its end
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        Process unused = process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Process unused = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
