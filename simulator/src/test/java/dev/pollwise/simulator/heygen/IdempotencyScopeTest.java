package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import org.junit.jupiter.api.Test;

/** To whom and where an Idempotency-Key belongs. */
class IdempotencyScopeTest {

  private static final String ALL = "/v3/video-translations";
  private static final String BATCH = "{\"video_translations\":[" + CREATE + "]}";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private Reply post(String client, String path, String body, String key) {
    return bench.send(
        "POST",
        path,
        body,
        "X-Api-Key",
        client,
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        key);
  }

  @Test
  void isOfOneClientOnly() {
    Reply mine = post("me", ALL, CREATE, "k");
    Reply yours = post("you", ALL, CREATE, "k");

    assertThat(yours.status()).isEqualTo(200);
    assertThat(yours.body()).isNotEqualTo(mine.body());
  }

  @Test
  void isOfOneEndpointOnly() {
    Reply job = post("me", ALL, CREATE, "k");
    Reply batch = post("me", ALL + "/batches", BATCH, "k");

    assertThat(batch.status()).isEqualTo(202);
    assertThat(post("me", ALL + "/batches", BATCH, "k").body()).isEqualTo(batch.body());
    assertThat(post("me", ALL, CREATE, "k").body()).isEqualTo(job.body());
  }

  @Test
  void holdsForEveryChangeOfAWebhookEndpoint() {
    String hooks = "/v3/webhooks/endpoints";
    String url = "{\"url\":\"https://example.com/hook\"}";
    Reply created = post("me", hooks, url, "k");
    String one = hooks + "/" + created.data().getString("endpoint_id");
    String two = hooks + "/" + post("me", hooks, url, "k2").data().getString("endpoint_id");

    assertThat(post("me", hooks, url, "k").body()).isEqualTo(created.body());
    Reply rotated = post("me", one + "/rotate-secret", "", "k");
    assertThat(post("me", one + "/rotate-secret", "", "k").body()).isEqualTo(rotated.body());
    assertThat(post("me", two + "/rotate-secret", "", "k").body()).isNotEqualTo(rotated.body());
    assertThat(rotated.data().getString("secret")).isNotEqualTo(created.data().getString("secret"));
    assertThat(change("PATCH", one, "{\"events\":[\"batch.finished\"]}").body())
        .isEqualTo(change("PATCH", one, "{\"events\":null}").body());
    assertThat(change("DELETE", one, "").status()).isEqualTo(200);
    assertThat(change("DELETE", one, "").status()).as("replayed").isEqualTo(200);
    assertThat(bench.send("DELETE", one, "", "X-Api-Key", "me").status()).isEqualTo(404);
  }

  private Reply change(String method, String path, String body) {
    return bench.send(
        method,
        path,
        body,
        "X-Api-Key",
        "me",
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "k");
  }

  @Test
  void holdsForUploads() {
    String form =
        """
        --b
        Content-Disposition: form-data; name="file"; filename="a.mp4"

        x
        --b--
        """
            .replace("\n", "\r\n");
    String[] headers = {
      "X-Api-Key", "me", "Content-Type", "multipart/form-data; boundary=b", "Idempotency-Key", "k"
    };
    String announced = "{\"filename\":\"a.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":5}";

    Reply uploaded = bench.send("POST", "/v3/assets", form, headers);
    Reply begun = post("me", "/v3/assets/direct-uploads", announced, "k");

    assertThat(bench.send("POST", "/v3/assets", form, headers).body()).isEqualTo(uploaded.body());
    assertThat(post("me", "/v3/assets/direct-uploads", announced, "k").body())
        .isEqualTo(begun.body());
  }

  @Test
  void isForgottenAtReset() {
    post("me", ALL, CREATE, "k");

    bench.simulation.reset();
    post("me", ALL, CREATE, "k");

    assertThat(bench.send("GET", ALL, "", "X-Api-Key", "me").json().getJsonArray("data"))
        .as("a replay would have created nothing")
        .hasSize(1);
  }

  @Test
  void takesKeysOfEveryAllowedFormAndLength() {
    assertThat(post("me", ALL, CREATE, "aZ09_:.-").status()).isEqualTo(200);
    assertThat(post("me", ALL, CREATE, "x".repeat(255)).status()).isEqualTo(200);

    Reply tooLong = post("me", ALL, CREATE, "x".repeat(256));

    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.error().getString("param")).isEqualTo("Idempotency-Key");
  }
}
