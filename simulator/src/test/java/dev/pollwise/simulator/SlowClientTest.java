package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.End;
import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.transport.ConnectionLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep the server waiting. */
@Timeout(60)
class SlowClientTest {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(
          5, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
  private static final String HEAD = "POST /status HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n";

  private final ManualWallClock wall = new ManualWallClock();
  private final SimulatorServer simulator =
      SimulatorServer.builder().port(0).wallClock(wall).connections(LIMITS).build().start();

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whoNeverSaysAnythingIsLeftAfterAWhile() throws Exception {
    try (RawConnection silent = connect();
        RawConnection control = control()) {
      RawConnection.All nothing = new RawConnection.All("", End.FIN);
      assertThat(endsAfter(LIMITS.headerTimeout(), silent)).isEqualTo(nothing);
      assertThat(endsAfter(LIMITS.headerTimeout(), control)).isEqualTo(nothing);
      assertThat(journal()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P", "POST /status HT", "POST /status HTTP/1.1\r\n", HEAD, HEAD + "X: y\r\n\r"})
  void whoSendsHalfAHeadIsTold(String half) throws Exception {
    try (RawConnection slow = connect()) {
      assertThat(((Seen.Answer) slow.get("/status")).text()).startsWith("HTTP/1.1 200 ");
      slow.write(half);

      RawConnection.All all = endsAfter(LIMITS.headerTimeout(), slow);
      assertThat(all.text()).startsWith("HTTP/1.1 408 ").contains("X-Request-Id: ");
      assertThat(all.end()).isEqualTo(End.FIN);
      assertThat(journal()).containsExactly("GET /status 200", line(half) + " 408");
    }
  }

  /** As much of a request as could be told from the beginning of its head. */
  private static String line(String half) {
    return half.contains("\r\n") ? "POST /status" : " ";
  }

  @Test
  void whoSendsAHeadByteByByteGetsNoMoreTime() throws Exception {
    try (RawConnection slow = connect()) {
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> {
            wall.pass(LIMITS.headerTimeout().dividedBy(4));
            return isOver(slow);
          });

      assertThat(journal()).containsExactly("  408");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 9\r\n\r\n",
        "Content-Length: 9\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void whoSendsHalfABodyIsTold(String half) throws Exception {
    try (RawConnection slow = connect()) {
      slow.write("POST /status HTTP/1.1\r\nHost: t\r\n" + half);

      RawConnection.All all = endsAfter(LIMITS.bodyTimeout(), slow);
      assertThat(all.text()).startsWith("HTTP/1.1 408 ").contains("\"error\"", "X-Request-Id: ");
      assertThat(all.end()).isEqualTo(End.FIN);
      assertThat(journal()).containsExactly("POST /status 408");
    }
  }

  @Test
  void whoRestsMayDoSoForLongerThanWhoIsInTheMiddle() throws Exception {
    try (RawConnection resting = connect()) {
      assertThat(resting.get("/status")).isInstanceOf(Seen.Answer.class);
      wall.pass(LIMITS.idleTimeout().minus(MOMENT));
      assertThat(resting.get("/status")).isInstanceOf(Seen.Answer.class);

      assertThat(endsAfter(LIMITS.idleTimeout(), resting))
          .isEqualTo(new RawConnection.All("", End.FIN));
    }
  }

  @Test
  void whoDoesNotTakeTheAnswerIsCutOff() throws Exception {
    try (RawConnection slow = connect()) {
      slow.write(head("GET /status", "X-Pollwise-Fault: {fault: huge-body, bytes: 60000000}"));
      await().until(() -> !journal().isEmpty());
      // Again and again: it may take a while until the buffers between the two are full.
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> {
            wall.pass(LIMITS.bodyTimeout());
            return isOver(slow);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "POST /status HTTP/1.1\r\n", HEAD + "\r\nabc"})
  void aCrowdShutsNobodyOut(String said) throws Exception {
    List<RawConnection> crowd = new ArrayList<>();
    try {
      for (URI at : List.of(simulator.uri(), simulator.controlUri().orElseThrow())) {
        for (int i = 0; i < 1_100; i++) {
          RawConnection each = new RawConnection(at);
          each.write(said);
          crowd.add(each);
        }
      }

      try (RawConnection client = connect();
          RawConnection control = control()) {
        for (int i = 0; i < 10; i++) {
          assertThat(client.get("/status")).isInstanceOf(Seen.Answer.class);
          assertThat(control.get("/observe/health")).isInstanceOf(Seen.Answer.class);
        }
      }
    } finally {
      for (RawConnection each : crowd) {
        each.close();
      }
    }
  }

  @Test
  void readersOfEventsShutNobodyOut() throws Exception {
    List<RawConnection> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 1_100; i++) {
        RawConnection each = control();
        assertThat(each.get("/simulator/events")).isInstanceOf(Seen.Answer.class);
        readers.add(each);
      }

      try (RawConnection client = control()) {
        assertThat(client.get("/observe/health")).isInstanceOf(Seen.Answer.class);
      }
    } finally {
      for (RawConnection each : readers) {
        each.close();
      }
    }
  }

  @Test
  void whoIsBeingServedIsNotSentAwayForANewcomer() throws Exception {
    List<RawConnection> served = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.connections(); i++) {
        RawConnection each = connect();
        each.write(head("GET /status", "X-Pollwise-Fault: {fault: latency, delay: 1h}"));
        served.add(each);
      }
      await().until(() -> metric("pollwise_waiting_requests").equals("5.0"));
      try (RawConnection newcomer = connect()) {
        newcomer.write("GET /status HTTP/1.1\r\nHost: t\r\n\r\n");
        served.removeFirst().close();

        simulator.close();
        for (RawConnection each : served) {
          assertThat(((Seen.Answer) each.look(20_000)).text()).startsWith("HTTP/1.1 200 ");
        }
      }
    } finally {
      for (RawConnection each : served) {
        each.close();
      }
    }
  }

  @Test
  void halfSentUploadsHoldNobodyUp() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        RawConnection each = connect();
        each.write(
            head(
                    "POST /v3/assets",
                    "X-Api-Key: k",
                    "Content-Type: multipart/form-data; boundary=b",
                    "Content-Length: 500")
                + "--b");
        slow.add(each);
      }
      String form =
          "--b\r\nContent-Disposition: form-data; name=file; filename=a.mp4\r\n\r\nx\r\n--b--\r\n";

