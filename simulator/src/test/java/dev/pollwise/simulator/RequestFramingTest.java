package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.End;
import dev.pollwise.simulator.RawConnection.Seen;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose end two readers could see in two places (RFC 9112, sections 6.3 and 11.2). */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFramingTest {

  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build();

  @BeforeAll
  void start() {
    simulator.start();
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n",
        "Transfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n",
        "transfer-encoding: CHUNKED\ncontent-length: 0\n\n0\n\n",
        "Transfer-Encoding: chunked\nContent-Length:\n\n0\n\n",
        "Content-Length: 2\nContent-Length: 3\n\nab",
        "Content-Length: 2\nContent-Length: 2\n\nab",
        "Content-Length: 2, 2\n\nab",
        "Content-Length: +2\n\nab",
        "Content-Length: -2\n\nab",
        "Content-Length: 02\n\nab",
        "Content-Length: 0x2\n\nab",
        "Content-Length: 2 0\n\nab",
        "Content-Length: 2\u000b\n\nab",
        "Content-Length:\n\n",
        "Content-Length: \n\n",
        "Content-Length : 2\n\nab",
        "Content-Length\t: 2\n\nab",
        " Content-Length: 2\n\nab",
        "X: a\n Content-Length: 2\n\nab",
        "X: a\n\tfolded\nContent-Length: 2\n\nab",
        "X: a\r \nContent-Length: 2\n\nab",
        "X: a\u0000b\nContent-Length: 2\n\nab",
        "(X): a\nContent-Length: 2\n\nab",
        ": a\nContent-Length: 2\n\nab",
        "no colon\nContent-Length: 2\n\nab",
        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
        "Transfer-Encoding: chunked, chunked\n\n0\n\n",
        "Transfer-Encoding: chunked, gzip\n\n0\n\n",
        "Transfer-Encoding: gzip, chunked\n\n0\n\n",
        "Transfer-Encoding: gzip\nTransfer-Encoding: chunked\n\n0\n\n",
        "Transfer-Encoding: xchunked\n\n0\n\n",
        "Transfer-Encoding: chunked;q=1\n\n0\n\n",
        "Transfer-Encoding: \"chunked\"\n\n0\n\n",
        "Transfer-Encoding: identity\n\n",
        "Transfer-Encoding:\n\n",
        "Transfer-Encoding : chunked\n\n0\n\n",
        "Transfer-Encoding: chunked\n\n+2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n-2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n0x2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n 2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n2 \nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n2 2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n;a\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n2\nabxx0\n\n",
        "Transfer-Encoding: chunked\n\n2\nab0\n\n",
        "Transfer-Encoding: chunked\n\n2\nab\r0\n\n",
        "Transfer-Encoding: chunked\n\n1\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n2;a\u0001\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n8000000000000000\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n0\nno trailer\n\n",
        "Transfer-Encoding: chunked\n\n0\n folded: a\n\n",
      })
  void isRefusedAndNothingAfterItIsServed(String framing) throws Exception {
    assertRefused(framing.replace("\n", "\r\n"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: a\nContent-Length: 2\r\n\r\nab",
        "X: a\nY: b\r\nContent-Length: 2\r\n\r\nab",
        "X: a\rContent-Length: 2\r\n\r\nab",
        "Content-Length: 2\n\nab",
        "Transfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2;x\n;y\r\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\nC: d\r\n\r\n",
      })
  void aLineEndThatIsHalfOfOneIsNone(String framing) throws Exception {
    assertRefused(framing, 400);
  }

  @Test
  void aCodingIsNothingForTheVersionBefore() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      connection.write(
          "POST /status HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);

      assertOnlyAnswer(connection, 505);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\n\n7FFFFFFF\nab",
        "Transfer-Encoding: chunked\n\nFFFFFFFFFFFFFFF\nab",
        "Content-Length: 9223372036854775807\n\nab",
        "Content-Length: 99999999999999999999999999\n\nab",
      })
  void oneThatIsTooLongIsRefusedBeforeItComes(String framing) throws Exception {
    assertRefused(framing.replace("\n", "\r\n"), 413);
  }

  @Test
  void extensionsAndTrailersWithoutEndAreRefused() throws Exception {
    String body = "Transfer-Encoding: chunked\r\n\r\n";
    assertRefused(body + "1;" + "x".repeat(5_000) + "\r\na\r\n0\r\n\r\n", 400);
    assertRefused(body + ("1;" + "x".repeat(4_000) + "\r\na\r\n").repeat(20) + "0\r\n\r\n", 400);
    assertRefused(body + "0\r\n" + ("A: " + "x".repeat(4_000) + "\r\n").repeat(20) + "\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "Content-Length: 0\n\n",
        "Content-Length:2\n\nab",
        "Content-Length: \t2 \n\nab",
        "Transfer-Encoding: chunked\n\n0\n\n",
        "transfer-encoding:Chunked\n\n0\n\n",
        "Transfer-Encoding: chunked\n\n2\nab\n0\n\n",
        "Transfer-Encoding: chunked\n\n0002\nab\n1\nc\n000\n\n",
        "Transfer-Encoding: chunked\n\n2;name=value;other=\"x\"\nab\n0;last\n\n",
        "Transfer-Encoding: chunked\n\nA\n0123456789\n0\nTrailer: x\nOther: y\n\n",
        "Expect: 200-ok\nContent-Length: 2\n\nab",
      })
  void whatIsPlainIsServedAndSoIsWhatFollows(String framing) throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      connection.write(
          "POST /status HTTP/1.1\r\nHost: t\r\n"
              + framing.replace("\n", "\r\n")
              + "GET /follows HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");

      String all = connection.readAll();
      assertThat(all).startsWith("HTTP/1.1 202 ").containsOnlyOnce("HTTP/1.1 404 ");
    }
  }

  @Test
  void whoWaitsForLeaveGetsItOnceTheBodyIsWanted() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      String head = "POST /status HTTP/1.1\r\nHost: t\r\nExpect: 100-Continue\r\n";
      assertThat(((Seen.Answer) connection.send(head + "Content-Length: 2\r\n\r\n")).text())
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(((Seen.Answer) connection.send("ab")).text()).startsWith("HTTP/1.1 202 ");

      Seen refused = connection.send(head + "Content-Length: 99999999\r\n\r\n");
      assertThat(((Seen.Answer) refused).text()).startsWith("HTTP/1.1 413 ");
    }
  }

  private void assertRefused(String framing, int status) throws Exception {
    for (URI listener : new URI[] {simulator.uri(), simulator.controlUri().orElseThrow()}) {
      try (RawConnection connection = new RawConnection(listener)) {
        connection.write("POST /status HTTP/1.1\r\nHost: t\r\n" + framing + SMUGGLED);

        assertOnlyAnswer(connection, status);
      }
    }
  }

  @BeforeEach
  void forget() {
    simulator.simulation().journal().clear(System.nanoTime());
  }

  private void assertOnlyAnswer(RawConnection connection, int status) throws Exception {
    RawConnection.All all = connection.all(20_000);
    assertThat(all.text()).startsWith("HTTP/1.1 " + status + " ");
    assertThat(all.text().substring(1)).doesNotContain("HTTP/1.1 ");
    assertThat(all.end()).isEqualTo(End.FIN);
    assertThat(
            simulator.simulation().journal().entries(entry -> entry.path().contains("smuggled"), 1))
        .isEmpty();
  }
}
