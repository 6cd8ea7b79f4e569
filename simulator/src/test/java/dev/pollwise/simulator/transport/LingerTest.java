package dev.pollwise.simulator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.SimulatorServer;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of clients that go on sending after they were refused. */
@Timeout(60)
class LingerTest {

  private static final String MEGABYTE = "x".repeat(1 << 20);

  private final ManualWallClock wall = new ManualWallClock();
  private final SimulatorServer simulator =
      SimulatorServer.builder().port(0).wallClock(wall).build().start();

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "false, POST /v3/video-translations, Content-Length: 41943040, 413, payload_too_large",
    "false, POST /v3/assets, Content-Length: 41943040, 413, payload_too_large",
    "false, POST /status, Content-Length: 41943040, 413, error",
    "false, POST /v3/video-translations, Content-Length: x, 400, invalid_parameter",
    "false, POST /v3/video-translations, Transfer-Encoding: chunked, 400, invalid_parameter",
    "false, POST /status, Transfer-Encoding: chunked, 400, error",
    "false, POST /nothing, Content-Length: -1, 400, invalid_parameter",
    "true, PUT /simulator/scenario, Content-Length: 41943040, 413, about:blank",
    "true, PUT /simulator/scenario, Transfer-Encoding: chunked, 400, about:blank"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void whoSendsARefusedBodyToItsEndSeesTheAnswer(
      boolean control, String line, String framing, int status, String words) throws Exception {
    URI listener = control ? simulator.controlUri().orElseThrow() : simulator.uri();
    try (RawConnection connection = new RawConnection(listener)) {
      connection.write(line + " HTTP/1.1\r\nHost: t\r\n" + framing + "\r\n\r\n");
      for (int i = 0; i < 40; i++) {
        connection.write(MEGABYTE);
      }

      assertThat(((Seen.Answer) connection.look(20_000)).text())
          .startsWith("HTTP/1.1 " + status + " ")
          .contains(words, "X-Request-Id: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /status HTTP/1.1\r\nHost: t\r\nX-Slow: ",
        "POST /v3/assets HTTP/1.1\r\nHost: t\r\nContent-Length: 20000000\r\n\r\nabc",
        "POST /v3/assets HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"
      })
  @Execution(ExecutionMode.CONCURRENT)
  void whoWasTooSlowAndGoesOnSendingSeesTheAnswer(String begun) throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      connection.write(begun);
      runOutOfTime();
      for (int i = 0; i < 40; i++) {
        connection.write(MEGABYTE);
      }

      assertThat(((Seen.Answer) connection.look(20_000)).text())
          .startsWith("HTTP/1.1 408 ")
          .contains("X-Request-Id: ");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoNeverStopsSendingIsCutOff() throws Exception {
    try (RawConnection connection = refused()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  connection.write(MEGABYTE);
                }
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoSendsInDribsAndDrabsIsCutOff() throws Exception {
    try (RawConnection connection = refused()) {
      // Again and again: the server may begin to measure only after the first ten seconds.
      await()
          .until(() -> {
            wall.pass(Duration.ofSeconds(10));
            return isCutOff(connection);
          });
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoSaysNothingIsCutOff() throws Exception {
    try (RawConnection connection = refused()) {
      await().pollInterval(Duration.ofSeconds(3)).until(() -> isCutOff(connection));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void stoppingDoesNotWaitForThem() throws Exception {
    try (RawConnection connection = refused()) {
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(simulator::close);

      await().until(() -> isCutOff(connection));
      stopped.join();
    }
  }

  /** Lets time pass, and again where the server did not have what was sent yet. */
  private void runOutOfTime() {
    for (int i = 0; i < 10 && simulator.simulation().journal().written() == 0; i++) {
      wall.pass(ConnectionLimits.defaults().bodyTimeout().plusMillis(1));
      long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (simulator.simulation().journal().written() == 0 && System.nanoTime() - until < 0) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  /** A connection whose last answer was read, and which the server means to close. */
  private RawConnection refused() throws IOException {
    RawConnection connection = new RawConnection(simulator.uri());
    connection.write(
        "POST /v3/assets HTTP/1.1\r\nHost: t\r\nContent-Length: " + Long.MAX_VALUE + "\r\n\r\n");
    assertThat(((Seen.Answer) connection.look(20_000)).text()).startsWith("HTTP/1.1 413 ");
    assertThat(connection.look(20_000)).isEqualTo(new Seen.Closed());
    return connection;
  }

  private static boolean isCutOff(RawConnection connection) {
    try {
      connection.write("x");
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
