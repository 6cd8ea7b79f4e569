package dev.pollwise.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.report.Report;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request is one call, of which each job that it is about carries its share. */
@Timeout(60)
class ReportAddsUpTest {

  private static final List<String> COUNTS =
      List.of("calls", "faulted", "wasted", "early", "after_end", "overlapping");
  private static final Set<String> POLLS = Set.of("get", "statuses", "batch-get");
  private static final String STATUSES = "/v3/video-translations/statuses?video_translation_ids=";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final List<String> jobs = new ArrayList<>();

  @BeforeEach
  void aClientThatAsksInEveryWay() {
    String three =
        FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\",\"Polish\"]");
    jobs.addAll(bench.createdIds(three));
    jobs.addAll(bench.createdIds(FaceTestBench.CREATE));
    String batch =
        bench
            .sendJson(
                "POST",
                "/v3/video-translations/batches",
                "{\"video_translations\":[" + three + "]}")
            .data()
            .getString("batch_id");
    for (int i = 0; i < 3; i++) {
      bench.get(STATUSES + String.join(",", jobs.subList(0, 3)));
      bench.get(STATUSES + jobs.getFirst() + "," + jobs.getFirst() + ",nobody");
      bench.get("/v3/video-translations/statuses?batch_ids=" + batch);
      bench.get("/v3/video-translations/batches/" + batch);
      bench.get("/v3/video-translations/" + jobs.getLast());
      bench.get("/v3/video-translations/nobody");
      bench.get("/v3/video-translations");
      bench.wall.pass(Duration.ofSeconds(6));
      bench
          .simulation
          .faults()
          .add(
              FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(9)))
                  .onRoute("statuses")
                  .first(1),
              bench.simulation.clock().now());
    }
  }

  @Test
  void sharesOfTheJobsAddUpToTheCallsOfTheClient() {
    JsonObject client = client(1_000);

    assertThat(client.getInt("calls")).isEqualTo(18);
    assertAddsUp(client);
    assertAddsUp(client(2));
  }

  private static void assertAddsUp(JsonObject client) {
    for (String count : COUNTS) {
      double sum =
          client.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
              .mapToDouble(job -> number(job, count))
              .sum();
      assertThat(sum + number(client.getJsonObject("rest"), count))
          .as(count)
          .isCloseTo(number(client, count), within(1e-6));
      assertThat(String.valueOf(client.get(count))).as("whole").doesNotContain(".");
    }
  }

  @Test
  void callsAreTheQuestionsOfJournalAndMetrics() {
    int calls = client(1_000).getInt("calls");

    assertThat(bench.simulation.journal().entries(e -> POLLS.contains(e.route()), 1_000))
        .hasSize(calls);
    assertThat(requestsMetered()).isEqualTo(calls);
  }

  private double requestsMetered() {
    Matcher lines =
        Pattern.compile(
                "(?m)^pollwise_http_requests_total\\{route=\"(get|statuses|batch-get)\","
                    + "status=\"\\d+\"\\} (\\S+)$")
            .matcher(bench.faces.bench().metrics().scrape());
    return lines.results().mapToDouble(line -> Double.parseDouble(line.group(2))).sum();
  }

  @Test
  void costsNoMoreThanWasCalled() {
    Report.ClientReport report = bench.faces.gradebook().report(Duration.ofSeconds(5)).onlyClient();

    assertThat(report.comparison().client().calls())
        .isPositive()
        .isLessThanOrEqualTo(report.counts().calls());
  }

  @Test
  void theTruthAboutEachJobCountsItsShareOfEveryRequestAboutIt() {
    double shares =
        bench.simulation.jobs().page(Long.MAX_VALUE, 100, job -> true).stream()
            .mapToDouble(job -> job.calls())
            .sum();
    long aboutJobs =
        bench
            .simulation
            .journal()
            .entries(e -> !e.job().isEmpty() || e.path().contains("statuses"), 1_000)
            .size();

    assertThat(shares).isCloseTo((double) aboutJobs, within(1e-6));
  }

  @Test
  void aRefusedBulkQuestionIsACallAboutItsJobs() {
    FaceTestBench fresh = FaceTestBench.tenSeconds();
    List<String> two =
        fresh.createdIds(FaceTestBench.CREATE.replace("[\"French\"]", "[\"French\",\"German\"]"));
    fresh
        .simulation
        .faults()
        .add(FaultRule.of(Fault.status(500)).onRoute("statuses"), Duration.ZERO);

    fresh.get(STATUSES + String.join(",", two));

    Report.ClientReport report = fresh.faces.gradebook().report(Duration.ofSeconds(5)).onlyClient();
    assertThat(report.counts().faulted()).isEqualTo(1);
    assertThat(report.job(two.getFirst()).counts().faulted()).isEqualTo(0.5);
  }

  @Test
  void tellsNoCountAsNoneWhereSomethingHadToBeForgotten() {
    FaceTestBench crowd = FaceTestBench.tenSeconds();
    for (int i = 0; i <= 1_000; i++) {
      crowd.send("GET", "/v3/video-translations", "", "X-Api-Key", "k", "User-Agent", "a/" + i);
    }

    JsonObject report =
        ReportJson.report(crowd.faces.gradebook().report(Duration.ofSeconds(5)), 10).build();

    JsonObject last = report.getJsonArray("clients").getJsonObject(999);
    assertThat(report.getBoolean("complete")).isFalse();
    assertThat(report.getJsonObject("forgotten").getInt("clients")).isEqualTo(1);
    assertThat(last.getBoolean("complete")).isFalse();
    assertThat(last.isNull("early")).isTrue();
    assertThat(last.isNull("repeated_submits")).isTrue();
    assertThat(last.getJsonObject("at_least").getInt("early")).isZero();
    assertThat(report.getJsonArray("clients").getJsonObject(0).getInt("early")).isZero();
  }

  private JsonObject client(int shown) {
    Report report = bench.faces.gradebook().report(Duration.ofSeconds(5));
    return ReportJson.report(report, shown).build().getJsonArray("clients").getJsonObject(0);
  }

  private static double number(JsonObject object, String name) {
    return assertInstanceOf(JsonNumber.class, object.get(name), name).doubleValue();
  }

  @Test
  void whoNeverComesBackIsToldToHaveMissedTheEnd() {
    FaceTestBench fresh = FaceTestBench.tenSeconds();
    String told = fresh.createdIds(FaceTestBench.CREATE).getFirst();
    String missed = fresh.createdIds(FaceTestBench.CREATE).getFirst();
    fresh.get("/v3/video-translations/" + missed);
    assertThat(undetected(fresh)).isZero();

    fresh.wall.pass(Duration.ofSeconds(10));
    fresh.get("/v3/video-translations/" + told);
    assertThat(undetected(fresh)).isEqualTo(1);

    fresh.get("/v3/video-translations/" + missed);
    assertThat(undetected(fresh)).isZero();
  }

  private static int undetected(FaceTestBench bench) {
    return ReportJson.report(bench.faces.gradebook().report(Duration.ofSeconds(5)), 10)
        .build()
        .getJsonArray("clients")
        .getJsonObject(0)
        .getInt("undetected");
  }
}
