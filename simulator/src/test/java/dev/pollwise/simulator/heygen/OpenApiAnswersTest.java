package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.fault.RequestMatcher.WEBHOOK;
import static dev.pollwise.simulator.heygen.OpenApiSession.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.control.ControlAccess;
import dev.pollwise.simulator.control.ControlFace;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.RequestLimits;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Journal;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every status of every operation, provoked; and no other. */
@Timeout(120)
class OpenApiAnswersTest {

  private static final String ALL = "/v3/video-translations";
  private static final String BATCHES = ALL + "/batches";
  private static final String HOOKS = "/v3/webhooks/endpoints";
  private static final String UNKNOWN_ASSET =
      FaceTestBench.CREATE.replaceAll(
          "\\{\"type.*?}", "{\"type\":\"asset_id\",\"asset_id\":\"x\"}");
  private static final String PAGE = "Origin: http://evil.example";
  private static final String PLAIN_TEXT = "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx";
  private static final String TOO_LONG = "Content-Length: 99999999";
  private static final String BADLY_FRAMED = "Content-Length: -1";

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .frozen()
          .controlToken("t")
          .faces(
              FaceSettings.defaults()
                  .withHeyGen(
                      new HeyGenOptions(
                          Set.of(),
                          true,
                          "resource_not_found",
                          ForeignJobs.FORBIDDEN,
                          false,
                          true,
                          Duration.ofDays(7),
                          HeyGenOptions.Extensions.none())))
          .build()
          .start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theFacesGiveWhatIsDocumentedAndNothingElse() throws Exception {
    try (OpenApiSession session = new OpenApiSession(simulator.uri(), "X-Api-Key", "demo")) {
      session.ask(200, "GET", "/openapi");
      session.ask(200, "GET", "/status");
      session.ask(202, "POST", "/status");
      session.ask(200, "GET", "/v3/users/me");
      translations(session);
      batches(session);
      proofreads(session);
      assets(session);
      webhooks(session);
      whatNoOperationTakes(session, "X-Api-Key: demo");
      session.askNowhere(401, "PUT /v3/users/me HTTP/1.1");
      session.askEverywhere("X-Api-Key: demo", TOO_LONG);
      session.askEverywhere("X-Api-Key: demo", BADLY_FRAMED);
      session.askEverywhere();
      RequestLimit none = new RequestLimit(1, Duration.ofDays(1));
      simulator
          .simulation()
          .use(Scenario.happyPath().withRequestLimits(RequestLimits.none().withPerAddress(none)));
      session.ask(200, "GET", "/status");
      session.askEverywhere("X-Api-Key: demo");
      session.askNowhere(429, "PUT /v3/users/me HTTP/1.1", "X-Api-Key: demo");

      assertThat(simulator.simulation().journal().entries(all -> true, 10_000))
          .extracting(Journal.JournalEntry::route)
          .as("what a rule can name")
          .containsAll(
              RequestMatcher.RouteNames.ALL.stream()
                  .filter(route -> !route.equals(WEBHOOK))
                  .toList());
      session.assertComplete();
    }
  }

  private void translations(OpenApiSession session) throws Exception {
    JsonObject created = data(session.askAsDocumented(200, "POST", ALL));
    String id = created.getJsonArray("video_translation_ids").getString(0);
    String one = ALL + "/" + id;
    session.ask(404, "POST", ALL, UNKNOWN_ASSET);
    session.ask(415, "POST", ALL, "x", "Content-Type", "text/plain");
    conflict(session, ALL);
    session.ask(200, "GET", ALL);
    session.ask(200, "GET", ALL + "/languages");
    session.ask(200, "GET", ALL + "/statuses?video_translation_ids=" + id + ",nobody");
    session.ask(200, "GET", one);
    session.ask(403, "GET", one, "", "X-Api-Key", "other");
    session.ask(404, "GET", ALL + "/x");
    session.askAsDocumented(200, "PATCH", one);
    session.ask(403, "PATCH", one, "{\"title\":\"x\"}", "X-Api-Key", "other");
    session.ask(404, "PATCH", ALL + "/x", "{\"title\":\"x\"}");
    session.ask(415, "PATCH", one, "x", "Content-Type", "text/plain");
    session.ask(409, "DELETE", one);

    simulator.simulation().clock().advance(Duration.ofHours(1));
    URI video = URI.create(data(session.ask(200, "GET", one)).getString("video_url"));
    String path = video.getRawPath();
    String file = path + "?" + video.getRawQuery();
    session.ask(206, "GET", file, "", "Range", "bytes=0-9");
    session.ask(416, "GET", file, "", "Range", "bytes=999999999-");
    session.ask(200, "GET", path + "?" + video.getRawQuery());
    session.ask(403, "GET", path);
    session.ask(404, "GET", "/results/x/video.mp4");
    session.ask(403, "DELETE", one, "", "X-Api-Key", "other");
    session.ask(200, "DELETE", one);
    session.ask(404, "DELETE", one);
  }

