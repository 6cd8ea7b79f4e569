package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The URLs of results: signed, of a limited life, and dated. */
@Timeout(60)
class ResultUrlsTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void completesWithUrlsThatAnswer() {
    String id =
        bench
            .createdIds(CREATE.replace("{\"video\"", "{\"enable_caption\":true,\"video\""))
            .getFirst();
    bench.wall.pass(Duration.ofSeconds(10));

    JsonObject job = bench.get(ALL + "/" + id).data();

    assertThat(job.getString("status")).isEqualTo("completed");
    for (String field : List.of("video_url", "audio_url", "srt_caption_url", "vtt_caption_url")) {
      String url = job.getString(field);
      Reply file = bench.send("GET", url.substring(url.indexOf("/results")), "");
      assertThat(file.status()).as(field).isEqualTo(200);
      assertThat(file.body()).as(field).isNotEmpty();
    }
  }

  @Test
  void refusesAnExpiredOrForgedUrl() {
    String id = bench.createdIds(CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    String url = bench.get(ALL + "/" + id).data().getString("video_url");
    String path = url.substring(url.indexOf("/results"));

    assertThat(bench.send("GET", path + "0", "").status()).isEqualTo(403);
    assertThat(bench.send("GET", path.replace("Expires=", "Expires=9"), "").status())
        .isEqualTo(403);

    bench.wall.pass(Duration.ofDays(7));

    assertThat(bench.send("GET", path, "").error().getString("code"))
        .isEqualTo("resource_access_denied");
  }

  @Test
  void aUrlExpiresInTheTimeInWhichJobsLiveAndTellsWhenByTheWallClock() {
    String id = bench.createdIds(CREATE).getFirst();
    bench.simulation.clock().advance(Duration.ofSeconds(10));
    bench.simulation.clock().scale(60);
    String url = bench.get(ALL + "/" + id).data().getString("video_url");
    String path = url.substring(url.indexOf("/results"));

    assertThat(url)
        .contains(
            "Expires="
                + bench.wall.instant().plus(Duration.ofDays(7).dividedBy(60)).getEpochSecond());
    bench.simulation.clock().advance(Duration.ofDays(7).minusSeconds(1));
    assertThat(bench.send("GET", path, "").status()).isEqualTo(200);
    bench.simulation.clock().advance(Duration.ofSeconds(1));
    assertThat(bench.send("GET", path, "").status()).isEqualTo(403);
  }

  @Test
  void aWallClockThatIsPutBackPutsDatesBackAndNothingElse() {
    String id = bench.createdIds(CREATE).getFirst();
    bench.simulation.fault(
        FaultRule.of(
                new Fault.StatusError(
                    503, ErrorBody.usual(), new Fault.RetryHint.AtDate(Duration.ofSeconds(5))))
            .onRoute("list"));

    bench.wall.putBack(Duration.ofDays(3));

    Reply refused = bench.get(ALL);
    Instant date = date(refused, "Date");
    assertThat(date).isEqualTo(ManualWallClock.START.minus(Duration.ofDays(3)));
    assertThat(date(refused, "Retry-After")).isEqualTo(date.plusSeconds(5));
    assertThat(date(bench.get("/nowhere"), "Date")).isEqualTo(date);
    assertThat(date(bench.get("/openapi"), "Date")).isEqualTo(date);
    bench.wall.pass(Duration.ofSeconds(10));
    assertThat(bench.get(ALL + "/" + id).data().getString("status")).isEqualTo("completed");
    assertThat(date(bench.get(ALL), "Date")).isEqualTo(date.plusSeconds(10));
  }

  @Test
  void signsEveryUrlAnewOnEachReadSoThatALateReaderGetsAGoodOne() {
    String id =
        bench.createdIds(CREATE.replaceFirst("\\{", "{\"enable_caption\":true,")).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    JsonObject early = bench.get(ALL + "/" + id).data();

    bench.wall.pass(Duration.ofDays(7).minusSeconds(1));
    for (String field : List.of("video_url", "audio_url", "srt_caption_url", "vtt_caption_url")) {
      assertThat(fetched(early, field).status()).as(field + " to the last second").isEqualTo(200);
    }
    bench.wall.pass(Duration.ofSeconds(1));
    JsonObject late = bench.get(ALL + "/" + id).data();

    for (String field : List.of("video_url", "audio_url", "srt_caption_url", "vtt_caption_url")) {
      assertThat(late.getString(field)).as(field).isNotEqualTo(early.getString(field));
      assertThat(fetched(early, field).status()).as("expired " + field).isEqualTo(403);
      assertThat(fetched(late, field).status()).as("fresh " + field).isEqualTo(200);
    }
  }

  private Reply fetched(JsonObject job, String field) {
    String url = job.getString(field);
    return bench.send("GET", url.substring(url.indexOf("/results")), "");
  }

  private static Instant date(Reply reply, String header) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(reply.header(header), Instant::from);
  }
}
