package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the control API obeys: programs of this machine, and no web page of another origin. */
@Timeout(60)
class ControlOriginTest {

  /** Each route with a method that it serves, one that it does not, and a path that is none. */
  private static final List<String> EVERYWHERE =
      List.of(
          "GET /simulator/jobs",
          "HEAD /simulator/jobs",
          "GET /simulator/jobs/implicit-1",
          "GET /simulator/scenarios",
          "GET /simulator/scenario",
          "PUT /simulator/scenario",
          "GET /simulator/faults",
          "GET /simulator/fault-kinds",
          "POST /simulator/faults",
          "DELETE /simulator/faults/fault-1",
          "GET /simulator/requests",
          "DELETE /simulator/requests",
          "GET /simulator/events",
          "GET /simulator/report",
          "GET /simulator/clock",
          "PUT /simulator/clock",
          "POST /simulator/clock/advance",
          "POST /simulator/reset",
          "GET /openapi",
          "GET /observe/health",
          "GET /observe/metrics",
          "OPTIONS /simulator/reset",
          "GET /nowhere");

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();

  @AfterEach
  void close() {
    simulator.close();
  }

  private static int status(URI listener, String line, String... headers) throws IOException {
    try (RawConnection connection = new RawConnection(listener)) {
      connection.write(
          line
              + " HTTP/1.1\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + (headers[headers.length - 1].contains("\r\n\r\n") ? "" : "\r\n\r\n"));
      String text = connection.readAll();
      assertThat(text).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("access-control-");
      return Integer.parseInt(text.substring(9, 12));
    }
  }

  private URI control() {
    return simulator.controlUri().orElseThrow();
  }

  private int control(String line, String... headers) throws IOException {
    return status(control(), line, headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:8081",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost:8081\r\nOrigin: http://evil.example",
        "Host: localhost:8081\r\nOrigin: https://localhost:8081",
        "Host: localhost:8081\r\nOrigin: http://localhost:3000",
        "Host: localhost:8081\r\nOrigin: http://localhost",
        "Host: localhost:8081\r\nOrigin: http://127.0.0.1:8081",
        "Host: localhost:8081\r\nOrigin: null",
        "Host: localhost:8081\r\nOrigin: ",
        "Host: localhost:8081\r\nOrigin: http://localhost:8081\r\nOrigin: http://evil.example",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: same-site",
        "Host: localhost\r\nSec-Fetch-Site: Cross-Site",
        "Host: localhost\r\nSec-Fetch-Site: something-new",
        "Host: localhost\r\nSec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site"
      })
  void noRouteAnswersAPageOfAnotherOrigin(String headers) throws IOException {
    for (String line : EVERYWHERE) {
      assertThat(control(line, headers)).as(line).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 192.168.1.5:8081",
        "Host: [::2]",
        "Host: localhost.",
        "Host: user@localhost",
        "Host: localhost/evil",
        "Host: localhost:0",
        "Host: localhost:65536",
        "Host: localhost:",
        "Host: localhost:80x",
        "Host: localhost:80:80",
        "Host: [::1",
        "Host: ::1",
        "Host: 127.1",
        "Host: 2130706433",
        "Host: ",
        "Host: localhost\r\nHost: evil.example",
        "X-No-Host: there"
      })
  void aHostThatIsNotSpelledRightIsRefused(String header) throws IOException {
    assertThat(control("GET /simulator/jobs", header)).isIn(400, 403);
    assertThat(control("GET /observe/health", header)).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: LocalHost:8081",
        "Host: 127.0.0.1:1",
        "Host: [::1]:65535",
        "Host: localhost:9000\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate",
        "Host: localhost:9000\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://localhost:9000"
      })
  void programsAndPersonsOfThisMachineAreAnswered(String headers) throws IOException {
    assertThat(control("GET /simulator/jobs", headers)).isEqualTo(200);
    assertThat(control("POST /simulator/reset", headers)).isEqualTo(204);
  }

