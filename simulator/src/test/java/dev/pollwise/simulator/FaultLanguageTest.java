package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rules can say, through the doors of a real server: which requests, how often, what. */
@Timeout(60)
class FaultLanguageTest {

  private static final String ALL = "/v3/video-translations";
  private static final Duration PRICE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  @AfterEach
  void close() {
    bench.close();
    client.shutdownNow();
  }

  @Test
  void onlyTheThirdOfEachJob() throws Exception {
    bench.rule("{fault: status, status: 503, route: get, nth: 3}");
    String one = bench.create("");
    String other = bench.create("");

    assertThat(statuses(one, 5)).containsExactly(200, 200, 503, 200, 200);
    assertThat(statuses(other, 5)).containsExactly(200, 200, 503, 200, 200);
  }

  @Test
  void onlyTheThirdOfAll() throws Exception {
    bench.rule("{fault: status, status: 503, route: get, nth: 3, per: rule}");
    String one = bench.create("");
    String other = bench.create("");

    assertThat(statuses(one, 2)).containsExactly(200, 200);
    assertThat(statuses(other, 3)).containsExactly(503, 200, 200);
  }

  @Test
  void notTheFirstFew() throws Exception {
    bench.rule("{fault: status, status: 503, route: get, skip: 2, first: 1}");
    bench.rule("{fault: status, status: 500, route: get, skip: 3}");
    String job = bench.create("");

    assertThat(statuses(job, 5)).containsExactly(200, 200, 503, 500, 500);
  }

  @Test
  void onlyForOneKeyAndOneState() throws Exception {
    bench.rule("{fault: status, status: 503, route: get, client: demo, state: completed}");
    bench.rule("{fault: status, status: 500, client: another}");
    String job = bench.create("");

    assertThat(statuses(job, 1)).containsExactly(200);
    bench.advance(Duration.ofSeconds(10));
    assertThat(statuses(job, 1)).containsExactly(503);
    assertThat(send("GET", ALL, "", "X-Api-Key", "another").statusCode()).isEqualTo(500);
    assertThat(bench.get(bench.control("/simulator/faults")).body())
        .doesNotContain("another", "demo");
  }

  @Test
  void aServerThatIgnoresIdempotencyKeys() throws Exception {
    bench.rule("{fault: ignore-idempotency-key, route: create, nth: 2, per: rule}");

    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(WebhookBench.data(create("Idempotency-Key", "k")).toString());
    }

