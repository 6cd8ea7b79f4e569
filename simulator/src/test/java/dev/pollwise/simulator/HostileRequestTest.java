package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.heygen.FaceSettings;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no well-behaved client sends. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestTest {

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .frozen()
          .faces(FaceSettings.defaults().withBodyLimit(2_048))
          .build();

  @BeforeAll
  void start() {
    simulator.start();
  }

  @AfterAll
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONSENSE\\r\\n\\r\\n                                                          | 400
          GET\\r\\n\\r\\n                                                               | 400
          GET /status HTTP/1.1\\r\\n\\r\\n                                              | 400
          GET /status HTTP/9.9\\r\\nHost: t\\r\\n\\r\\n                                 | 400
          GET /%zz HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                    | 400
          GET /v3/video-translations?limit=%zz HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\n\\r\\n | 400
          GET /v3/video-translations?limit HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\n\\r\\n | 200
          GET /v3/video-translations/%00 HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\n\\r\\n | 404
          GET /v3/video-translations/..%2f..%2f HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\n\\r\\n | 404
          GET // HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                      | 404
          GET /status/ HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                | 404
          GET mailto:a HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                | 404
          GET http:://t/status? HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                       | 400
          GET http: HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                   | 400
          GET http://[/status HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                         | 400
          GET http://t HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                | 404
          GET http://t/status HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                         | 200
          GET status HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                  | 404
          GET /status HTTP/1.0\\r\\n\\r\\n                                               | 505
          BREW /status HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                | 501
          OPTIONS * HTTP/1.1\\r\\nHost: t\\r\\n\\r\\n                                   | 404
          POST /status HTTP/1.1\\r\\nHost: t\\r\\nContent-Length: 4096\\r\\n\\r\\n      | 413
          POST /status HTTP/1.1\\r\\nHost: t\\r\\nContent-Length: -1\\r\\n\\r\\n        | 400
          POST /status HTTP/1.1\\r\\nHost: t\\r\\nContent-Length: x\\r\\n\\r\\n         | 400
          POST /status HTTP/1.1\\r\\nHost: t\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | 400
          POST /v3/video-translations HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\nContent-Length: 2\\r\\nContent-Type: text/xml\\r\\n\\r\\n{} | 415
          POST /v3/video-translations HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\nContent-Length: 2\\r\\nContent-Type: ;;;\\r\\n\\r\\n{} | 415
          POST /v3/video-translations HTTP/1.1\\r\\nHost: t\\r\\nX-Api-Key: k\\r\\n\\r\\n | 400
          """)
  void getsAnAnswerInAnEnvelope(String request, int status) throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      Seen seen = connection.send(request.replace("\\r\\n", "\r\n"));

      assertThat(seen).isInstanceOf(Seen.Answer.class);
      String text = ((Seen.Answer) seen).text();
      assertThat(text).startsWith("HTTP/1.1 " + status + " ");
      if (status != 200) {
        assertThat(text).contains("{\"error\":").contains("X-Request-Id: ");
      }
      assertThat(text).doesNotContain("Exception", "helidon", "\tat ");
    }
    assertStillServes(simulator.uri());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Api-Key: other                                   | X-Api-Key must not be given twice
          Authorization: Bearer a\\r\\nAuthorization: Bearer b | Authorization must not be given twice
          Content-Type: a/b\\r\\nContent-Type: text/xml        | Content-Type must not be given twice
          Idempotency-Key: a\\r\\nIdempotency-Key: b          | Idempotency-Key must not be given twice
          X-Pollwise-Fault: none\\r\\nX-Pollwise-Fault: {fault: reset} | X-Pollwise-Fault must not be given twice
          X-Pollwise-Fault: {fault: status, status: 503, message: é} | X-Pollwise-Fault: must be ASCII
          """)
  void refusesAHeaderThatCouldBeReadTwoWays(String headers, String why) throws Exception {
    String key = headers.startsWith("Authorization") ? "" : "X-Api-Key: k\r\n";
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      Seen seen =
          connection.send(
              "POST /v3/video-translations HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n"
                  + key
                  + headers.replace("\\r\\n", "\r\n")
                  + "\r\n\r\n{}");

      assertThat(((Seen.Answer) seen).text()).startsWith("HTTP/1.1 400 ").contains(why);
    }
  }

  @Test
  void refusesABodyThatGrowsTooLongChunkByChunk() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      String chunk = "400\r\n" + "x".repeat(1_024) + "\r\n";

      Seen seen =
          connection.send(
              "POST /v3/video-translations HTTP/1.1\r\nHost: t\r\nX-Api-Key: k\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + chunk.repeat(3)
                  + "0\r\n\r\n");

      assertThat(((Seen.Answer) seen).text()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void refusesAnEndlessRequestLineAndEndlessHeaders() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      assertThat(
              ((Seen.Answer)
                      connection.send("GET /" + "x".repeat(8_000) + " HTTP/1.1\r\nHost: t\r\n\r\n"))
                  .text())
          .startsWith("HTTP/1.1 414 ");
    }
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      assertThat(
              ((Seen.Answer)
                      connection.send(
                          "GET /status HTTP/1.1\r\nHost: t\r\nX: "
                              + "x".repeat(20_000)
                              + "\r\n\r\n"))
                  .text())
          .startsWith("HTTP/1.1 4");
    }
    assertStillServes(simulator.uri());
  }

  @Test
  void survivesDeeplyNestedJson() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      Seen seen = connection.post("/v3/video-translations", "[".repeat(2_000), "X-Api-Key: k");

      assertThat(((Seen.Answer) seen).text()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void answersAHeadRequestWithoutABody() throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      // The next answer follows at once, so no byte of a body can have been sent.
      String close = "Connection: close\r\n";
      String line = " /status HTTP/1.1\r\nHost: t\r\n";
      connection.write("HEAD" + line + "\r\nGET" + line + close + "\r\n");

      assertThat(connection.readAll())
          .matches(
              "(?s)HTTP/1.1 200 OK\r\n[^{]*Content-Length: 20\r\n[^{]*\r\n\r\n"
                  + "HTTP/1.1 200 OK\r\n[^{]*\\{\"result\":\"pending\"}");
    }
  }

  private static void assertStillServes(URI uri) throws Exception {
    try (RawConnection connection = new RawConnection(uri)) {
      assertThat(connection.get("/status")).isInstanceOf(Seen.Answer.class);
    }
  }
}
