package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProofreadServiceTest {

  private static final String TRANSLATIONS = "/v3/video-translations";
  private static final String ALL = TRANSLATIONS + "/proofreads";
  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["es"],\
      "title":"Launch"}\
      """;
  private static final String EDITED = "1\n00:00:01,500 --> 00:00:02,000\nHola, mundo\n";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  private List<String> create(String body) {
    return bench.sendJson("POST", ALL, body).data().getJsonArray("proofread_ids").stream()
        .map(id -> ((JsonString) id).getString())
        .toList();
  }

  private String completed(String body) {
    String id = create(body).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    return id;
  }

  private Reply generate(String id, String body) {
    return bench.sendJson("POST", ALL + "/" + id + "/generate", body);
  }

  private Reply download(String url) {
    return bench.send("GET", url.substring(url.indexOf("/results")), "");
  }

  private String srtAsset() {
    return bench
        .send(
            "POST",
            "/v3/assets",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.srt\"\r\n\r\n"
                + EDITED
                + "\r\n--b--\r\n",
            "X-Api-Key",
            "demo",
            "Content-Type",
            "multipart/form-data; boundary=b")
        .data()
        .getString("asset_id");
  }

  private Reply update(String id, String kind, String value) {
    return bench.sendJson(
        "PUT",
        ALL + "/" + id + "/srt",
        "{\"srt\":{\"type\":\"" + kind + "\",\"" + kind + "\":\"" + value + "\"}}");
  }

  @Test
  void isOneJobPerLanguage() {
    Reply created =
        bench.sendJson("POST", ALL, CREATE.replace("[\"es\"]", "[\"Spanish\",\"French\"]"));
    JsonObject data = created.data();
    String first = data.getJsonArray("proofread_ids").getString(0);
    JsonObject running = bench.get(ALL + "/" + first).data();
    bench.wall.pass(Duration.ofSeconds(10));

    assertThat(created.status()).isEqualTo(200);
    assertThat(data.getString("status")).isEqualTo("processing");
    assertThat(first).matches("[0-9a-f]{32}-es");
    assertThat(data.getJsonArray("proofread_ids").getString(1))
        .isEqualTo(first.replace("-es", "-fr"));
    assertThat(running.keySet())
        .containsExactlyInAnyOrder("id", "status", "title", "output_language", "created_at");
    assertThat(running.getString("status")).isEqualTo("processing");
    assertThat(running.getString("output_language")).isEqualTo("Spanish");
    assertThat(bench.get(ALL + "/" + first).data().getString("status")).isEqualTo("completed");
  }

  @Test
  void tellsWhyItFailed() {
    String id = completed(CREATE.replace("https://example.com/a.mp4", "nowhere"));

    JsonObject failed = bench.get(ALL + "/" + id).data();

    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("failure_message")).startsWith("Failed to download video");
    assertThat(generate(id, "").error().getString("code")).isEqualTo("resource_not_ready");
  }

  @Test
  void givesSubtitlesThatCanBeReplacedAndRendered() {
    String id = completed(CREATE);
    JsonObject urls = bench.get(ALL + "/" + id + "/srt").data();
    String before = download(urls.getString("srt_url")).body();

    JsonObject updated = update(id, "asset_id", srtAsset()).data();
    JsonObject after = bench.get(ALL + "/" + id + "/srt").data();
    JsonObject generated = generate(id, "{\"captions\":true,\"callback_id\":\"order-7\"}").data();
    bench.wall.pass(Duration.ofSeconds(10));
    JsonObject video =
        bench.get(TRANSLATIONS + "/" + generated.getString("video_translation_id")).data();

    assertThat(before).contains("Translated into Spanish");
    assertThat(download(urls.getString("original_srt_url")).body()).contains("-->");
    assertThat(updated.getString("status")).isEqualTo("completed");
    assertThat(download(after.getString("srt_url")).body()).isEqualTo(EDITED);
    assertThat(download(after.getString("original_srt_url")).body()).doesNotContain("Hola");
    assertThat(generated.getString("status")).isEqualTo("processing");
    assertThat(video.getString("status")).isEqualTo("completed");
    assertThat(video.getString("title")).isEqualTo("Launch");
    assertThat(video.getString("output_language")).isEqualTo("Spanish");
    assertThat(video.getString("callback_id")).isEqualTo("order-7");
    assertThat(download(video.getString("srt_caption_url")).body()).isEqualTo(EDITED);
    assertThat(download(video.getString("vtt_caption_url")).body())
        .isEqualTo("WEBVTT\n\n" + EDITED.replace(',', '.').replace("Hola.", "Hola,"));
  }

  @Test
  void leadsToSubtitlesThatAreElsewhere() {
    String id = completed(CREATE);

    Reply updated = update(id, "url", "https://example.com/a.srt");
    Reply download = download(bench.get(ALL + "/" + id + "/srt").data().getString("srt_url"));

    assertThat(updated.status()).isEqualTo(200);
    assertThat(download.status()).isEqualTo(302);
    assertThat(download.header("Location")).isEqualTo("https://example.com/a.srt");
  }

  @Test
  void beginsWithSubtitlesThatWereGiven() {
    String id =
        completed(
            CREATE.replaceFirst(
                "\\{", "{\"srt\":{\"type\":\"asset_id\",\"asset_id\":\"" + srtAsset() + "\"},"));
    JsonObject urls = bench.get(ALL + "/" + id + "/srt").data();

    assertThat(download(urls.getString("srt_url")).body()).isEqualTo(EDITED);
    assertThat(download(urls.getString("original_srt_url")).body()).isEqualTo(EDITED);
  }

  @Test
  void allowsNothingElseBeforeItIsOver() {
    String id = create(CREATE).getFirst();

    for (Reply early :
        List.of(
            bench.get(ALL + "/" + id + "/srt"),
            update(id, "url", "https://example.com/a.srt"),
            generate(id, ""))) {
      assertThat(early.status()).isEqualTo(409);
      assertThat(early.error().getString("code")).isEqualTo("resource_not_ready");
    }
  }

  @Test
  void isNoTranslation() {
    String id = completed(CREATE);
    String translation = bench.createdIds(FaceTestBench.CREATE).getFirst();

    assertThat(bench.get(TRANSLATIONS + "/" + id).status()).isEqualTo(404);
    assertThat(bench.get(ALL + "/" + translation).status()).isEqualTo(404);
    assertThat(bench.send("DELETE", TRANSLATIONS + "/" + id, "", "X-Api-Key", "demo").status())
        .isEqualTo(404);
    assertThat(bench.get(TRANSLATIONS + "/statuses?video_translation_ids=" + id).body())
        .contains("not_found");
    assertThat(bench.get(TRANSLATIONS).json().getJsonArray("data")).hasSize(1);
  }

  @Test
  void belongsToOneKey() {
    String id = completed(CREATE);

    for (String path : List.of("", "/srt")) {
      assertThat(bench.send("GET", ALL + "/" + id + path, "", "X-Api-Key", "other").status())
          .isEqualTo(404);
    }
    assertThat(bench.send("POST", ALL + "/" + id + "/generate", "", "X-Api-Key", "other").status())
        .isEqualTo(404);
    assertThat(bench.send("GET", ALL + "/" + id, "").status()).isEqualTo(401);
  }

  @Test
  void isPaidOnceUnderOneIdempotencyKey() {
    String[] headers = {
      "X-Api-Key", "demo", "Content-Type", "application/json", "Idempotency-Key", "k"
    };
    Reply created = bench.send("POST", ALL, CREATE, headers);
    String id = created.data().getJsonArray("proofread_ids").getString(0);
    String other = create(CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    String generate = ALL + "/" + id + "/generate";

    Reply generated = bench.send("POST", generate, "", headers);

    assertThat(bench.send("POST", ALL, CREATE, headers).body()).isEqualTo(created.body());
    assertThat(bench.send("POST", generate, "", headers).body()).isEqualTo(generated.body());
    assertThat(bench.send("POST", ALL + "/" + other + "/generate", "", headers).body())
        .isNotEqualTo(generated.body());
    assertThat(bench.get(TRANSLATIONS).json().getJsonArray("data")).hasSize(2);
  }

  @Test
  void leavesThePlansOfTranslationsAlone() {
    FaceTestBench without = new FaceTestBench(Scenario.happyPath(), FaceSettings.defaults());
    FaceTestBench with = new FaceTestBench(Scenario.happyPath(), FaceSettings.defaults());
    with.sendJson("POST", ALL, CREATE);
    String named = FaceTestBench.CREATE.replaceFirst("\\{", "{\"callback_id\":\"order-7\",");

    Job alone = job(without, without.createdIds(named).getFirst());
    Job beside = job(with, with.createdIds(named).getFirst());

    assertThat(beside.plan()).isEqualTo(alone.plan());
  }

  private static Job job(FaceTestBench bench, String id) {
    return bench.simulation.jobs().find(id).orElseThrow();
  }

  @Test
  void goesByALawOfItsOwn() {
    PlanLaw aMinute = PlanLaw.lasting(DurationLaw.fixed(Duration.ofMinutes(1)));
    bench.simulation.use(FaceTestBench.tenSecondJobs().withProofreads(aMinute));
    String translation = bench.createdIds(CREATE).getFirst();
    String proofread = completed(CREATE);

    assertThat(bench.get(TRANSLATIONS + "/" + translation).data().getString("status"))
        .isEqualTo("completed");
    assertThat(bench.get(ALL + "/" + proofread).data().getString("status")).isEqualTo("processing");
    assertThat(bench.simulation.jobs().find(proofread).map(Job::law)).contains(aMinute);
    bench.wall.pass(Duration.ofSeconds(50));
    assertThat(bench.get(ALL + "/" + proofread).data().getString("status")).isEqualTo("completed");
    String made = generate(proofread, "").data().getString("video_translation_id");
    bench.wall.pass(Duration.ofSeconds(10));
    assertThat(bench.get(TRANSLATIONS + "/" + made).data().getString("status"))
        .isEqualTo("completed");
  }

  @Test
  void meetsFaultsOnItsRoutes() {
    String id = create(CREATE).getFirst();

    Reply broken =
        bench.send(
            "GET",
            ALL + "/" + id,
            "",
            "X-Api-Key",
            "demo",
            "X-Pollwise-Fault",
            "{fault: unknown-status, word: pondering}");

    assertThat(broken.data().getString("status")).isEqualTo("pondering");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                      | video
          {"title":"x","output_languages":["es"]}                 | video
          {VIDEO,"title":"x"}                                     | output_languages
          {VIDEO,"output_languages":["es"]}                       | title
          {VIDEO,"output_languages":["es"],"title":null}          | title
          {VALID,"mode":"fast"}                                   | mode
          {VALID,"keep_the_same_format":null}                     | keep_the_same_format
          {VALID,"enable_video_stretching":1}                     | enable_video_stretching
          {VALID,"speaker_num":-1}                                | speaker_num
          {VALID,"srt":{"type":"url","url":"nowhere"}}            | srt.url
          {VALID,"srt":{"type":"asset_id","asset_id":"nobody"}}   | srt.asset_id
          """)
  void namesTheFieldThatIsWrong(String body, String param) {
    String video = "\"video\":{\"type\":\"url\",\"url\":\"u\"}";
    String valid = video + ",\"output_languages\":[\"es\"],\"title\":\"x\"";

    Reply refused =
        bench.sendJson("POST", ALL, body.replace("VALID", valid).replace("VIDEO", video));

    assertThat(refused.status()).isIn(400, 404);
    assertThat(refused.error().getString("param")).isEqualTo(param);
    assertThat(bench.simulation.jobs().page(Long.MAX_VALUE, 10, job -> true)).isEmpty();
  }
}
