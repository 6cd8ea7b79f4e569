package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every answer against HeyGen's own schemas: nothing missing, nothing more. */
@Timeout(60)
class HeyGenSchemasTest {

  private static final String ALL = "/v3/video-translations";
  private static final String PROOFREADS = ALL + "/proofreads";
  private static final String BATCHES = ALL + "/batches";
  private static final String HOOKS = "/v3/webhooks/endpoints";
  private static final String SOURCE =
      "\"video\":{\"type\":\"url\",\"url\":\"https://a.example/v\"}";
  private static final String LOST = "\"video\":{\"type\":\"url\",\"url\":\"nowhere\"}";
  private static final String FRENCH = "\"output_languages\":[\"French\"]";

  /** HeyGen's schemas have them, and nobody has ever seen them in an answer like these. */
  private static final Set<String> NEVER_GIVEN =
      new TreeSet<>(
          List.of(
              // Its service works in one space, without folders and reviewers, and never guesses
              // the language of a video that does not exist.
              "GET /v3/video-translations/proofreads/{id}.data.input_language",
              "GET /v3/video-translations/proofreads/{id}.data.submitted_for_review",
              "PUT /v3/video-translations/proofreads/{id}/srt.data.failure_message",
              "PUT /v3/video-translations/proofreads/{id}/srt.data.input_language",
              "PUT /v3/video-translations/proofreads/{id}/srt.data.submitted_for_review",
              "DELETE /v3/webhooks/endpoints/{id}.error",
              // One page always has room for all of them.
              "GET /v3/assets/statuses.next_token",
              "GET /v3/video-translations/statuses.next_token",
              "GET /v3/webhooks/event-types.next_token"));

