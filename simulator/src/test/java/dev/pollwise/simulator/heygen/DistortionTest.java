package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are well-formed and tell something else than the truth about a job. */
class DistortionTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private String id = "";

  @BeforeEach
  void create() {
    id = bench.createdIds(FaceTestBench.CREATE).getFirst();
  }

  private void distort(FaultRule rule) {
    bench.simulation.faults().add(rule, bench.simulation.clock().now());
  }

  private String status() {
    return bench.get(ALL + "/" + id).data().getString("status");
  }

  @Test
  void aYoungJobIsNotFoundAndThenIs() {
    distort(FaultRule.of(new Distortion.NotFound(Duration.ofSeconds(5))));

    Reply early = bench.get(ALL + "/" + id);
    String inBulk = bulk().getString("status");
    int listed = bench.get(ALL).json().getJsonArray("data").size();
    bench.wall.pass(Duration.ofSeconds(5));

    assertThat(early.status()).isEqualTo(404);
    assertThat(early.error().getString("code")).isEqualTo("resource_not_found");
    assertThat(inBulk).isEqualTo("not_found");
    assertThat(listed).isZero();
    assertThat(status()).isEqualTo("running");
    assertThat(bench.simulation.jobs().find(id).orElseThrow().polls()).isEqualTo(1);
  }

  @Test
  void aStatusNobodyKnowsIsShownUntilTheJobIsOver() {
    distort(FaultRule.of(new Distortion.UnknownStatus("reticulating")));

    assertThat(status()).isEqualTo("reticulating");
    assertThat(bulk().getString("status")).isEqualTo("reticulating");
    assertThat(bench.get("/status").json().getString("result")).isEqualTo("reticulating");
    bench.wall.pass(Duration.ofSeconds(10));
    assertThat(status()).isEqualTo("completed");
  }

  @Test
  void aStatusGoesBackwardsAndForwardAgain() {
    bench.wall.pass(Duration.ofSeconds(10));
    distort(FaultRule.of(new Distortion.Regress()).onRoute("get").every(2));

    assertThat(List.of(status(), status(), status(), status()))
        .containsExactly("completed", "running", "completed", "running");
    assertThat(truth()).isEqualTo("completed");
  }

  @Test
  void aResultLacksItsUrlsForAWhile() {
    distort(FaultRule.of(new Distortion.NoUrl(Duration.ofSeconds(30))));

    bench.wall.pass(Duration.ofSeconds(39));
    Reply bare = bench.get(ALL + "/" + id);
    bench.wall.pass(Duration.ofSeconds(1));
    Reply whole = bench.get(ALL + "/" + id);

    assertThat(bare.data().getString("status")).isEqualTo("completed");
    assertThat(bare.data().keySet()).doesNotContain("video_url", "audio_url");
    assertThat(whole.data().keySet()).contains("video_url", "audio_url");
  }

  @Test
  void aResultCanLackItsUrlsForEver() {
    distort(FaultRule.of(new Distortion.NoUrl(FaultRule.FOREVER)));

    bench.wall.pass(Duration.ofDays(300));

    assertThat(bench.get(ALL + "/" + id).data().keySet()).doesNotContain("video_url");
  }

  @Test
  void aJobThatIsOverShowsAsRunningUntilTheRuleIsLifted() {
    var rule =
        bench
            .simulation
            .faults()
            .add(
                FaultRule.of(new Distortion.StuckRunning(FaultRule.FOREVER)),
                bench.simulation.clock().now());
    bench.wall.pass(Duration.ofMinutes(10));

    String stuck = status();
    bench.simulation.faults().lift(rule.id());

    assertThat(stuck).isEqualTo("running");
    assertThat(bench.get("/status").json().getString("result")).isEqualTo("completed");
    assertThat(status()).isEqualTo("completed");
  }

  @Test
  void aHeaderDistortsOneLookOnly() {
    Reply hidden =
        bench.send(
            "GET",
            ALL + "/" + id,
            "",
            "X-Api-Key",
            "demo",
            "X-Pollwise-Fault",
            "{fault: not-found, for: 1m}");

    assertThat(hidden.status()).isEqualTo(404);
    assertThat(status()).isEqualTo("running");
  }

  @Test
  void onlyWhatWasDistortedIsWrittenDownAsAFault() {
    distort(FaultRule.of(new Distortion.StuckRunning(FaultRule.FOREVER)).first(1));

    String before = status();
    bench.wall.pass(Duration.ofSeconds(10));
    List<String> after = List.of(status(), status());

    assertThat(before).isEqualTo("running");
    assertThat(after).containsExactly("running", "completed");
    assertThat(bench.simulation.journal().entries(entry -> entry.route().equals("get"), 10))
        .extracting(entry -> entry.fault())
        .containsExactly("", "stuck-running", "");
  }

  @Test
  void theSameSeedDistortsTheSameLooks() {
    assertThat(looks()).isEqualTo(looks()).contains("running", "completed");
  }

  /** Twenty looks at an identified job in a world of its own. */
  private static List<String> looks() {
    FaceTestBench world = FaceTestBench.tenSeconds();
    String body = FaceTestBench.CREATE.replaceFirst("\\{", "{\"callback_id\":\"mine\",");
    String job = world.createdIds(body).getFirst();
    world.wall.pass(Duration.ofSeconds(10));
    world.simulation.faults().add(FaultRule.of(new Distortion.Regress()).share(0.5), Duration.ZERO);
    return Stream.generate(() -> world.get(ALL + "/" + job).data().getString("status"))
        .limit(20)
        .toList();
  }

  private JsonObject bulk() {
    return bench
        .get(ALL + "/statuses?video_translation_ids=" + id)
        .json()
        .getJsonArray("data")
        .getJsonObject(0);
  }

  private String truth() {
    return bench
        .simulation
        .jobs()
        .find(id)
        .orElseThrow()
        .peek(bench.simulation.clock().now())
        .word();
  }
}