    assertThat(ids.get(1)).isNotEqualTo(ids.get(0));
    assertThat(ids.get(2)).isEqualTo(ids.get(0));
    assertThat(bench.simulator().report(PRICE).onlyClient().counts().faulted()).isZero();
  }

  @Test
  void anIdInAnErrorBody() throws Exception {
    bench.rule(
        "{fault: status, status: 500, phase: after, route: create, headers: {X-Job: '${id}'},"
            + " body: {json: {error: {code: internal_error, retryable: true, tries: 2},"
            + " data: {video_translation_ids: '${ids}', first: 'job ${id}'}}}}");

    HttpResponse<String> answer = create("Content-Type", "application/json");

    String id = onlyJob();
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"internal_error\",\"retryable\":true,\"tries\":2},\"data\":"
                + "{\"video_translation_ids\":[\""
                + id
                + "\"],\"first\":\"job "
                + id
                + "\"}}");
    assertThat(answer.headers().firstValue("X-Job")).contains(id);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void theIdOfARepetitionUnderItsKey() throws Exception {
    bench.rule(
        "{fault: status, status: 422, phase: after, route: create, body: {json: {id: '${id}'}}}");

    String first = create("Idempotency-Key", "k").body();

    assertThat(create("Idempotency-Key", "k").body())
        .isEqualTo(first)
        .isEqualTo("{\"id\":\"" + onlyJob() + "\"}");
  }

  @Test
  void aRedirectAndASuccessThatIsAnError() throws Exception {
    bench.rule(
        "{fault: status, status: 307, route: get, first: 1, headers: {location: /elsewhere}}");
    bench.rule("{fault: status, status: 200, route: get, skip: 1, first: 1, message: Try again}");
    bench.rule("{fault: status, status: 304, route: list}");
    String job = bench.create("");

    HttpResponse<String> redirected = get(ALL + "/" + job);
    HttpResponse<String> error = get(ALL + "/" + job);

    assertThat(redirected.statusCode()).isEqualTo(307);
    assertThat(redirected.body()).isEmpty();
    assertThat(redirected.headers().firstValue("Location")).contains("/elsewhere");
    assertThat(error.statusCode()).isEqualTo(200);
    assertThat(error.body()).contains("\"code\":\"internal_error\"", "\"message\":\"Try again\"");
    assertThat(get(ALL).statusCode()).isEqualTo(304);
  }

  @Test
  void aTextOfOnesOwn() throws Exception {
    bench.rule(
        "{fault: status, status: 418, body: {text: 'short and stout ${id}', type:"
            + " text/x-tea; charset=utf-8}}");

    HttpResponse<String> answer = get("/status");

    assertThat(answer.body()).isEqualTo("short and stout implicit-1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/x-tea; charset=utf-8");
  }

  @Test
  void aRefusalBindsWhatFollowsAtOnceAboutAnotherJob() throws Exception {
    String one = bench.create("");
    String other = bench.create("");
    bench.rule("{fault: status, status: 429, retry-after: 30s, job: " + one + ", first: 1}");

    assertThat(get(ALL + "/" + one).statusCode()).isEqualTo(429);
    assertThat(get(ALL + "/" + other).statusCode()).isEqualTo(200);

    assertThat(bench.simulator().report(PRICE).onlyClient().counts().early()).isEqualTo(1);
  }

  @Test
  void retryAfterOnASubmitsSuccess() throws Exception {
    bench.rule(
        "{fault: headers, route: create, retry-after: 30s, headers: {X-Served-By: cache-1}}");

    HttpResponse<String> answer = create("Content-Type", "application/json");
    HttpResponse<String> early = get(ALL + "/" + onlyJob());
    assertThat(bench.simulator().report(PRICE).onlyClient().counts().early()).isEqualTo(1);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1"); // time is frozen
    assertThat(answer.headers().firstValue("X-Served-By")).contains("cache-1");
    assertThat(early.statusCode()).isEqualTo(200);
    assertThat(bench.simulator().report(PRICE).onlyClient().counts().faulted()).isZero();
  }

  @Test
  void completedWithAnErrorAndFailureTextsInOtherPlaces() throws Exception {
    bench.rule(
        "{fault: patch, state: completed, set: {error: {message: Lip sync failed}, title: null}}");
    bench.rule(
        "{fault: patch, state: failed, set: {failure_message: null, error: {detail: '${message}'}},"
            + " route: get}");
    String job = bench.create("\"title\":\"x\",");
    bench.advance(Duration.ofSeconds(10));

    JsonObject single = WebhookBench.data(get(ALL + "/" + job));
    JsonObject bulk = bulk(job);
    bench.scenario(
        "{duration: 1s, errors: {probability: 1, reasons: [{message: 'No \"audio\"'}]}}");
    String failed = bench.create("");
    bench.advance(Duration.ofSeconds(1));
    JsonObject other = WebhookBench.data(get(ALL + "/" + failed));

    assertThat(single.getString("status")).isEqualTo("completed");
    assertThat(single.getJsonObject("error").getString("message")).isEqualTo("Lip sync failed");
    assertThat(single).doesNotContainKey("title").containsKey("video_url");
    assertThat(bulk.getJsonObject("error").getString("message")).isEqualTo("Lip sync failed");
    assertThat(other).doesNotContainKey("failure_message");
    assertThat(other.getJsonObject("error").getString("detail")).isEqualTo("No \"audio\"");
  }

  @Test
  void bulkAndSingleRouteDisagree() throws Exception {
    bench.rule("{fault: wrong-state, shown: completed, route: statuses, state: running}");
    bench.rule("{fault: wrong-state, shown: failed, message: Gone, route: get, state: completed}");
    String job = bench.create("");

    assertThat(bulk(job).getString("status")).isEqualTo("completed");
    assertThat(WebhookBench.data(get(ALL + "/" + job)).getString("status")).isEqualTo("running");
    bench.advance(Duration.ofSeconds(10));
    JsonObject single = WebhookBench.data(get(ALL + "/" + job));
    assertThat(single.getString("failure_message")).isEqualTo("Gone");
    assertThat(bulk(job).getString("status")).isEqualTo("completed");
  }

  @Test
  void storedAnswersHaveAnAge() throws Exception {
    bench.rule("{fault: stored, age: 30s, route: get}");
    String job = bench.create("");
    bench.advance(Duration.ofSeconds(20));

    HttpResponse<String> old = get(ALL + "/" + job);
    bench.advance(Duration.ofSeconds(20));

    assertThat(WebhookBench.data(old).getString("status")).isEqualTo("pending");
    assertThat(old.headers().firstValue("Age")).contains("30");
    assertThat(WebhookBench.data(get(ALL + "/" + job)).getString("status")).isEqualTo("completed");
  }

  @Test
  void compressedBodies() throws Exception {
    bench.rule("{fault: gzip, route: status}");

    HttpResponse<byte[]> zipped =
        client.send(
            request("GET", "/status", "", "Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("{\"result\":\"pending\"}");
    }
    assertThat(bench.simulator().report(PRICE).onlyClient().counts().faulted()).isZero();
  }

  @Test
  void theRefusalOfTooManyUnfinishedJobs() throws Exception {
    bench.scenario(
        "{duration: 10s, concurrency: {jobs: 1, status: 409, code: concurrent_limit_exceeded,"
            + " retry-after: {date: 5s}, headers: {X-Limit: '1'}}}");
    bench.create("");

    HttpResponse<String> refused = create("Content-Type", "application/json");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("concurrent_limit_exceeded", "Concurrency limit of 1 unfinished jobs reached");
    assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).endsWith("GMT");
    assertThat(refused.headers().firstValue("X-Limit")).contains("1");
    String shown = bench.get(bench.control("/simulator/scenario")).body();
    bench.scenario(shown);
    assertThat(bench.get(bench.control("/simulator/scenario")).body()).isEqualTo(shown);
  }

  @Test
  void oneRequestPicksWhatItMeets() throws Exception {
    HttpResponse<String> picked =
        send(
            "GET",
            "/status",
            "",
            "X-Pollwise-Fault",
            "{fault: status, status: 302, headers: {Location: /x}}");
    HttpResponse<String> refused = send("GET", "/status", "", "X-Pollwise-Fault", "webhook-loss");

    assertThat(picked.statusCode()).isEqualTo(302);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("strikes its request, not webhooks");
  }

  private String onlyJob() {
    return bench
        .simulator()
        .simulation()
        .jobs()
        .page(Long.MAX_VALUE, 2, job -> true)
        .getFirst()
        .id();
  }

  private List<Integer> statuses(String job, int times) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(get(ALL + "/" + job).statusCode());
    }
    return statuses;
  }

  private JsonObject bulk(String job) throws Exception {
    return WebhookBench.json(get(ALL + "/statuses?video_translation_ids=" + job).body())
        .getJsonArray("data")
        .getJsonObject(0);
  }

  private HttpResponse<String> create(String header, String value) throws Exception {
    return send("POST", ALL, WebhookBench.createBody(""), header, value, "X-Api-Key", "demo");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "", "X-Api-Key", "demo");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return client.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    return HttpRequest.newBuilder(bench.simulator().uri().resolve(path))
        .headers(headers)
        .method(method, BodyPublishers.ofString(body))
        .build();
  }
}