  // Polls move the jobs: an end is told by the webhook history, too, without a clock.
  private final FaceTestBench bench =
      new FaceTestBench(
          Scenario.happyPath()
              .withPlans(
                  new PlanLaw(
                      new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(1, 1)),
                      Failures.none())),
          FaceSettings.defaults());
  private final HeyGenSchemas schemas = new HeyGenSchemas();
  private final List<String> errors = new ArrayList<>();

  private Reply ask(String operation, String path, String body) {
    String method = operation.substring(0, operation.indexOf(' '));
    Reply reply = bench.sendJson(method, path, body);
    assertThat(reply.status()).as(operation + ": " + reply.body()).isBetween(200, 202);
    schemas.hold(operation, reply.json());
    return reply;
  }

  private JsonObject get(String operation, String path) {
    return ask(operation, path, "").json();
  }

  private String id(JsonObject data, String ids) {
    return data.getJsonArray(ids).getString(0);
  }

  @Test
  void everyAnswerFits() {
    translations();
    batches();
    proofreads();
    assets();
    webhooks();
    get("GET /v3/users/me", "/v3/users/me");

    assertThat(schemas.complaints()).isEmpty();
    Set<String> served = schemas.operations();
    assertThat(schemas.held()).isEqualTo(served);
    Set<String> unseen = schemas.unseen();
    unseen.removeIf(field -> field.startsWith("GET /v3/users/me.data.")); // one kind of billing
    assertThat(unseen).isEqualTo(NEVER_GIVEN);
  }

  @Test
  void everyOperationOfTheFaceHasASchema() {
    OpenApiDocument document = new OpenApiDocument(bench.get("/openapi").body());
    Set<String> documented = new TreeSet<>();
    document.operations().forEach(operation -> documented.add(operation.toString()));
    documented.removeIf(operation -> !operation.contains(" /v3/"));
    documented.remove("POST " + BATCHES); // of their answers HeyGen gives no schema
    documented.remove("POST /v3/assets/complete/batches");

    assertThat(schemas.operations()).containsAll(documented);
  }

  private void translations() {
    String full =
        "{\"title\":\"T\",\"input_language\":\"en\",\"callback_id\":\"c\",\"enable_caption\":true,"
            + "\"translate_audio_only\":true,"
            + SOURCE
            + ",\"output_languages\":[\"French\",\"German\"]}";
    String one = id(ask("POST " + ALL, ALL, full).data(), "video_translation_ids");
    String lost =
        id(
            ask("POST " + ALL, ALL, "{" + LOST + "," + FRENCH + "}").data(),
            "video_translation_ids");
    for (String job : List.of(one, lost)) {
      for (int i = 0; i < 3; i++) {
        get("GET " + ALL + "/{id}", ALL + "/" + job);
        ask("PATCH " + ALL + "/{id}", ALL + "/" + job, "{\"title\":\"U\"}");
      }
    }
    get("GET " + ALL, ALL + "?limit=2");
    get("GET " + ALL, ALL + "?limit=100");
    get("GET " + ALL + "/languages", ALL + "/languages");
    get("GET " + ALL + "/statuses", ALL + "/statuses?video_translation_ids=x," + one + "," + lost);
    ask("DELETE " + ALL + "/{id}", ALL + "/" + one, "");
  }

  private void batches() {
    String items =
        "{\"title\":\"B\",\"video_translations\":[{"
            + SOURCE
            + ","
            + FRENCH
            + "},{"
            + LOST
            + ","
            + FRENCH
            + "}]}";
    Reply made = bench.sendJson("POST", BATCHES, items);
    String id = made.data().getString("batch_id");
    assertThat(made.body()).isEqualTo("{\"data\":{\"batch_id\":\"" + id + "\"}}");
    for (int i = 0; i < 3; i++) {
      get("GET " + BATCHES + "/{id}", BATCHES + "/" + id);
      get("GET " + BATCHES + "/{id}", BATCHES + "/" + id + "?limit=1");
    }
    get("GET " + ALL + "/statuses", ALL + "/statuses?batch_ids=x," + id);
  }

  private void proofreads() {
    String body = "{\"title\":\"P\"," + SOURCE + "," + FRENCH + "}";
    String one = id(ask("POST " + PROOFREADS, PROOFREADS, body).data(), "proofread_ids");
    String lost =
        id(
            ask("POST " + PROOFREADS, PROOFREADS, body.replace(SOURCE, LOST)).data(),
            "proofread_ids");
    for (int i = 0; i < 3; i++) {
      get("GET " + PROOFREADS + "/{id}", PROOFREADS + "/" + one);
      get("GET " + PROOFREADS + "/{id}", PROOFREADS + "/" + lost);
    }
    String path = PROOFREADS + "/" + one;
    get("GET " + PROOFREADS + "/{id}/srt", path + "/srt");
    ask(
        "PUT " + PROOFREADS + "/{id}/srt",
        path + "/srt",
        "{\"srt\":{\"type\":\"url\",\"url\":\"https://a.example/a.srt\"}}");
    ask("POST " + PROOFREADS + "/{id}/generate", path + "/generate", "");
  }

  private void assets() {
    String me = bench.get("/v3/users/me").data().getString("username");
    JsonObject uploaded = upload().data();
    upload();
    String begin = "{\"filename\":\"a.mp4\",\"content_type\":\"video/mp4\",\"size_bytes\":1}";
    JsonObject begun =
        ask("POST /v3/assets/direct-uploads", "/v3/assets/direct-uploads", begin).data();
    String id = begun.getString("asset_id");
    String url = begun.getString("upload_url");
    bench.send("PUT", url.substring(url.indexOf("/uploads")), "x", "Content-Type", "video/mp4");
    ask("POST /v3/assets/{id}/complete", "/v3/assets/" + id + "/complete", "");
    String some = "{\"title\":\"B\",\"files\":[" + begin + "," + begin + "]}";
    String all = "/v3/assets/direct-uploads/batches";
    String batch = ask("POST " + all, all, some).data().getString("batch_id");
    Reply completed =
        bench.sendJson("POST", "/v3/assets/complete/batches", "{\"batch_id\":\"" + batch + "\"}");
    assertThat(completed.body()).isEqualTo("{\"data\":{\"batch_id\":\"" + batch + "\"}}");
    get("GET /v3/assets/batches/{id}", "/v3/assets/batches/" + batch + "?limit=1");
    String several = "/v3/assets/statuses?batch_ids=y," + batch + "&asset_ids=x," + id;
    get("GET /v3/assets/statuses", several);
    get("GET /v3/assets/search", "/v3/assets/search?query=rocket&type=image&limit=2");
    get("GET /v3/assets/search", "/v3/assets/search?query=rocket&type=icon");
    get("GET /v3/assets/{id}", "/v3/assets/" + id);
    get("GET /v3/assets", "/v3/assets?limit=2&username=" + me);
    ask("DELETE /v3/assets/{id}", "/v3/assets/" + uploaded.getString("asset_id"), "");
  }

  private Reply upload() {
    Reply reply =
        bench.send(
            "POST",
            "/v3/assets",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\nx"
                + "\r\n--b--\r\n",
            "X-Api-Key",
            "demo",
            "Content-Type",
            "multipart/form-data; boundary=b");
    schemas.hold("POST /v3/assets", reply.json());
    return reply;
  }

  private void webhooks() {
    String some = "{\"url\":\"https://a.example/\",\"events\":[\"batch.finished\"]}";
    String id = ask("POST " + HOOKS, HOOKS, some).data().getString("endpoint_id");
    ask("POST " + HOOKS, HOOKS, "{\"url\":\"https://a.example/\"}");
    get("GET " + HOOKS, HOOKS + "?limit=1");
    get("GET " + HOOKS, HOOKS);
    ask("PATCH " + HOOKS + "/{id}", HOOKS + "/" + id, "{\"events\":null}");
    ask("PATCH " + HOOKS + "/{id}", HOOKS + "/" + id, "{\"events\":[\"batch.finished\"]}");
    ask("POST " + HOOKS + "/{id}/rotate-secret", HOOKS + "/" + id + "/rotate-secret", "");
    get("GET /v3/webhooks/event-types", "/v3/webhooks/event-types");
    JsonObject events = get("GET /v3/webhooks/events", "/v3/webhooks/events?limit=100");
    assertThat(events.getJsonArray("data")).hasSizeGreaterThan(5);
    get("GET /v3/webhooks/events", "/v3/webhooks/events?limit=1");
    ask("DELETE " + HOOKS + "/{id}", HOOKS + "/" + id, "");
  }

  @Test
  void everyErrorFits() {
    OpenApiDocument document = new OpenApiDocument(bench.get("/openapi").body());
    BiPredicate<String, String> given =
        (operation, path) -> {
          String method = operation.substring(0, operation.indexOf(' '));
          List<Reply> replies =
              List.of(
                  bench.send(method, path, ""),
                  bench.send(method, path, "{", "X-Api-Key", "demo"),
                  bench.send("TRACE", path, "", "X-Api-Key", "demo"),
                  bench.send(
                      method,
                      path,
                      "",
                      "X-Api-Key",
                      "demo",
                      "X-Pollwise-Fault",
                      "{fault: status, status: 503}"));
          replies.forEach(reply -> holdError(operation, reply));
          return replies.getFirst().status() == 401;
        };

    document.operations().stream()
        .map(Object::toString)
        .filter(operation -> operation.contains(" /v3/"))
        .forEach(
            operation -> assertThat(given.test(operation, path(operation))).as(operation).isTrue());

    assertThat(errors).isEmpty();
  }

  private static String path(String operation) {
    return operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{\\w+}", "x");
  }

  /** {@code code}, {@code message} and {@code doc_url} always, {@code param} perhaps, no more. */
  private void holdError(String operation, Reply reply) {
    if (reply.status() < 400) {
      return;
    }
    JsonObject error = reply.error();
    Set<String> names = new TreeSet<>(error.keySet());
    names.remove("param");
    String anchor = error.getString("code", "").replace('_', '-');
    if (reply.json().size() != 1
        || !names.equals(Set.of("code", "message", "doc_url"))
        || error.getString("message").isBlank()
        || !error
            .getString("doc_url")
            .equals("https://developers.heygen.com/docs/error-codes#" + anchor)) {
      errors.add(operation + " " + reply.status() + " " + reply.body());
    }
  }
}
