package dev.pollwise.client.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link PollServer} in a Java machine of its own. */
final class PollServerJvm implements AutoCloseable {

  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final URI uri;

  PollServerJvm() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                PollServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = lines.readLine();
    if (port == null) {
      throw new IOException("the server ended");
    }
    uri = URI.create("http://127.0.0.1:" + port);
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // its end of input is its end
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        Process unused = process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Process unused = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
