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
