package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are given to a real server: refused in one line, or shown as they are read. */
@Timeout(60)
class FaultRuleBodyTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  @AfterEach
  void close() {
    bench.close();
    client.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{fault: status, status: 503, nth: 0}",
        "{fault: status, status: 503, nth: 1, first: 1}",
        "{fault: status, status: 503, skip: -1}",
        "{fault: status, status: 503, per: client}",
        "{fault: status, status: 503, state: over}",
        "{fault: status, status: 199}",
        "{fault: status, status: 600}",
        "{fault: status, status: 204, body: html}",
        "{fault: status, status: 503, headers: {Content-Length: '5'}}",
        "{fault: status, status: 503, headers: {transfer-encoding: chunked}}",
        "{fault: status, status: 503, headers: {'a b': x}}",
        "{fault: status, status: 503, headers: {X: \"a\\r\\nb\"}}",
        "{fault: status, status: 503, headers: {X: a, x: b}}",
        "{fault: status, status: 503, body: {text: x, type: nonsense}}",
        "{fault: status, status: 503, body: {}}",
        "{fault: status, status: 503, body: {json: {}, text: x}}",
        "{fault: wrong-state, shown: over}",
        "{fault: wrong-state, shown: running, route: webhook}",
        "{fault: patch, set: 5}",
        "{fault: patch}",
        "{fault: stored, age: 0s}",
        "{fault: webhook-loss, route: get}",
        "{fault: reset, route: webhook}",
        "{fault: outage, nth: 3}",
        "{fault: headers, retry-after: -5s}"
      })
  void refusesWhatMakesNoSenseInOneLine(String rule) throws Exception {
    HttpResponse<String> refused = post("/simulator/faults", rule);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(bench.get(control("/simulator/faults")).body()).isEqualTo("{\"faults\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{fault: status, status: 302, headers: {Location: /x}, nth: 3, skip: 2, per: rule}",
        "{fault: status, status: 500, body: {json: {a: [1, 2.5, null, 'x\"é', true]}}, state:"
            + " failed}",
        "{fault: status, status: 500, body: {text: '', type: text/plain}, client: key}",
        "{fault: headers, headers: {A: b}, retry-after: {date: 5s}, every: 2}",
        "{fault: patch, set: {a: null, b: '5', c: {d: 5}}, share: 0.5}",
        "{fault: wrong-state, shown: failed, message: x, route: webhook}",
        "{fault: stored, age: 1m30s, first: 2}",
        "{fault: webhook-delay, delay: {uniform: {min: 1s, max: 2s}}, job: a}",
        "ignore-idempotency-key",
        "gzip",
        "webhook-loss",
        "webhook-duplicate"
      })
  void showsRulesAsTheyCanBeReadAgain(String rule) throws Exception {
    JsonObject first = shown(rule);

    assertThat(shown(first.toString())).isEqualTo(first);
  }

  private JsonObject shown(String rule) throws Exception {
    HttpResponse<String> added = post("/simulator/faults", rule);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    return WebhookBench.json(added.body()).getJsonObject("rule");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(control(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI control(String path) {
    return bench.simulator().controlUri().orElseThrow().resolve(path);
  }
}
