package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebhookServiceTest {

  private static final String ALL = "/v3/webhooks/endpoints";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void showsTheSecretOnlyOnCreateAndRotate() {
    JsonObject created = create("{\"url\":\"https://example.com/hook\"}").data();
    String one = ALL + "/" + created.getString("endpoint_id");

    Reply listed = bench.get(ALL);
    Reply patched = send("PATCH", one, "{\"events\":[\"batch.finished\"]}");
    JsonObject rotated = send("POST", one + "/rotate-secret", "").data();

    assertThat(created.keySet())
        .containsExactlyInAnyOrder(
            "endpoint_id", "url", "events", "status", "created_at", "secret");
    assertThat(created.getString("status")).isEqualTo("enabled");
    assertThat(created.getString("secret")).matches("whsec_[0-9a-f]{48}");
    assertThat(created.getString("created_at")).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(listed.json().getJsonArray("data").getJsonObject(0).isNull("secret")).isTrue();
    assertThat(patched.data().isNull("secret")).isTrue();
    assertThat(rotated.keySet()).containsExactlyInAnyOrder("endpoint_id", "secret");
    assertThat(rotated.getString("secret")).isNotEqualTo(created.getString("secret"));
  }

  @Test
  void replacesEventsWholeAndKeepsWhatIsNotNamed() {
    JsonObject created =
        create(
                "{\"url\":\"https://example.com/hook\","
                    + "\"events\":[\"video_translate.success\",\"video_translate.fail\"]}")
            .data();
    String one = ALL + "/" + created.getString("endpoint_id");

    JsonObject events = send("PATCH", one, "{\"events\":[\"batch.finished\"]}").data();
    JsonObject url = send("PATCH", one, "{\"url\":\"https://example.com/other\"}").data();
    JsonObject all = send("PATCH", one, "{\"events\":null}").data();

    assertThat(events.getJsonArray("events").getValuesAs(JsonString::getString))
        .containsExactly("batch.finished");
    assertThat(url.getString("url")).isEqualTo("https://example.com/other");
    assertThat(url.getJsonArray("events")).hasSize(1);
    assertThat(all.isNull("events")).isTrue();
  }

  @Test
  void listsPageByPageTheNewestFirst() {
    for (int i = 0; i < 3; i++) {
      create("{\"url\":\"https://example.com/" + i + "\"}");
    }

    JsonObject first = bench.get(ALL + "?limit=2").json();
    JsonObject second = bench.get(ALL + "?limit=2&token=" + first.getString("next_token")).json();

    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(first.getJsonArray("data").getJsonObject(0).getString("url")).endsWith("/2");
    assertThat(second.getBoolean("has_more")).isFalse();
    assertThat(second.getJsonArray("data")).hasSize(1);
  }

  @Test
  void hidesTheEndpointsOfOthers() {
    String id = create("{\"url\":\"https://example.com/hook\"}").data().getString("endpoint_id");

    Reply refused = bench.send("DELETE", ALL + "/" + id, "", "X-Api-Key", "other");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.error().getString("code")).isEqualTo("webhook_not_found");
    assertThat(send("DELETE", ALL + "/" + id, "").body()).isEqualTo("{\"data\":{}}");
    assertThat(bench.get(ALL).json().getJsonArray("data")).isEmpty();
  }

  @Test
  void limitsTheEndpointsOfOneKey() {
    for (int i = 0; i < 100; i++) {
      assertThat(create("{\"url\":\"https://example.com/hook\"}").status()).isEqualTo(200);
    }

    assertThat(create("{\"url\":\"https://example.com/hook\"}").error().getString("code"))
        .isEqualTo("resource_limit_reached");
  }

  @Test
  void describesEveryEventType() {
    assertThat(bench.get("/v3/webhooks/event-types").json().getJsonArray("data"))
        .hasSize(30)
        .allSatisfy(type ->
            assertThat(type.asJsonObject().keySet())
                .containsExactlyInAnyOrder("event_type", "description"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                         | url
          {"url":7}                                                  | url
          {"url":"not a url"}                                        | url
          {"url":"http://example.com/"}                              | url
          {"url":"https://u:p@example.com/"}                         | url
          {"url":"https://example.com/","events":"all"}              | events
          {"url":"https://example.com/","events":[]}                 | events
          {"url":"https://example.com/","events":["no.such"]}        | events
          {"url":"https://example.com/","events":[1]}                | events
          {"url":"https://example.com/","entity_id":{}}              | entity_id
          """)
  void refusesAnEndpointThatIsWrong(String body, String param) {
    FaceTestBench strict =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs(),
            FaceSettings.defaults().withWebhooks(WebhookSettings.safe()));

    Reply refused =
        strict.send("POST", ALL, body, "X-Api-Key", "demo", "Content-Type", "application/json");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().getString("param")).isEqualTo(param);
  }

  @Test
  void refusesACallbackThatIsNoUrl() {
    Reply refused =
        bench.create(CREATE.replace("{\"video\"", "{\"callback_url\":\"gopher://x\",\"video\""));

    assertThat(refused.error().getString("param")).isEqualTo("callback_url");
    assertThat(bench.get("/v3/video-translations").json().getJsonArray("data")).isEmpty();
  }

  private Reply create(String body) {
    return send("POST", ALL, body);
  }

  private Reply send(String method, String path, String body) {
    return bench.send(method, path, body, "X-Api-Key", "demo", "Content-Type", "application/json");
  }
}