  @Test
  void aTargetWithAHostOfItsOwnIsNotAWayAround() throws IOException {
    assertThat(control("GET http://localhost/simulator/jobs", "Host: evil.example")).isEqualTo(403);
  }

  @Test
  void whatWasRefusedChangedNothing() throws IOException {
    int refused =
        control(
            "POST /simulator/faults",
            "Host: localhost",
            "Origin: http://evil.example",
            "Content-Type: text/plain",
            "Content-Length: 5\r\n\r\nreset");

    assertThat(refused).isEqualTo(403);
    assertThat(simulator.simulation().faults().inForce(simulator.simulation().clock().now()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/YAML",
        "application/x-yaml",
        "text/yaml",
        "text/x-yaml;charset=UTF-8",
        "application/merge-patch+json",
        "application/x-www-form-urlencoded"
      })
  void takesBodiesAsCurlAndProgramsSendThem(String type) throws IOException {
    assertThat(fault("Content-Type: " + type)).isEqualTo(201);
  }

  @Test
  void takesBodiesWithoutAType() throws IOException {
    assertThat(fault("X-No-Type: here")).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "text/plain; application/json",
        "multipart/form-data; boundary=x",
        "text/html",
        "application/jsonp",
        "application/octet-stream",
        "nonsense",
        "application/json\r\nContent-Type: text/plain"
      })
  void refusesOtherTypes(String type) throws IOException {
    assertThat(fault("Content-Type: " + type)).isEqualTo(415);
  }

  private int fault(String header) throws IOException {
    return control(
        "POST /simulator/faults", "Host: localhost", header, "Content-Length: 5\r\n\r\nreset");
  }

  @Test
  void aWebhookIsNeverObeyed() throws IOException {
    assertThat(control("POST /simulator/reset", "Host: localhost", "Heygen-Event-Id: evt_1"))
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-host.invalid"})
  void listeningBeyondThisMachineNeedsAToken(String host) {
    SimulatorServer.Builder open = SimulatorServer.builder().controlHost(host);

    assertThatIllegalArgumentException()
        .isThrownBy(open::build)
        .withMessage(
            "control-host \"%s\": must be a loopback address, or else control-token must be set",
            host);
    assertThat(open.controlToken("secret").build()).isNotNull();
    assertThat(open.controlToken("").controlPort(new ControlPort.Off()).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "two words", "umlaut-\u00e4", "line\nbreak"})
  void aTokenIsOneThatAHeaderCanCarry(String token) {
    SimulatorServer.Builder builder = SimulatorServer.builder().controlToken(token);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("control-token: must be visible ASCII characters without spaces");
  }

  @Test
  void beyondThisMachineTheTokenGuardsAndPagesAreRefusedAllTheSame() throws IOException {
    try (SimulatorServer open =
        SimulatorServer.builder()
            .port(0)
            .controlHost("0.0.0.0")
            .controlToken("secret")
            .build()
            .start()) {
      URI at = URI.create("http://127.0.0.1:" + open.controlUri().orElseThrow().getPort());
      String token = "Authorization: Bearer secret";

      assertThat(status(at, "GET /simulator/jobs", "Host: simulator:8081", token)).isEqualTo(200);
      assertThat(status(at, "GET /simulator/jobs", "Host: simulator:8081")).isEqualTo(401);
      assertThat(
              status(
                  at,
                  "POST /simulator/reset",
                  "Host: simulator:8081",
                  token,
                  "Origin: http://evil.example"))
          .isEqualTo(403);
    }
  }

  @Test
  void theMainFaceGivesPagesOfOtherOriginsNoLeave() throws IOException {
    for (String line : List.of("OPTIONS /status", "OPTIONS /v3/video-translations")) {
      assertThat(
              status(
                  simulator.uri(),
                  line,
                  "Host: localhost",
                  "Origin: http://evil.example",
                  "Access-Control-Request-Method: GET",
                  "Access-Control-Request-Headers: x-pollwise-fault, x-api-key"))
          .isIn(401, 405);
    }
  }
}