  /** The second of two requests under one key, while the first is still being answered. */
  private void conflict(OpenApiSession session, String method, String target, String body)
      throws Exception {
    conflict(session, method, target, body, "application/json");
  }

  private void conflict(
      OpenApiSession session, String method, String target, String body, String type)
      throws Exception {
    double before = waiting();
    RawConnection first = new RawConnection(simulator.uri());
    first.write(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: t\r\nX-Api-Key: demo\r\nIdempotency-Key: k\r\n"
            + "X-Pollwise-Fault: {fault: latency, phase: after, delay: 1h}\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    await().until(() -> waiting() > before);
    session.ask(409, method, target, body, "Idempotency-Key", "k", "Content-Type", type);
  }

  private void conflict(OpenApiSession session, String path) throws Exception {
    conflict(session, "POST", path, session.document().exampleFor("POST", path));
  }

  /** How many requests are held back. */
  private double waiting() throws Exception {
    URI metrics = simulator.controlUri().orElseThrow().resolve("/observe/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(metrics).header("Authorization", "Bearer t").build();
      return client
          .send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("pollwise_waiting_requests"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    }
  }

  private void batches(OpenApiSession session) throws Exception {
    String id = data(session.askAsDocumented(202, "POST", BATCHES)).getString("batch_id");
    String items = "{\"video_translations\":[" + UNKNOWN_ASSET + "]}";
    session.ask(404, "POST", BATCHES, items);
    session.ask(415, "POST", BATCHES, "x", "Content-Type", "text/plain");
    conflict(session, BATCHES);
    session.ask(200, "GET", BATCHES + "/" + id);
    session.ask(404, "GET", BATCHES + "/x");
    session.ask(200, "GET", ALL + "/statuses?batch_ids=" + id);
  }

  private void assets(OpenApiSession session) throws Exception {
    String form =
        """
        --b
        Content-Disposition: form-data; name="file"; filename="a.mp4"

        video
        --b--
        """
            .replace("\n", "\r\n");
    JsonObject asset =
        data(
            session.ask(
                200,
                "POST",
                "/v3/assets",
                form,
                "Content-Type",
                "multipart/form-data; boundary=b"));
    session.ask(415, "POST", "/v3/assets", "{}");
    String file = URI.create(asset.getString("url")).getRawPath();
    session.ask(200, "GET", file);
    session.ask(206, "GET", file, "", "Range", "bytes=0-1");
    session.ask(416, "GET", file, "", "Range", "bytes=999999999-");
    session.ask(404, "GET", "/assets/x");
    String one = "/v3/assets/" + asset.getString("asset_id");
    session.ask(200, "GET", one);
    String me = data(session.ask(200, "GET", "/v3/users/me")).getString("username");
    session.ask(200, "GET", "/v3/assets?username=" + me);
    session.ask(200, "GET", "/v3/assets/statuses?asset_ids=x");
    session.ask(200, "DELETE", one);
    session.ask(404, "DELETE", one);
    session.ask(404, "GET", one);
    conflict(session, "POST", "/v3/assets", form, "multipart/form-data; boundary=b");
    uploads(session);
  }

  private void uploads(OpenApiSession session) throws Exception {
    String all = "/v3/assets/direct-uploads";
    String begin = session.document().exampleFor("POST", all).replace("4096", "1");
    JsonObject upload = data(session.ask(200, "POST", all, begin));
    session.ask(415, "POST", all, "x", "Content-Type", "text/plain");
    URI to = URI.create(upload.getString("upload_url"));
    String target = to.getRawPath() + "?" + to.getRawQuery();
    String complete = "/v3/assets/" + upload.getString("asset_id") + "/complete";
    conflict(session, all);
    session.ask(409, "POST", complete);
    session.ask(403, "PUT", to.getRawPath(), "x");
    session.ask(404, "PUT", "/uploads/x", "x");
    session.ask(200, "PUT", target, "x", "Content-Type", "video/mp4");
    session.ask(409, "PUT", target, "x", "Content-Type", "video/mp4");
    conflict(session, "POST", complete, "");
    session.askAsDocumented(200, "POST", complete);
    conflict(session, "DELETE", "/v3/assets/" + upload.getString("asset_id"), "");
    session.ask(404, "POST", "/v3/assets/x/complete");
    session.ask(415, "POST", complete, "x", "Content-Type", "text/plain");
  }

  private void proofreads(OpenApiSession session) throws Exception {
    String all = ALL + "/proofreads";
    String id =
        data(session.askAsDocumented(200, "POST", all)).getJsonArray("proofread_ids").getString(0);
    String one = all + "/" + id;
    String example = session.document().exampleFor("POST", all);
    session.ask(
        404,
        "POST",
        all,
        example.replaceAll("\\{\"type.*?}", "{\"type\":\"asset_id\",\"asset_id\":\"x\"}"));
    session.ask(415, "POST", all, "x", "Content-Type", "text/plain");
    conflict(session, all);
    session.ask(200, "GET", one);
    session.ask(403, "GET", one, "", "X-Api-Key", "other");
    session.ask(404, "GET", all + "/x");
    for (String part : List.of("GET /srt", "PUT /srt", "POST /generate")) {
      String method = part.substring(0, part.indexOf(' '));
      String path = part.substring(part.indexOf(' ') + 1);
      String body =
          method.equals("GET") ? "" : session.document().exampleFor(method, all + "/{id}" + path);
      session.ask(409, method, one + path, body);
      session.ask(403, method, one + path, body, "X-Api-Key", "other");
      session.ask(404, method, all + "/x" + path, body);
    }
    simulator.simulation().clock().advance(Duration.ofHours(1));
    session.ask(200, "GET", one + "/srt");
    session.askAsDocumented(200, "PUT", one + "/srt");
    session.ask(415, "PUT", one + "/srt", "x", "Content-Type", "text/plain");
    URI srt = URI.create(data(session.ask(200, "GET", one + "/srt")).getString("srt_url"));
    session.ask(302, "GET", srt.getRawPath() + "?" + srt.getRawQuery());
    conflict(session, "POST", one + "/generate", "");
    session.askAsDocumented(200, "POST", one + "/generate");
    session.ask(415, "POST", one + "/generate", "x", "Content-Type", "text/plain");
  }

  private void webhooks(OpenApiSession session) throws Exception {
    String id = data(session.askAsDocumented(200, "POST", HOOKS)).getString("endpoint_id");
    session.ask(415, "POST", HOOKS, "x", "Content-Type", "text/plain");
    session.ask(200, "GET", HOOKS);
    session.askAsDocumented(200, "PATCH", HOOKS + "/" + id);
    session.ask(404, "PATCH", HOOKS + "/x", "{}");
    session.ask(415, "PATCH", HOOKS + "/" + id, "x", "Content-Type", "text/plain");
    session.ask(200, "POST", HOOKS + "/" + id + "/rotate-secret");
    session.ask(404, "POST", HOOKS + "/x/rotate-secret");
    session.ask(200, "GET", "/v3/webhooks/event-types");
    session.ask(200, "GET", "/v3/webhooks/events");
    conflict(session, HOOKS);
    conflict(session, "PATCH", HOOKS + "/" + id, "{}");
    conflict(session, "POST", HOOKS + "/" + id + "/rotate-secret", "");
    session.ask(200, "DELETE", HOOKS + "/" + id);
    session.ask(404, "DELETE", HOOKS + "/" + id);
    String other = data(session.askAsDocumented(200, "POST", HOOKS)).getString("endpoint_id");
    conflict(session, "DELETE", HOOKS + "/" + other, "");
  }

  private static void whatNoOperationTakes(OpenApiSession session, String credentials)
      throws Exception {
    session.askNowhere(400, "NONSENSE");
    session.askNowhere(404, "GET /nowhere HTTP/1.1", credentials);
    session.askNowhere(405, "PUT /openapi HTTP/1.1", credentials);
    session.askNowhere(413, "POST /nowhere HTTP/1.1", TOO_LONG);
    session.askNowhere(414, "GET /" + "x".repeat(8_000) + " HTTP/1.1");
    session.askNowhere(400, "GET /openapi HTTP/1.1", "X: " + "x".repeat(20_000));
    session.askNowhere(501, "BREW /openapi HTTP/1.1", credentials);
    session.askNowhere(505, "GET /openapi HTTP/1.0");
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
          session.ask(200, "GET", path);
        }
      }
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
      whatNoOperationTakes(session, "Authorization: Bearer t");
      session.askNowhere(401, "GET /nowhere HTTP/1.1");
      session.askNowhere(403, "GET /nowhere HTTP/1.1", PAGE);
      session.askNowhere(415, "POST /nowhere HTTP/1.1", PLAIN_TEXT);
      session.askEverywhere("Authorization: Bearer t", PAGE);
      session.askEverywhere("Authorization: Bearer t", PLAIN_TEXT);
      session.askEverywhere("Authorization: Bearer t", TOO_LONG);
      session.askEverywhere("Authorization: Bearer t", BADLY_FRAMED);
      unhealthy(session);
      session.askEverywhere();

      session.assertComplete();
    }
  }

  /** A server that stops listens no longer, so its face is asked without sockets. */
  private static void unhealthy(OpenApiSession session) {
    FaceTestBench bench = FaceTestBench.tenSeconds();
    HttpRouting.Builder routing = HttpRouting.builder();
    ControlAccess access = new ControlAccess("127.0.0.1", "");
    new ControlFace(bench.faces.bench(), ScenarioCatalogue.shipped(), access).routing(routing);
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
