package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.report.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the verdict says where two features meet. */
@Timeout(60)
class VerdictPairsTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private Report.ClientReport client() {
    return bench.faces.gradebook().report(Duration.ofSeconds(5)).onlyClient();
  }

  private long undetected() {
    return client().undetected();
  }

  private void pass(int seconds) {
    bench.wall.pass(Duration.ofSeconds(seconds));
  }

  private int submit(String key) {
    return bench
        .send(
            "POST",
            ALL,
            FaceTestBench.CREATE,
            "X-Api-Key",
            "demo",
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            key)
        .status();
  }

  private void loseAnswers() {
    bench.simulation.fault(
        FaultRule.of(Fault.status(503)).in(FaultRule.Phase.AFTER).onRoute("create").first(1));
  }

  @Test
  void aJobThatIsDeletedBeforeItsEndIsNotLost() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.get(ALL + "/" + job);
    bench.send("DELETE", ALL + "/" + job, "", "X-Api-Key", "demo");
    pass(100);

    assertThat(undetected()).isZero();
  }

  @Test
  void aJobThatIsDeletedUnseenAfterItsEndIsLost() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.get(ALL + "/" + job);
    pass(100);
    bench.send("DELETE", ALL + "/" + job, "", "X-Api-Key", "demo");

    assertThat(undetected()).isEqualTo(1);
  }

  @Test
  void aPlainJobThatIsStartedAnewIsNotLost() {
    bench.send("GET", "/status", "");
    bench.send("POST", "/status", "");
    pass(100);
    bench.send("GET", "/status", "");

    assertThat(undetected()).isZero();
  }

  @Test
  void aJobThatNobodyAskedAboutIsLost() {
    List<String> jobs =
        bench.createdIds(FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\"]"));
    pass(100);
    bench.get(ALL + "/" + jobs.getFirst());

    assertThat(undetected()).isEqualTo(1);
    assertThat(client().jobs()).hasSize(1);
  }

  @Test
  void whoeverFetchesAResultWithoutAKeyIsNoSecondClient() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    pass(100);
    String url = bench.get(ALL + "/" + job).data().getString("video_url");
    bench.send("GET", url.substring(url.indexOf("/results")), "");

    assertThat(client().counts().calls()).isEqualTo(1);
  }

  @Test
  void aFreshKeyAfterALostAnswerPaysTwice() {
    loseAnswers();
    submit("first");
    submit("second");

    assertThat(bench.simulation.jobs().page(Long.MAX_VALUE, 10, job -> true)).hasSize(2);
    assertThat(client().repeatedSubmits()).isEqualTo(1);
  }

  @Test
  void theSameKeyAfterALostAnswerPaysOnce() {
    loseAnswers();
    submit("first");
    submit("first");
    submit("second");

    assertThat(client().submits()).isEqualTo(3);
    assertThat(client().repeatedSubmits()).isZero();
  }

  @Test
  void aFreshKeyAfterAnAnswerThatToldOfNothingPaysOnce() {
    bench.simulation.fault(FaultRule.of(Fault.status(503)).onRoute("create").first(1));
    submit("first");
    submit("second");

    assertThat(client().repeatedSubmits()).isZero();
  }

  @Test
  void aServerThatIgnoresKeysIsNotTheClientsSin() {
    loseAnswers();
    bench.simulation.fault(FaultRule.of(new Fault.IgnoreIdempotencyKey()));
    submit("first");
    submit("first");

    assertThat(bench.simulation.jobs().page(Long.MAX_VALUE, 10, job -> true)).hasSize(2);
    assertThat(client().repeatedSubmits()).isZero();
  }

  @Test
  void whoCreatesMayLeaveThePollsToAnotherProgram() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    pass(100);
    bench.send("GET", ALL + "/" + job, "", "X-Api-Key", "demo", "User-Agent", "another");

    assertThat(bench.faces.gradebook().report(Duration.ofSeconds(5)).clients())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.undetected()).isZero());
  }
}
