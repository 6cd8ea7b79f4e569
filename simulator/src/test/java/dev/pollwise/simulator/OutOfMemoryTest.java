package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.simulation.WallClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a server for which there is no memory left, in spite of all bounds. */
@Timeout(180)
class OutOfMemoryTest {

  @TempDir private Path folder;

  @Test
  void theHealthTellsOfItUntilAReset() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    ServerContext.RequestLog failing =
        entry -> {
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("on purpose");
          }
        };
    try (Warnings warnings = Warnings.meantOf(Exchange.class);
        SimulatorServer server = SimulatorServer.builder().port(0).requestLog(failing).build()) {
      server.start();
      try (RawConnection client = new RawConnection(server.uri());
          RawConnection control = new RawConnection(server.controlUri().orElseThrow())) {
        assertThat(client.get("/status").toString()).contains("HTTP/1.1 500 ");
        assertThat(control.get("/observe/health").toString())
            .contains("HTTP/1.1 503 ", "{\"status\":\"DOWN\",\"failing\":[\"memory\"]}");

        server.simulation().reset();

        assertThat(client.get("/status").toString()).contains("HTTP/1.1 200 ");
        assertThat(control.get("/observe/health").toString()).contains("HTTP/1.1 200 ");
      }
      assertThat(warnings.all()).singleElement().asString().endsWith(" failed");
    }
  }

  @Test
  void aDocumentThatIsTooMuchForTheHeapIsRefused() throws Exception {
    String document = "{duration: 8s, description: [" + "[],".repeat(300_000) + "[]]}";
    List<String> jvm = List.of("-Xmx24m", "-XX:+UseSerialGC");
    try (Program program = Program.start(folder, Map.of(), jvm, "--port", "0");
        RawConnection control = new RawConnection(program.address("control"));
        RawConnection client = new RawConnection(program.address("API"))) {
      String put = "PUT /simulator/scenario HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";

      assertThat(control.send(put + document.length() + "\r\n\r\n" + document).toString())
          .contains("HTTP/1.1 413 ");
      assertThat(client.post("/v3/video-translations", document, "X-Api-Key: k").toString())
          .contains("HTTP/1.1 413 ");
      assertThat(control.get("/observe/health").toString()).contains("HTTP/1.1 200 ");

      program.terminate();
      assertThat(program.exitCode()).isEqualTo(143);
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void aThreadThatDiesOfItTakesTheProcessAlong() throws Exception {
    Path out = folder.resolve("out.txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DyingThread.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(program.exitValue()).isEqualTo(3);
    assertThat(Files.readString(out).strip())
        .isEqualTo("pollwise-simulator: out of memory: -Xmx gives it more");
  }

  /** A program one of whose threads dies. */
  static final class DyingThread {

    private DyingThread() {}

    public static void main(String[] args) throws InterruptedException {
      Signals.endWithoutMemory();
      Thread unused =
          Thread.ofVirtual()
              .start(() -> {
                throw new OutOfMemoryError("on purpose");
              });
      new CountDownLatch(1).await();
    }
  }

  @Test
  void listensAgainWhereAListenerHasEndedByItself() throws Exception {
    FailingClock wall = new FailingClock();
    try (SimulatorServer server = SimulatorServer.builder().port(0).wallClock(wall).build()) {
      server.start();
      for (URI uri : server.uris()) {
        wall.failures.set(1);
        new RawConnection(uri).close();
        await().until(() -> wall.failures.get() == 0);

        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> {
              try (RawConnection client = new RawConnection(uri)) {
                return client.get("/status") instanceof Seen.Answer;
              }
            });
      }
    }
  }

  /** Fails in a thread that accepts connections. */
  private static final class FailingClock implements WallClock {

    private final ManualWallClock wall = new ManualWallClock();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public long nanoTime() {
      if (Thread.currentThread().getName().endsWith("-listener")
          && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new OutOfMemoryError("on purpose");
      }
      return wall.nanoTime();
    }

    @Override
    public Instant instant() {
      return wall.instant();
    }
  }
}
