package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HeyGenServiceTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void createsOneJobPerLanguageInOrder() {
    List<String> ids =
        bench.createdIds(
            CREATE.replace("[\"French\"]", "[\"Spanish (Spain)\",\"French\",\"German\"]"));

    assertThat(ids).hasSize(3);
    assertThat(ids.get(0)).matches("[0-9a-f]{32}-es-ES");
    assertThat(ids.get(1)).isEqualTo(ids.get(0).replace("-es-ES", "-fr"));
    assertThat(bench.get(ALL + "/" + ids.get(2)).data().getString("output_language"))
        .isEqualTo("German");
  }

  @Test
  void givesEachRequestIdsOfItsOwnAndNoIdTwice() {
    String both = CREATE.replace("[\"French\"]", "[\"French\",\"German\",\"French\",\"French\"]");

    List<String> ids = new ArrayList<>(bench.createdIds(both));
    ids.addAll(bench.createdIds(both));

    assertThat(ids).hasSize(8).doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> id.substring(0, 32)).distinct()).hasSize(6);
    assertThat(bench.get(ALL + "?limit=100").json().getJsonArray("data")).hasSize(8);
  }

  @Test
  void leavesOutWhatHasNoValue() {
    String id = bench.createdIds(CREATE).getFirst();

    JsonObject job = bench.get(ALL + "/" + id).data();

    assertThat(job.keySet())
        .containsExactlyInAnyOrder("id", "status", "output_language", "created_at");
    assertThat(job.getString("status")).isEqualTo("running");
  }

  @Test
  void toldWhyAJobFailed() {
    String id = bench.createdIds(CREATE.replace("https://example.com/a.mp4", "nowhere")).getFirst();
    bench.wall.pass(Duration.ofSeconds(1));

    JsonObject job = bench.get(ALL + "/" + id).data();

    assertThat(job.getString("status")).isEqualTo("failed");
    assertThat(job.getString("failure_message")).startsWith("Failed to download video");
  }

  @Test
  void refusesAMissingKeyAsHeyGenDoes() {
    Reply refused = bench.send("GET", ALL, "");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"unauthorized\",\"message\":\"Unauthorized\","
                + "\"doc_url\":\"https://developers.heygen.com/docs/error-codes#unauthorized\"}}");
    assertThat(refused.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void acceptsABearerToken() {
    assertThat(bench.send("GET", ALL, "", "Authorization", "Bearer t").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"{,400", "[],400", "'',400", "nul,400", "'{\"a\":1}x',400"})
  void refusesWhatIsNoJsonObject(String body, int status) {
    assertThat(bench.create(body).status()).isEqualTo(status);
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<String> ids =
        bench.createdIds(CREATE.replace("[\"French\"]", "[\"French\",\"German\",\"Polish\"]"));

    JsonObject first = bench.get(ALL + "?limit=2").json();
    JsonObject second = bench.get(ALL + "?limit=2&token=" + first.getString("next_token")).json();

    assertThat(first.getJsonArray("data")).hasSize(2);
    assertThat(first.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(ids.get(2));
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(second.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(ids.get(0));
    assertThat(second.getBoolean("has_more")).isFalse();
    assertThat(second).doesNotContainKey("next_token");
  }

  @Test
  void renamesAndDeletes() {
    String id = bench.createdIds(CREATE).getFirst();

    Reply renamed =
        bench.send(
            "PATCH",
            ALL + "/" + id,
            "{\"title\":\"Launch\"}",
            "X-Api-Key",
            "demo",
            "Content-Type",
            "application/json");
    Reply deleted = bench.send("DELETE", ALL + "/" + id, "", "X-Api-Key", "demo");

    assertThat(renamed.data().getString("title")).isEqualTo("Launch");
    assertThat(deleted.body()).isEqualTo("{\"data\":{\"id\":\"" + id + "\"}}");
    assertThat(bench.get(ALL + "/" + id).error().getString("code")).isEqualTo("resource_not_found");
  }

  @Test
  void keepsTheJobsOfOneKeyFromAnother() {
    String id = bench.createdIds(CREATE).getFirst();

    Reply foreign = bench.send("GET", ALL + "/" + id, "", "X-Api-Key", "other");
    Reply list = bench.send("GET", ALL, "", "X-Api-Key", "other");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(list.json().getJsonArray("data")).isEmpty();
  }

  @Test
  void bulkStatusesHaveWordsOfTheirOwn() {
    String id = bench.createdIds(CREATE).getFirst();

    JsonObject bulk = bench.get(ALL + "/statuses?video_translation_ids=" + id + ",nobody").json();

    assertThat(bulk.getJsonArray("data").getJsonObject(0))
        .isEqualTo(Json.object().add("video_id", id).add("status", "processing").build());
    assertThat(bulk.getJsonArray("data").getJsonObject(1).getString("status"))
        .isEqualTo("not_found");
  }

  @Test
  void replaysTheAnswerUnderAnIdempotencyKeyForADay() {
    Reply first = bench.send("POST", ALL, CREATE, headers("k1"));
    Reply again = bench.send("POST", ALL, CREATE.replace("French", "German"), headers("k1"));
    bench.wall.pass(Duration.ofHours(24));
    Reply later = bench.send("POST", ALL, CREATE, headers("k1"));

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(later.body()).isNotEqualTo(first.body());
  }

  @Test
  void keepsARefusalOutOfTheIdempotencyKeys() {
    assertThat(bench.send("POST", ALL, "{}", headers("k2")).status()).isEqualTo(400);
    assertThat(bench.send("POST", ALL, CREATE, headers("k2")).status()).isEqualTo(200);
    assertThat(bench.send("POST", ALL, CREATE, headers("a b")).status()).isEqualTo(400);
  }

  @Test
  void refusesMoreUnfinishedJobsThanAllowedUntilOneIsOver() {
    FaceTestBench limited =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs().withConcurrency(1), FaceSettings.defaults());
    limited.create(CREATE);
    limited.wall.pass(Duration.ofSeconds(3));

    Reply refused = limited.create(CREATE);
    limited.wall.pass(Duration.ofSeconds(7));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("7");
    assertThat(refused.error().getString("code")).isEqualTo("rate_limit_exceeded");
    assertThat(limited.create(CREATE).status()).isEqualTo(200);
  }

  @Test
  void wordsUnknownPathsAndMethodsInItsEnvelope() {
    assertThat(bench.get("/v3/nothing").error().getString("code")).isEqualTo("resource_not_found");
    assertThat(bench.send("PUT", ALL, "", "X-Api-Key", "demo").header("Allow"))
        .isEqualTo("POST, GET, HEAD");
    assertThat(bench.send("BREW", ALL, "", "X-Api-Key", "demo").status()).isEqualTo(501);
  }

  @Test
  void listsTheLanguagesInHeyGensOrder() {
    List<String> names =
        bench.get(ALL + "/languages").data().getJsonArray("languages").stream()
            .map(name -> ((JsonString) name).getString())
            .toList();

    assertThat(names).hasSize(178).doesNotHaveDuplicates().startsWith("English", "Spanish");
    assertThat(names).endsWith("English - Your Accent", "English - American Accent");
    assertThat(names).containsSequence("French (Switzerland)", "Galician", "Georgian (Georgia)");
  }

  @Test
  void translatesIntoEveryLanguageByItsName() {
    JsonArray names = bench.get(ALL + "/languages").data().getJsonArray("languages");

    List<String> ids = bench.createdIds(CREATE.replace("[\"French\"]", names.toString()));

    assertThat(ids).hasSize(178).doesNotHaveDuplicates().allMatch(id -> id.matches("[\\w-]+"));
    for (int i = 0; i < ids.size(); i++) {
      assertThat(bench.get(ALL + "/" + ids.get(i)).data().getString("output_language"))
          .isEqualTo(names.getString(i));
    }
  }

  @Test
  void takesCodesOfLanguagesUnlessToldOtherwise() {
    String byCode = CREATE.replace("French", "es");
    FaceTestBench namesOnly =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs(),
            FaceSettings.defaults().withHeyGen(HeyGenOptions.defaults().withLanguageCodes(false)));

    String id = bench.createdIds(byCode).getFirst();

    assertThat(bench.get(ALL + "/" + id).data().getString("output_language")).isEqualTo("Spanish");
    assertThat(namesOnly.create(byCode).error().getString("param")).isEqualTo("output_languages");
  }

  @ParameterizedTest
  @CsvSource({"true, video.mp4", "false, audio.m4a"})
  void keepsTheVideoOfATranslationOfAudioAlone(boolean video, String kept) {
    PlanLaw.Pace pace = new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(0, 1));
    FaceTestBench set =
        new FaceTestBench(
            Scenario.happyPath().withPlans(new PlanLaw(pace, Failures.none())),
            FaceSettings.defaults().withHeyGen(HeyGenOptions.defaults().withAudioOnlyVideo(video)));
    String id =
        set.createdIds(CREATE.replaceFirst("\\{", "{\"translate_audio_only\":true,")).getFirst();
    set.get(ALL + "/" + id);

    JsonObject job = set.get(ALL + "/" + id).data();

    assertThat(job.containsKey("video_url")).isEqualTo(video);
    assertThat(job.getString("audio_url")).contains("/audio.m4a?");
    JsonObject event = set.get("/v3/webhooks/events").json().getJsonArray("data").getJsonObject(0);
    assertThat(event.getJsonObject("event_data").getString("url")).contains("/" + kept + "?");
    assertThat(event.getString("created_at")).isEqualTo("2026-11-21T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_parameter",
    "401, unauthorized",
    "402, insufficient_credit",
    "403, forbidden",
    "404, resource_not_found",
    "409, conflict",
    "413, payload_too_large",
    "429, rate_limit_exceeded",
    "500, internal_error",
    "502, voice_provider_error",
    "503, service_unavailable",
    "504, gateway_timeout"
  })
  void anInjectedErrorHasTheCodeThatHeyGenGivesItsStatus(int status, String code) {
    Reply refused =
        bench.send(
            "GET",
            ALL,
            "",
            "X-Api-Key",
            "demo",
            "X-Pollwise-Fault",
            "{fault: status, status: " + status + "}");

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.error().getString("code")).isEqualTo(code);
    assertThat(refused.error().getString("doc_url")).endsWith("#" + code.replace('_', '-'));
  }

  private static String[] headers(String idempotencyKey) {
    return new String[] {
      "X-Api-Key", "demo",
      "Content-Type", "application/json",
      "Idempotency-Key", idempotencyKey
    };
  }
}
