package dev.pollwise.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.ServerContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream whose heart beats quickly. */
@Timeout(60)
class EventStreamTest {

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final EventRing ring = new EventRing(10, 1_000_000, 0);
  private final WebServer server =
      WebServer.builder()
          .host("127.0.0.1")
          .port(0)
          .shutdownHook(false)
          .routing(routing -> routing.get("/events", this::stream))
          .build()
          .start();

  private void stream(ServerRequest request, ServerResponse response) {
    EventJson json = new EventJson(new TruthJson(bench.simulation.clock()));
    new EventStream(ring, json, Duration.ofMillis(20))
        .serve(
            0,
            new RequestContext(
                request, "id", new ServerContext.Arrival(0, Duration.ZERO, Instant.EPOCH)),
            response);
  }

  @AfterEach
  void stop() {
    ring.close();
    server.stop();
  }

  @Test
  void keepsAQuietStreamAliveByCommentsAndThenGoesOn() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

      assertThat(next(lines, ": still here", "event: ")).isEqualTo(": still here");
      assertThat(next(lines, ": still here", "event: ")).isEqualTo(": still here");
      ring.publish(new EventRing.SimulatorEvent.Reset());

      assertThat(next(lines, "event: ")).isEqualTo("event: reset");
      assertThat(next(lines, ": still here")).isEqualTo(": still here");
    }
  }

  private static String next(BufferedReader lines, String... wanted) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (String begin : wanted) {
        if (line.startsWith(begin)) {
          return line;
        }
      }
    }
    return "";
  }
}
