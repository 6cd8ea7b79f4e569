package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the verdict says of scripted clients. */
@Timeout(60)
class GradingTest {

  private static final Duration PRICE = Duration.ofSeconds(5);

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void gradesEachJobOfAClient() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    askAfter(4, job);
    askAfter(4, job);
    askAfter(4, job);

    Report.JobReport verdict = client().job(job);

    assertThat(verdict.counts()).isEqualTo(new Report.Counts(3, 0, 2, 0, 0, 0));
    assertThat(verdict.detection().orElseThrow().lateness()).isEqualTo(Duration.ofSeconds(2));
    assertThat(verdict.comparison().orElseThrow().client()).isEqualTo(new Report.Cost(3, 2));
    assertThat(verdict.comparison().orElseThrow().clairvoyant()).isEqualTo(new Report.Cost(1, 0));
    assertThat(verdict.comparison().orElseThrow().best().at(5)).isCloseTo(5, within(1e-6));
  }

  @Test
  void countsCallsAfterTheEnd() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    askAfter(10, job);
    askAfter(1, job);
    askAfter(1, job);

    assertThat(client().counts()).isEqualTo(new Report.Counts(3, 0, 2, 0, 2, 0));
  }

  @Test
  void letsAClientFetchWhatABulkAnswerOnlyAnnounced() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    bench.get("/v3/video-translations/statuses?video_translation_ids=" + job);
    askAfter(0, job);
    askAfter(0, job);

    assertThat(client().counts()).isEqualTo(new Report.Counts(3, 0, 1, 0, 1, 0));
  }

  @Test
  void aBulkQuestionIsOneCallInSharesAndAnObservationOfEachJob() {
    List<String> jobs =
        bench.createdIds(FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\"]"));
    bench.wall.pass(Duration.ofSeconds(12));
    bench.get("/v3/video-translations/statuses?video_translation_ids=" + String.join(",", jobs));

    assertThat(client().counts().calls()).isEqualTo(1);
    assertThat(client().jobs())
        .hasSize(2)
        .allSatisfy(job -> {
          assertThat(job.counts().calls()).isEqualTo(0.5);
          assertThat(job.detection().orElseThrow().lateness()).isEqualTo(Duration.ofSeconds(2));
        });
  }

  @Test
  void aLookAtABatchIsOneCallAndAnObservationOfEachJob() {
    String batch = batch();
    bench.get("/v3/video-translations/batches/" + batch);
    bench.wall.pass(Duration.ofSeconds(11));
    bench.get("/v3/video-translations/batches/" + batch);

    assertThat(client().counts()).isEqualTo(new Report.Counts(2, 0, 1, 0, 0, 0));
    assertThat(client().jobs())
        .hasSize(2)
        .allSatisfy(job ->
            assertThat(job.detection().orElseThrow().lateness()).isEqualTo(Duration.ofSeconds(1)));
  }

  @Test
  void countsBatchesThatCouldPayTwice() {
    batch();
    batch();

    assertThat(client().submits()).isEqualTo(2);
    assertThat(client().repeatedSubmits()).isEqualTo(1);
  }

  @Test
  void whoRenamesAJobSeesItsStateByTheWay() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(13));
    bench.sendJson("PATCH", "/v3/video-translations/" + job, "{\"title\":\"x\"}");

    assertThat(client().counts()).isEqualTo(Report.Counts.NONE);
    assertThat(client().job(job).detection().orElseThrow().lateness())
        .isEqualTo(Duration.ofSeconds(3));
  }

  private String batch() {
    String two = FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\"]");
    return bench
        .sendJson(
            "POST", "/v3/video-translations/batches", "{\"video_translations\":[" + two + "]}")
        .data()
        .getString("batch_id");
  }

  @Test
  void countsCallsThatCameBeforeRetryAfterAllowed() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    fault(
        FaultRule.of(
                new Fault.StatusError(
                    503, ErrorBody.usual(), new Fault.RetryHint.InSeconds(Duration.ofSeconds(3))))
            .onRoute("get")
            .first(1));
    askAfter(0, job);
    askAfter(2, job);
    askAfter(1, job);

    assertThat(client().counts()).isEqualTo(new Report.Counts(3, 1, 2, 1, 0, 0));
  }

  @Test
  void aRefusalThatAsksForAPauseBindsQuestionsAboutOtherJobsAndSubmits() {
    String one = bench.createdIds(FaceTestBench.CREATE).getFirst();
    String other = bench.createdIds(FaceTestBench.CREATE.replace("a.mp4", "b.mp4")).getFirst();
    fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(3))).onJob(one).first(1));
    askAfter(0, one);
    askAfter(2, other);
    bench.get("/v3/video-translations/statuses?video_translation_ids=" + other);
    bench.create(FaceTestBench.CREATE.replace("a.mp4", "c.mp4"));
    askAfter(1, other);

    assertThat(client().counts().early()).isEqualTo(2);
    assertThat(client().earlySubmits()).isEqualTo(1);
  }

  @Test
  void aDateIsMeantByTheClockThatDatedTheAnswer() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    FaultBoard.ActiveRule skewed =
        bench
            .simulation
            .faults()
            .add(FaultRule.of(Fault.clockSkew(Duration.ofSeconds(-90))), Duration.ZERO);
    fault(
        FaultRule.of(
                new Fault.StatusError(
                    503, ErrorBody.usual(), new Fault.RetryHint.AtDate(Duration.ofSeconds(3))))
            .onRoute("get")
            .first(1));
    askAfter(0, job);
    bench.simulation.faults().lift(skewed.id());
    askAfter(2, job);
    askAfter(1, job);

    assertThat(client().counts().early()).isEqualTo(1);
  }

  @Test
  void aPendingAnswerThatAsksForAPauseBindsItsJobOnly() {
    FaceTestBench hinting =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs(),
            FaceSettings.defaults()
                .withHeyGen(
                    HeyGenOptions.defaults()
                        .withExtensions(
                            HeyGenOptions.Extensions.none()
                                .withPendingRetryAfter(Duration.ofSeconds(3)))));
    List<String> two =
        hinting.createdIds(FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\"]"));
    hinting.get("/v3/video-translations/" + two.getFirst());
    hinting.wall.pass(Duration.ofSeconds(1));
    hinting.get("/v3/video-translations/" + two.getLast());
    Report.ClientReport polite = hinting.faces.gradebook().report(PRICE).onlyClient();
    hinting.get("/v3/video-translations/statuses?video_translation_ids=" + String.join(",", two));
    Report.ClientReport rude = hinting.faces.gradebook().report(PRICE).onlyClient();

    assertThat(polite.counts().early()).isZero();
    assertThat(rude.counts().early()).isEqualTo(1);
  }

  @Test
  void aLimitOnUnfinishedJobsBindsSubmitsOnly() {
    FaceTestBench full =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs().withConcurrency(1), FaceSettings.defaults());
    String job = full.createdIds(FaceTestBench.CREATE).getFirst();
    String other = FaceTestBench.CREATE.replace("a.mp4", "b.mp4");
    assertThat(full.create(other).header("Retry-After")).isEqualTo("10");
    full.wall.pass(Duration.ofSeconds(1));
    full.get("/v3/video-translations/" + job);
    full.create(other);
    Report.ClientReport report = full.faces.gradebook().report(PRICE).onlyClient();

    assertThat(report.counts().early()).isZero();
    assertThat(report.earlySubmits()).isEqualTo(1);
  }

  @Test
  void aLimitOfAnAddressBindsEveryKeyThatComesFromThere() {
    FaceTestBench limited =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs()
                .withRequestLimits(
                    Scenario.RequestLimits.none()
                        .withPerAddress(new RequestLimit(2, Duration.ofSeconds(20)))),
            FaceSettings.defaults());
    String job = limited.createdIds(FaceTestBench.CREATE).getFirst();
    limited.get("/v3/video-translations/" + job);
    assertThat(limited.get("/v3/video-translations/" + job).status()).isEqualTo(429);
    limited.wall.pass(Duration.ofSeconds(1));
    limited.send("GET", "/v3/video-translations/" + job, "", "X-Api-Key", "another");

    assertThat(limited.faces.gradebook().report(PRICE).clients().getLast().counts().early())
        .isEqualTo(1);
  }

  @Test
  void clientsThatKeepPaceAreToldAndJudgedInSimulatedTime() {
    bench.simulation.clock().scale(20);
    bench.simulation.clock().clientsKeepPace();
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(30))).onRoute("get").first(1));
    assertThat(bench.get("/v3/video-translations/" + job).header("Retry-After")).isEqualTo("30");
    bench.wall.pass(Duration.ofMillis(1_400));
    bench.get("/v3/video-translations/" + job);
    bench.wall.pass(Duration.ofMillis(100));
    bench.get("/v3/video-translations/" + job);

    assertThat(client().counts().early()).isEqualTo(1);
  }

  @Test
  void believesTheClockThatATestAdvances() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(3))).onRoute("get").first(1));
    askAfter(0, job);
    bench.simulation.clock().advance(Duration.ofSeconds(3));
    askAfter(0, job);

    assertThat(client().counts().early()).isZero();
  }

  @Test
  void doesNotChargeTheClientForFaults() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    fault(FaultRule.of(Fault.status(500)).onRoute("get").first(2).in(FaultRule.Phase.AFTER));
    askAfter(0, job);
    askAfter(0, job);
    askAfter(0, job);

    assertThat(client().counts()).isEqualTo(new Report.Counts(3, 2, 0, 0, 0, 0));
    assertThat(client().comparison().client()).isEqualTo(new Report.Cost(1, 0));
  }

  @Test
  void countsSubmitsThatCouldPayTwice() {
    bench.create(FaceTestBench.CREATE);
    bench.create(FaceTestBench.CREATE);
    bench.create("{}");
    bench.create("{}");
    bench.create(FaceTestBench.CREATE.replace("a.mp4", "b.mp4"));

    assertThat(client().submits()).isEqualTo(5);
    assertThat(client().repeatedSubmits()).isEqualTo(1);
  }

  @Test
  void tellsClientsApartByKeyAndProgramAndShowsNoKey() {
    bench.get("/v3/video-translations");
    bench.send("GET", "/v3/video-translations", "", "X-Api-Key", "other");
    bench.send("GET", "/v3/video-translations", "", "X-Api-Key", "other", "User-Agent", "x/1");

    assertThat(bench.faces.gradebook().report(PRICE).clients())
        .hasSize(3)
        .noneMatch(client -> client.toString().contains("other"));
  }

  @Test
  void saysSoWhenTheServerHadToForgetAJob() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.get("/v3/video-translations/" + job);
    bench.send("GET", "/v3/video-translations", "", "X-Api-Key", "other");
    for (int i = 0; i < 1_000; i++) {
      bench.create(FaceTestBench.CREATE);
    }

    Report report = bench.faces.gradebook().report(PRICE);

    assertThat(report.forgotten().serverJobs()).isEqualTo(1);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.clients()).extracting(Report.ClientReport::isComplete).contains(true, false);
  }

  @Test
  void forgetsAtReset() {
    bench.get("/v3/video-translations");

    bench.simulation.reset();

    assertThat(bench.faces.gradebook().report(PRICE).clients()).isEmpty();
  }

  private void askAfter(int seconds, String job) {
    bench.wall.pass(Duration.ofSeconds(seconds));
    bench.get("/v3/video-translations/" + job);
  }

  private void fault(FaultRule rule) {
    bench.simulation.faults().add(rule, bench.simulation.clock().now());
  }

  private Report.ClientReport client() {
    return bench.faces.gradebook().report(PRICE).onlyClient();
  }
}
