package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told, to whom, and signed how. */
@Timeout(60)
class WebhookDeliveryTest {

  private WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  private void restart(Scenario scenario, WebhookSettings settings) {
    bench.close();
    bench = new WebhookBench(scenario, settings);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void tellsOfTheEndOfAJobAlthoughNobodyAsks() throws Exception {
    JsonObject endpoint = bench.register("/hook");
    String id = bench.create("\"callback_id\":\"order-7\",");

    bench.advance(Duration.ofSeconds(9));
    assertThat(bench.receiver().posts()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    Post post = bench.posts(1).getFirst();
    JsonObject body = WebhookBench.json(post.body());
    assertThat(body.keySet())
        .containsExactlyInAnyOrder("event_id", "event_type", "event_data", "created_at");
    assertThat(body.getString("event_type")).isEqualTo("video_translate.success");
    JsonObject data = body.getJsonObject("event_data");
    assertThat(data.getString("video_translate_id")).isEqualTo(id);
    assertThat(data.getString("callback_id")).isEqualTo("order-7");
    assertThat(data.getString("output_language")).isEqualTo("French");
    assertThat(bench.get(URI.create(data.getString("url"))).statusCode()).isEqualTo(200);
    assertThat(post.header("Heygen-event-id")).isEqualTo(body.getString("event_id"));
    assertThat(post.header("Heygen-timestamp")).matches("\\d{10}");
    assertThat(post.header("Heygen-signature"))
        .isEqualTo(hmac(post.body(), endpoint.getString("secret")));
  }

  @Test
  void callsSignatureAndIdAsItIsTold() throws Exception {
    restart(
        TEN_SECONDS,
        WebhookSettings.local()
            .withSignatureHeader("Signature")
            .withIdField("video_translation_id"));
    JsonObject endpoint = bench.register("/hook");
    String id = bench.create("");

    bench.advance(Duration.ofSeconds(10));

    Post post = bench.posts(1).getFirst();
    assertThat(post.header("Signature")).isEqualTo(hmac(post.body(), endpoint.getString("secret")));
    assertThat(post.header("Heygen-signature")).isEmpty();
    assertThat(
            WebhookBench.json(post.body())
                .getJsonObject("event_data")
                .getString("video_translation_id"))
        .isEqualTo(id);
    assertThat(bench.call("GET", "/v3/webhooks/events", "").body())
        .contains("\"video_translation_id\":\"" + id)
        .doesNotContain("video_translate_id");
  }

  @Test
  void tellsWhyAJobFailed() throws Exception {
    bench.register("/hook");
    bench.call(
        "POST",
        "/v3/video-translations",
        WebhookBench.createBody("").replace("https://example.com", "nowhere"));

    bench.advance(Duration.ofSeconds(1));

    JsonObject body = WebhookBench.json(bench.posts(1).getFirst().body());
    assertThat(body.getString("event_type")).isEqualTo("video_translate.fail");
    assertThat(body.getJsonObject("event_data").getString("message"))
        .startsWith("Failed to download");
  }

  @Test
  void signsWithTheSecretInForceWhenADeliveryLeaves() throws Exception {
    JsonObject endpoint = bench.register("/hook");
    bench.create("");
    String path = "/v3/webhooks/endpoints/" + endpoint.getString("endpoint_id");
    JsonObject rotated = WebhookBench.data(bench.call("POST", path + "/rotate-secret", ""));

    bench.advance(Duration.ofSeconds(10));

    Post post = bench.posts(1).getFirst();
    assertThat(rotated.getString("secret")).isNotEqualTo(endpoint.getString("secret"));
    assertThat(post.header("Heygen-signature"))
        .isEqualTo(hmac(post.body(), rotated.getString("secret")));
  }

  @Test
  void tellsAJobsOwnAddressWithoutASignature() throws Exception {
    bench.create("\"callback_url\":\"" + bench.receiver().uri("/own") + "\",");

    bench.advance(Duration.ofSeconds(10));

    Post post = bench.posts(1).getFirst();
    assertThat(post.path()).isEqualTo("/own");
    assertThat(post.header("Heygen-signature")).isEmpty();
    assertThat(post.header("Heygen-event-id")).startsWith("evt_");
  }

  @Test
  void signsCallbacksWhereASecretIsSet() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().signingCallbacks("shared"));
    bench.create("\"callback_url\":\"" + bench.receiver().uri("/own") + "\",");

    bench.advance(Duration.ofSeconds(10));

    Post post = bench.posts(1).getFirst();
    assertThat(post.header("Heygen-signature")).isEqualTo(hmac(post.body(), "shared"));
  }

