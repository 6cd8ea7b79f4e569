package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.FaultRule;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches, bulk answers and lists that tell something else than the truth about their jobs. */
class BatchDistortionTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private String id = "";

  @BeforeEach
  void create() {
    id =
        bench
            .sendJson(
                "POST", ALL + "/batches", "{\"video_translations\":[" + FaceTestBench.CREATE + "]}")
            .data()
            .getString("batch_id");
  }

  private void distort(Distortion distortion) {
    bench.simulation.faults().add(FaultRule.of(distortion), bench.simulation.clock().now());
  }

  private JsonObject batch() {
    return bench.get(ALL + "/batches/" + id).data();
  }

  private JsonObject item() {
    return batch().getJsonArray("items").getJsonObject(0);
  }

  /** Status in the batch, among the statuses of the batch, in the list. */
  private List<String> words() {
    String inBulk = first(ALL + "/statuses?batch_ids=" + id).getString("status");
    return List.of(item().getString("status"), inBulk, first(ALL).getString("status"));
  }

  private JsonObject first(String path) {
    return bench.get(path).json().getJsonArray("data").getJsonObject(0);
  }

  @Test
  void aStatusNobodyKnowsIsShownAndCounted() {
    distort(new Distortion.UnknownStatus("reticulating"));

    assertThat(words()).containsOnly("reticulating");
    assertThat(batch().getString("status")).isEqualTo("processing");
    assertThat(batch().getJsonObject("counts_by_status").toString())
        .isEqualTo(
            "{\"queued\":0,\"processing\":0,\"completed\":0,\"failed\":0,\"reticulating\":1}");
  }

  @Test
  void aStatusGoesBackwards() {
    distort(new Distortion.Regress());

    assertThat(words()).containsExactly("queued", "queued", "pending");
    bench.wall.pass(Duration.ofSeconds(10));
    assertThat(words()).containsExactly("processing", "processing", "running");
    assertThat(batch().getString("status")).isEqualTo("processing");
  }

  @Test
  void aJobThatIsOverShowsAsRunning() {
    distort(new Distortion.StuckRunning(Duration.ofSeconds(30)));

    bench.wall.pass(Duration.ofSeconds(39));
    assertThat(words()).containsExactly("processing", "processing", "running");
    assertThat(batch().getString("status")).isEqualTo("processing");
    bench.wall.pass(Duration.ofSeconds(1));
    assertThat(words()).containsOnly("completed");
    assertThat(batch().getString("status")).isEqualTo("completed");
  }

  @Test
  void aYoungJobIsAnItemWithoutAnId() {
    distort(new Distortion.NotFound(Duration.ofSeconds(5)));

    assertThat(item().getString("status")).isEqualTo("queued");
    assertThat(item().containsKey("video_id")).isFalse();
    bench.wall.pass(Duration.ofSeconds(5));
    assertThat(item().getString("status")).isEqualTo("processing");
    assertThat(item().getString("video_id")).isNotEmpty();
  }

  @Test
  void missingUrlsAreAFaultOnlyWhereUrlsAreShown() {
    distort(new Distortion.NoUrl(FaultRule.FOREVER));
    bench.wall.pass(Duration.ofSeconds(10));

    assertThat(words()).containsOnly("completed");
    assertThat(first(ALL).containsKey("video_url")).isFalse();
    bench.get("/status");
    assertThat(bench.simulation.journal().entries(entry -> !entry.fault().isEmpty(), 10))
        .extracting(entry -> entry.route())
        .containsOnly("list");
  }

  @Test
  void aDistortedBatchIsWrittenDownAsFaulted() {
    distort(new Distortion.Regress());

    batch();

    assertThat(bench.simulation.journal().entries(entry -> true, 1).getFirst().fault())
        .isEqualTo("regress");
  }
}
