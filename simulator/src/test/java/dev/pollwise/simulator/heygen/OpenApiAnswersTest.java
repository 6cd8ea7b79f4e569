package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.fault.RequestMatcher.WEBHOOK;
import static dev.pollwise.simulator.heygen.OpenApiSession.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
      session.askWhatNoOperationTakes("X-Api-Key: demo");
      session.askNowhere(401, "PUT /v3/users/me HTTP/1.1");
      session.askEverywhere("X-Api-Key: demo", OpenApiSession.TOO_LONG);
      session.askEverywhere("X-Api-Key: demo", OpenApiSession.BADLY_FRAMED);
      session.askEverywhere();
      RequestLimit none = new RequestLimit(1, Duration.ofDays(1));
      simulator
          .simulation()
          .use(
              Scenario.happyPath()
                  .withRequestLimits(Scenario.RequestLimits.none().withPerAddress(none)));
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
    conflict(session, "PATCH", one, "{\"title\":\"x\"}");
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
    uploadBatches(session);
    session.ask(200, "GET", "/v3/assets/search?query=rocket&type=icon");
    String file = "/library/6.png";
    session.ask(200, "GET", file);
    session.ask(206, "GET", file, "", "Range", "bytes=0-1");
    session.ask(416, "GET", file, "", "Range", "bytes=999999999-");
    session.ask(404, "GET", "/library/x");
  }

  private void uploadBatches(OpenApiSession session) throws Exception {
    String all = "/v3/assets/direct-uploads/batches";
    String complete = "/v3/assets/complete/batches";
    String id = data(session.askAsDocumented(200, "POST", all)).getString("batch_id");
    session.ask(415, "POST", all, "x", "Content-Type", "text/plain");
    conflict(session, all);
    String body = "{\"batch_id\":\"" + id + "\"}";
    session.ask(202, "POST", complete, body);
    session.ask(404, "POST", complete, "{\"batch_id\":\"x\"}");
    session.ask(415, "POST", complete, "x", "Content-Type", "text/plain");
    conflict(session, "POST", complete, body);
    session.ask(200, "GET", "/v3/assets/batches/" + id);
    session.ask(404, "GET", "/v3/assets/batches/x");
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
}
