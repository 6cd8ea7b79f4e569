package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.webhook.Watch;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of video translations, as HeyGen's API v3 has them. A batch is created whole or not at
 * all: one wrong item or too many unfinished jobs refuse all of it.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' -d '{"video_translations":[
 *   {"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}]}' \
 *   http://localhost:8080/v3/video-translations/batches
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/batches/ID
 * </pre>
 */
final class BatchService implements HttpService {

  private static final String ALL = "/v3/video-translations/batches";
  private static final String ITEMS = "video_translations";

  private final ServerContext bench;
  private final Face face;
  private final HeyGenOptions options;
  private final Submission submission;
  private final Webhooks webhooks;
  private final BatchBook batches;
  private final JobViews sights;
  private final IdempotencyKeys keys;

  BatchService(
      ServerContext bench,
      Face face,
      HeyGenOptions options,
      Submission submission,
      Webhooks webhooks,
      BatchBook batches,
      IdempotencyKeys keys) {
    this.bench = bench;
    this.face = face;
    this.options = options;
    this.submission = submission;
    this.webhooks = webhooks;
    this.batches = batches;
    this.keys = keys;
    this.sights = new JobViews(bench.simulation());
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, webhooks.lookAfter(new Exchange(bench).of(face)))
        .post(ALL, keys.once(Route.of("batch-create", this::create)))
        .get(ALL + "/{id}", Route.of("batch-get", this::get))
        .refuseOtherMethods();
  }

  private Response create(RequestContext call) {
    JsonObject body = call.json();
    String title = new BodyFields(body).text("title").orElse("");
    Watch.Callback callback = CreateRequest.callback(body, webhooks.settings());
    List<List<Job.Spec>> specs = new ArrayList<>();
    List<Watch.Callback> callbacks = new ArrayList<>();
    List<JsonObject> items = items(body);
    for (int i = 0; i < items.size(); i++) {
      try {
        CreateRequest request = submission.request(items.get(i));
        List<Job.Spec> wished = request.specs(call.client());
        Watch.Callback own = request.callback(webhooks.settings());
        wished.forEach(spec -> callbacks.add(own));
        specs.add(wished);
      } catch (ApiError refusal) {
        throw refusal.within(ITEMS + "[" + i + "]");
      }
    }
    if (callbacks.size() > Batch.MOST_ITEMS) {
      throw tooMany();
    }
    List<Job> jobs = submission.submit(call, specs);
    for (int i = 0; i < jobs.size(); i++) {
      webhooks.watch(jobs.get(i), callbacks.get(i), call);
    }
    Batch batch = batches.add(call.client(), title, jobs);
    webhooks.watch(batch, callback);
    return HeyGenJson.answer(202, Json.object().add("batch_id", batch.id()));
  }

  private static List<JsonObject> items(JsonObject body) {
    if (!(body.get(ITEMS) instanceof JsonArray items) || items.isEmpty()) {
      throw ApiError.invalid(ITEMS, ITEMS + " is required and must be an array that is not empty");
    }
    if (items.size() > Batch.MOST_ITEMS) {
      throw tooMany();
    }
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue item : items) {
      if (!(item instanceof JsonObject object)) {
        throw ApiError.invalid(ITEMS, ITEMS + " must hold objects only");
      }
      objects.add(object);
    }
    return objects;
  }

  private static ApiError tooMany() {
    return ApiError.invalid(
        ITEMS,
        ITEMS + " must come to at most " + Batch.MOST_ITEMS + " translations, one per language");
  }

  private Response get(RequestContext call) {
    Batch batch =
        batches
            .find(call.pathParameter("id"))
            .filter(known -> options.shows(known.owner(), call.client()))
            .orElseThrow(() -> ApiError.of(404, options.notFoundCode(), "Batch not found"));
    List<JobView> seen = batch.jobs().stream().map(job -> look(job, call)).toList();
    return HeyGenJson.batch(
        call,
        HeyGenJson.batchHead(batch.id(), batch.title(), batch.createdAt()),
        seen.stream().map(BatchService::state).toList(),
        seen.stream().map(Batch::word).toList(),
        i -> HeyGenJson.item(batch.jobs().get(i), seen.get(i)));
  }

  private JobView look(Job job, RequestContext call) {
    call.about(job);
    return sights.ofStatus(job, "batch-get", call);
  }

  private static JobPlan.State state(JobView sight) {
    return switch (sight) {
      case JobView.Hidden hidden -> new JobPlan.State.Pending();
      case JobView.Shown shown -> shown.state();
    };
  }
}
