package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules about one job, whichever way a client asks about it. */
class JobRuleTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private String create(String callbackId) {
    return bench
        .createdIds(
            FaceTestBench.CREATE.replaceFirst("\\{", "{\"callback_id\":\"" + callbackId + "\","))
        .getFirst();
  }

  private int bulk(String... ids) {
    return bench.get(ALL + "/statuses?video_translation_ids=" + String.join(",", ids)).status();
  }

  @Test
  void aBulkRequestAboutOneJobIsAboutThatJob() {
    String mine = create("mine");
    String other = create("other");
    bench.simulation.fault(FaultRule.of(Fault.status(503)).onRoute("statuses").onJob("mine"));

    assertThat(List.of(bulk(mine), bulk(other), bulk(mine, other), bulk(mine, mine)))
        .containsExactly(503, 200, 200, 503);
  }

  @Test
  void eachJobHasACountOfItsOwnHoweverItIsAskedAbout() {
    String mine = create("mine");
    String other = create("other");
    bench.simulation.fault(FaultRule.of(Fault.status(503)).nth(2));

    assertThat(bulk(mine)).isEqualTo(200);
    assertThat(bulk(other)).isEqualTo(200);
    assertThat(bench.get(ALL + "/" + mine).status()).isEqualTo(503);
    assertThat(bulk(other)).isEqualTo(503);
  }

  @Test
  void aProofreadHasNoUrlsToLack() {
    String body = FaceTestBench.CREATE.replaceFirst("\\{", "{\"title\":\"T\",");
    String id =
        bench
            .sendJson("POST", ALL + "/proofreads", body)
            .data()
            .getJsonArray("proofread_ids")
            .getString(0);
    bench.simulation.clock().advance(Duration.ofSeconds(10));
    bench.simulation.fault(FaultRule.of(new Distortion.NoUrl(Duration.ofDays(1))).first(1));

    IntStream.range(0, 2).forEach(i -> bench.get(ALL + "/proofreads/" + id));

    assertThat(bench.simulation.journal().entries(entry -> !entry.fault().isEmpty(), 10)).isEmpty();
  }

  @Test
  void aDeletionUnderAKeyIsReplayed() {
    String id = create("mine");
    String[] headers = {"X-Api-Key", "demo", "Idempotency-Key", "once"};

    assertThat(bench.send("DELETE", ALL + "/" + id, "", headers).status()).isEqualTo(200);
    assertThat(bench.send("DELETE", ALL + "/" + id, "", headers).data().getString("id"))
        .isEqualTo(id);
  }
}