      try (RawConnection upload = connect()) {
        assertThat(
                ((Seen.Answer)
                        upload.send(
                            "POST /v3/assets HTTP/1.1\r\nHost: t\r\nX-Api-Key: k\r\n"
                                + "Content-Type: multipart/form-data; boundary=b\r\n"
                                + "Content-Length: "
                                + form.length()
                                + "\r\n\r\n"
                                + form))
                    .text())
            .startsWith("HTTP/1.1 200 ");
      }
    } finally {
      for (RawConnection each : slow) {
        each.close();
      }
    }
  }

  private static String head(String request, String... headers) {
    return request + " HTTP/1.1\r\nHost: t\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(simulator.uri());
  }

  private RawConnection control() throws IOException {
    return new RawConnection(simulator.controlUri().orElseThrow());
  }

  /** Lets time pass again and again: what was sent may not be there yet at the first time. */
  private RawConnection.All endsAfter(Duration time, RawConnection connection) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      RawConnection.All more = connection.all(200);
      text.append(more.text());
      if (more.end() != End.OPEN) {
        return new RawConnection.All(text.toString(), more.end());
      }
      wall.pass(time.plusMillis(1));
    }
    throw new AssertionError("still open after " + text);
  }

  private List<String> journal() {
    return simulator.simulation().journal().entries(entry -> true, 10).stream()
        .map(entry -> entry.method() + " " + entry.path() + " " + entry.status())
        .toList();
  }

  private String metric(String name) throws IOException {
    try (RawConnection connection = control()) {
      return ((Seen.Answer) connection.get("/observe/metrics"))
          .text()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  private static boolean isOver(RawConnection connection) {
    try {
      connection.write("x");
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
