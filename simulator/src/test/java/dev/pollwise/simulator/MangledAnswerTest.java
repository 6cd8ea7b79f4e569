package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.All;
import dev.pollwise.simulator.RawConnection.End;
import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.simulation.Journal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spoilt answers look like to somebody who reads bytes; picked by header. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MangledAnswerTest {

  private static final String BODY = "{\"result\":\"pending\"}";
  private static final String HALF = BODY.substring(0, BODY.length() / 2);
  private static final int SHORT = 300;
  private static final int LONG = 20_000;

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).frozen().build();

  @BeforeAll
  void start() {
    simulator.start();
    simulator.simulation().clock().freeze(true);
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  private RawConnection connection(boolean keptAlive) throws Exception {
    RawConnection connection = new RawConnection(simulator.uri());
    if (keptAlive) {
      assertThat(connection.get("/status")).isInstanceOf(Seen.Answer.class);
    }
    return connection;
  }

  private static void ask(RawConnection connection, String fault) throws Exception {
    connection.write(
        "GET /status HTTP/1.1\r\nHost: test\r\nX-Pollwise-Fault: " + fault + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resetAmidGivesHeadAndHalfOfTheBodyAndThenRst(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "reset-amid");

      All seen = connection.all(LONG);

      assertThat(seen.text()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 20\r\n");
      assertThat(seen.body()).isEqualTo(HALF);
      assertThat(seen.end()).isEqualTo(End.RST);
    }
    assertThat(lastRequest().fault()).isEqualTo("reset-amid");
    assertThat(lastRequest().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncationByLengthBreaksThePromiseOfContentLength(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "truncate");

      All seen = connection.all(LONG);

      assertThat(seen.text()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 20\r\n");
      assertThat(seen.body()).isEqualTo(HALF);
      assertThat(seen.end()).isEqualTo(End.FIN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void truncationByChunkLeavesOutTheLastChunk(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "{fault: truncate, by: chunk}");

      All seen = connection.all(LONG);

      assertThat(seen.text())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("Transfer-Encoding: chunked\r\n")
          .doesNotContain("Content-Length");
      assertThat(seen.body()).isEqualTo("5\r\n{\"res\r\n5\r\nult\":\r\n");
      assertThat(seen.end()).isEqualTo(End.FIN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStallLeavesTheConnectionOpenAmidTheBody(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "stall");

      All seen = connection.all(SHORT);

      assertThat(seen.text()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 20\r\n");
      assertThat(seen.body()).isEqualTo(HALF);
      assertThat(seen.end()).isEqualTo(End.OPEN);
    }
  }

  @Test
  void aStallEndsByItself() throws Exception {
    try (RawConnection connection = connection(false)) {
      ask(connection, "{fault: stall, at-most: 20ms}");

      assertThat(connection.all(LONG).end()).isEqualTo(End.FIN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDribbledBodyArrivesWholeAndTheConnectionIsKept(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "{fault: dribble, pieces: 4, over: 30ms}");
      assertThat(connection.look(LONG))
          .isInstanceOf(Seen.Answer.class)
          .satisfies(MangledAnswerTest::isWhole);

      assertThat(connection.get("/status")).satisfies(MangledAnswerTest::isWhole);
    }
  }

  @Test
  void aDribblingBodyTakesItsTime() throws Exception {
    try (RawConnection connection = connection(false)) {
      ask(connection, "{fault: dribble, pieces: 2, over: 1h}");

      assertThat(connection.all(SHORT))
          .satisfies(seen -> {
            assertThat(seen.body()).isEqualTo(HALF);
            assertThat(seen.end()).isEqualTo(End.OPEN);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWrongLengthPoisonsTheConnection(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "wrong-length");
      connection.write("GET /status HTTP/1.1\r\nHost: test\r\n\r\n");

      All seen = connection.all(SHORT);

      assertThat(seen.text()).contains("Content-Length: 10\r\n");
      assertThat(seen.body()).startsWith(BODY + "HTTP/1.1 200 ").endsWith(BODY);
      assertThat(seen.end()).isEqualTo(End.OPEN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wrong-type                                     | false | 200 | text/html       | {"result":"pending"}
          wrong-type                                     | true  | 200 | text/html       | {"result":"pending"}
          {fault: wrong-type, type: application/xml}     | true  | 200 | application/xml | {"result":"pending"}
          bad-json                                       | false | 200 | application/json | {"result":
          bad-json                                       | true  | 200 | application/json | {"result":
          """)
  void aSpoiltBodyIsACompleteAnswerThatKeepsTheConnection(
      String fault, boolean keptAlive, int status, String type, String body) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, fault);

      String seen = ((Seen.Answer) connection.look(LONG)).text();

      assertThat(seen)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("Content-Type: " + type + "\r\n")
          .endsWith("\r\n\r\n" + body);
      assertThat(connection.get("/status")).satisfies(MangledAnswerTest::isWhole);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorCanBeAPageForPeople(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "{fault: status, status: 502, body: html}");

      assertThat(((Seen.Answer) connection.look(LONG)).text())
          .startsWith("HTTP/1.1 502 ")
          .contains("Content-Type: text/html\r\n", "<h1>502 Bad Gateway</h1>");
      assertThat(connection.get("/status")).satisfies(MangledAnswerTest::isWhole);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void garbageIsNotHttp(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "garbage");

      All seen = connection.all(LONG);

      assertThat(seen.text()).hasSize(100).doesNotContain("HTTP");
      assertThat(seen.end()).isEqualTo(End.FIN);
    }
    assertThat(lastRequest().status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBadStatusLineHasSixDigits(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "bad-status-line");

      assertThat(connection.all(LONG))
          .isEqualTo(new All("HTTP/1.1 999999 Nope\r\nContent-Length: 2\r\n\r\n{}", End.FIN));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMalformedChunkFollowsAGoodHead(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "malformed-chunk");

      All seen = connection.all(LONG);

      assertThat(seen.text())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Transfer-Encoding: chunked\r\n");
      assertThat(seen.body()).startsWith("lorem ipsum\r\n");
      assertThat(seen.end()).isEqualTo(End.FIN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSkewedClockDatesTheAnswer(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "{fault: clock-skew, by: -3650d}");

      String seen = ((Seen.Answer) connection.look(LONG)).text();

      assertThat(seen)
          .containsOnlyOnce("Date: ")
          .containsPattern("Date: .* 201[5-9] ")
          .endsWith(BODY);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHugeBodyIsTheAnswerAndThenSpaces(boolean keptAlive) throws Exception {
    try (RawConnection connection = connection(keptAlive)) {
      ask(connection, "{fault: huge-body, bytes: 200000}");

      String seen = ((Seen.Answer) connection.look(LONG)).text();

      assertThat(seen).contains("Content-Length: 200000\r\n");
      String body = seen.substring(seen.indexOf("\r\n\r\n") + 4);
      assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(200_000);
      assertThat(body.strip()).isEqualTo(BODY);
      assertThat(connection.get("/status")).satisfies(MangledAnswerTest::isWhole);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "truncate",
        "{fault: truncate, by: chunk}",
        "bad-json",
        "wrong-length",
        "huge-body",
        "dribble",
        "reset-amid",
        "garbage"
      })
  void aHeadRequestGetsNoBodyAndTheServerGoesOn(String fault) throws Exception {
    try (RawConnection connection = connection(false)) {
      connection.write(
          "HEAD /status HTTP/1.1\r\nHost: test\r\nX-Pollwise-Fault: " + fault + "\r\n\r\n");
      assertThat(connection.all(SHORT).text()).doesNotContain("{");
    }
    try (RawConnection connection = connection(false)) {
      assertThat(connection.get("/status")).satisfies(MangledAnswerTest::isWhole);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {fault: truncate, phase: before} | spoils a true answer
          {fault: wrong-type, type: "a\\nb"} | must be a media type
          {fault: outage}                  | an outage needs a lease
          {fault: outage, lease: 5s, route: get} | strikes the whole server
          {fault: huge-body, bytes: 1}     | must be from 1024
          {fault: no-url, for: 0s}         | must be more than 0
          """)
  void aFaultThatMakesNoSenseIsRefused(String fault, String reason) throws Exception {
    try (RawConnection connection = connection(false)) {
      ask(connection, fault);

      assertThat(((Seen.Answer) connection.look(LONG)).text())
          .startsWith("HTTP/1.1 400 ")
          .contains(reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stall", "{fault: dribble, pieces: 2, over: 1h}", "no-answer"})
  void whatIsHeldBackEndsAtOnceWhenTheServerStops(String fault) throws Exception {
    SimulatorServer stopping = SimulatorServer.builder().port(0).build().start();
    try (RawConnection connection = new RawConnection(stopping.uri())) {
      ask(connection, fault);
      RawConnection.All before = connection.all(SHORT);

      stopping.close();

      assertThat(before.end()).isEqualTo(End.OPEN);
      assertThat(connection.all(LONG).end()).isEqualTo(End.FIN);
    } finally {
      stopping.close();
    }
  }

  private static void isWhole(Seen seen) {
    assertThat(((Seen.Answer) seen).text()).startsWith("HTTP/1.1 200 ").endsWith(BODY);
  }

  private Journal.JournalEntry lastRequest() {
    return simulator.simulation().journal().entries(entry -> true, 1).getFirst();
  }
}