  @Test
  void tellsOfAJobThatQuestionsMoveOn() throws Exception {
    PlanLaw.Pace pace = new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(0, 1));
    restart(
        TEN_SECONDS.withPlans(new PlanLaw(pace, TEN_SECONDS.plans().failures())),
        WebhookSettings.local());
    bench.register("/hook");
    String id = bench.create("");

    bench.call("GET", "/v3/video-translations/" + id, "");

    assertThat(bench.posts(1)).hasSize(1);
  }

  @Test
  void tellsOnceOfAFinishedBatch() throws Exception {
    String items =
        WebhookBench.createBody("")
            + ","
            + WebhookBench.createBody("").replace("https://example.com", "nowhere");
    JsonObject batch =
        WebhookBench.data(
            bench.call(
                "POST",
                "/v3/video-translations/batches",
                "{\"title\":\"Both\",\"callback_url\":\""
                    + bench.receiver().uri("/batch")
                    + "\",\"video_translations\":["
                    + items
                    + "]}"));

    bench.advance(Duration.ofSeconds(9));
    bench.call("GET", "/v3/webhooks/events", "");
    assertThat(bench.receiver().posts()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    JsonObject body = WebhookBench.json(bench.posts(1).getFirst().body());
    assertThat(body.getString("event_type")).isEqualTo("batch.finished");
    JsonObject data = body.getJsonObject("event_data");
    assertThat(data.getString("batch_id")).isEqualTo(batch.getString("batch_id"));
    assertThat(data.getString("status")).isEqualTo("completed");
    assertThat(data.getInt("total_items")).isEqualTo(2);
    assertThat(data.getJsonObject("counts_by_status").getInt("failed")).isEqualTo(1);
  }

  @Test
  void saysNothingOfADeletedJobOrToADeletedEndpoint() throws Exception {
    JsonObject endpoint = bench.register("/gone");
    bench.register("/hook");
    String deleted = bench.create("");
    String kept = bench.create("");
    bench.call("DELETE", "/v3/video-translations/" + deleted, "");
    bench.call("DELETE", "/v3/webhooks/endpoints/" + endpoint.getString("endpoint_id"), "");

    bench.advance(Duration.ofSeconds(10));

    Post only = bench.posts(1).getFirst();
    assertThat(only.path()).isEqualTo("/hook");
    assertThat(only.body()).contains(kept);
    assertThat(bench.outcomes(1)).hasSize(1);
    assertThat(bench.receiver().posts()).hasSize(1);
  }

  private static String hmac(String body, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private long undetected() {
    return bench.simulator().report(Duration.ofSeconds(5)).onlyClient().undetected();
  }

  @Test
  void whoeverIsToldHasMissedNothing() throws Exception {
    String own = "\"callback_url\":\"" + bench.receiver().uri("/own") + "\",";
    bench.create(own);
    bench.call(
        "POST",
        "/v3/video-translations/batches",
        "{" + own + "\"video_translations\":[" + WebhookBench.createBody("") + "]}");
    assertThat(undetected()).isZero();

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(2)).hasSize(2);
    assertThat(undetected()).isZero();
  }

  @Test
  void whoeverRefusesToBeToldHasMissedIt() throws Exception {
    bench.receiver().answers(500);
    bench.create("\"callback_url\":\"" + bench.receiver().uri("/own") + "\",");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(1)).hasSize(1);
    assertThat(undetected()).isEqualTo(1);
  }
}
