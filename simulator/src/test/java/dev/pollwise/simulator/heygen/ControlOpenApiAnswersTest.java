package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.control.ControlFace;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every status of every operation of the control API, provoked; and no other. */
@Timeout(120)
class ControlOpenApiAnswersTest {

  private static final String PAGE = "Origin: http://evil.example";
  private static final String PLAIN_TEXT = "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx";

  private final SimulatorServer simulator =
      SimulatorServer.builder().port(0).frozen().controlToken("t").build().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theControlFaceGivesWhatIsDocumentedAndNothingElse() throws Exception {
    URI control = simulator.controlUri().orElseThrow();
    String token = "Bearer t";
    try (OpenApiSession session = new OpenApiSession(control, "Authorization", token)) {
      for (String path : session.document().paths()) {
        if (session.document().methods(path).contains("get")
            && !path.contains("{")
            && !path.endsWith("/events")) {
          session.ask(path.endsWith("/verdict") ? 422 : 200, "GET", path);
        }
      }
      try (OpenApiSession client = new OpenApiSession(simulator.uri())) {
        client.ask(200, "GET", "/status");
      }
      session.ask(200, "GET", "/simulator/verdict?lost=0&early=0");
      session.open("/simulator/events");
      session.ask(200, "GET", "/simulator/jobs/implicit-1");
      session.ask(404, "GET", "/simulator/jobs/x");
      session.askAsDocumented(200, "PUT", "/simulator/scenario");
      session.ask(404, "PUT", "/simulator/scenario", "{\"name\":\"none\"}");
      JsonObject fault =
          Json.parse(
                  session
                      .askAsDocumented(201, "POST", "/simulator/faults")
                      .body()
                      .getBytes(StandardCharsets.UTF_8))
              .orElseThrow()
              .asJsonObject();
      session.ask(204, "DELETE", "/simulator/faults/" + fault.getString("id"));
      session.ask(404, "DELETE", "/simulator/faults/x");
      for (int i = 0; i < FaultBoard.MOST_RULES; i++) {
        simulator.fault(FaultRule.of(Fault.reset()).share(0));
      }
      session.ask(409, "POST", "/simulator/faults", "reset");
      session.askAsDocumented(200, "POST", "/simulator/clock/advance");
      session.askAsDocumented(200, "PUT", "/simulator/clock");
      session.ask(204, "DELETE", "/simulator/requests");
      session.ask(204, "POST", "/simulator/reset");
      session.askWhatNoOperationTakes("Authorization: Bearer t");
      session.askNowhere(401, "GET /nowhere HTTP/1.1");
      session.askNowhere(403, "GET /nowhere HTTP/1.1", PAGE);
      session.askNowhere(415, "POST /nowhere HTTP/1.1", PLAIN_TEXT);
      session.askEverywhere("Authorization: Bearer t", PAGE);
      session.askEverywhere("Authorization: Bearer t", PLAIN_TEXT);
      session.askEverywhere("Authorization: Bearer t", OpenApiSession.TOO_LONG);
      session.askEverywhere("Authorization: Bearer t", OpenApiSession.BADLY_FRAMED);
      unhealthy(session);
      session.askEverywhere();

      session.assertComplete();
    }
  }

  /** A server that stops listens no longer, so its face is asked without sockets. */
  private static void unhealthy(OpenApiSession session) {
    FaceTestBench bench = FaceTestBench.tenSeconds();
    HttpRouting.Builder routing = HttpRouting.builder();
    new ControlFace(bench.faces.bench(), ScenarioCatalogue.shipped(), "127.0.0.1", "")
        .routing(routing);
    bench.faces.drain();
    try (Http1ClientResponse answer =
        new DirectClient(routing)
            .get("/observe/health")
            .header(HeaderNames.HOST, "localhost")
            .request()) {
      String type = answer.headers().contentType().orElseThrow().text();
      session.note("GET", "/observe/health", answer.status().code(), type, answer.as(String.class));
    }
  }
}
