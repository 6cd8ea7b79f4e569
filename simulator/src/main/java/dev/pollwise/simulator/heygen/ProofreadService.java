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
import dev.pollwise.simulator.simulation.Job.Spec.Kind;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.webhook.Watch;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/**
 * Proofreads, as HeyGen's API v3 has them: subtitles that can be corrected before there is a video.
 * Each is a job with a plan of its own; once it has completed, a translation is made of it.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' -d '{"title":"Launch",
 *   "video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}' \
 *   http://localhost:8080/v3/video-translations/proofreads
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/proofreads/ID
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/proofreads/ID/srt
 * curl -X PUT -H 'X-Api-Key: demo' -H 'Content-Type: application/json' \
 *   -d '{"srt":{"type":"asset_id","asset_id":"ASSET"}}' \
 *   http://localhost:8080/v3/video-translations/proofreads/ID/srt
 * curl -X POST -H 'X-Api-Key: demo' \
 *   http://localhost:8080/v3/video-translations/proofreads/ID/generate
 * </pre>
 */
final class ProofreadService implements HttpService {

  private static final String ALL = "/v3/video-translations/proofreads";
  private static final String ONE = ALL + "/{id}";

  private final ServerContext bench;
  private final Face face;
  private final Simulation simulation;
  private final Submission submission;
  private final AssetBook assets;
  private final Webhooks webhooks;
  private final ResultUrls urls;
  private final IdempotencyKeys keys;
  private final JobLookup lookup;

  ProofreadService(
      ServerContext bench,
      Face face,
      HeyGenOptions options,
      Submission submission,
      AssetBook assets,
      Webhooks webhooks,
      ResultUrls urls,
      IdempotencyKeys keys) {
    this.bench = bench;
    this.face = face;
    this.simulation = bench.simulation();
    this.submission = submission;
    this.assets = assets;
    this.webhooks = webhooks;
    this.urls = urls;
    this.keys = keys;
    this.lookup = new JobLookup(bench, options, Kind.PROOFREAD, "proofread");
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, webhooks.lookAfter(new Exchange(bench).of(face)))
        .post(ALL, keys.once(Route.of("proofread-create", this::create)))
        .get(ONE, lookup.route("proofread-get", this::get))
        .get(ONE + "/srt", lookup.route("proofread-srt", this::srt))
        .put(ONE + "/srt", keys.once(lookup.route("proofread-update", this::update)))
        .post(ONE + "/generate", keys.once(lookup.route("proofread-generate", this::generate)))
        .refuseOtherMethods();
  }

  private Response create(RequestContext call) {
    List<Job.Spec> specs = submission.request(call.json()).proofreads(call.client());
    JsonArrayBuilder ids = Json.array();
    for (Job job : submission.submit(call, List.of(specs))) {
      webhooks.watch(job, new Watch.Callback.None(), call);
      ids.add(job.id());
    }
    JsonObjectBuilder data = Json.object().add("proofread_ids", ids).add("status", "processing");
    return HeyGenJson.answer(data);
  }

  private Response get(RequestContext call) {
    return lookup.status("proofread-get", call, ProofreadService::shown);
  }

  private static Response shown(Job job, JobView.Shown shown) {
    return HeyGenJson.answer(HeyGenJson.proofread(job, shown));
  }

  private Response srt(RequestContext call) {
    Job job = completed(call);
    JsonObjectBuilder data =
        Json.object()
            .add("srt_url", urls.to(job, ResultFiles.Kind.PROOFREAD, call))
            .add("original_srt_url", urls.to(job, ResultFiles.Kind.ORIGINAL, call));
    return HeyGenJson.answer(data);
  }

  private Response update(RequestContext call) {
    Job job = completed(call);
    BodyFields srt = new BodyFields(call.json()).requireObject("srt");
    String subtitles = Subtitles.given(srt, assets);
    JobView.Shown shown = lookup.look(job, "proofread-update", call);
    simulation.subtitle(job, subtitles);
    return shown(job, shown);
  }

  private Response generate(RequestContext call) {
    Job proofread = completed(call);
    JsonObject body = call.jsonOrNothing();
    BodyFields fields = new BodyFields(body);
    fields.flag("captions");
    fields.flag("translate_audio_only");
    Watch.Callback callback = CreateRequest.callback(body, webhooks.settings());
    Job.Spec wish =
        new Job.Spec(
            call.client(),
            proofread.spec().language(),
            proofread.spec().languageCode(),
            proofread.title(),
            proofread.spec().inputLanguage(),
            fields.text("callback_id").orElse(""),
            body.getBoolean("translate_audio_only", false),
            body.getBoolean("captions", false),
            proofread.plan().source(),
            true,
            Kind.TRANSLATION,
            proofread.subtitles());
    Job job = submission.submit(call, List.of(List.of(wish))).getFirst();
    webhooks.watch(job, callback, call);
    JsonObjectBuilder data =
        Json.object().add("video_translation_id", job.id()).add("status", "processing");
    return HeyGenJson.answer(data);
  }

  private Job completed(RequestContext call) {
    Job job = lookup.job(call);
    return switch (job.peek(simulation.clock().now())) {
      case JobPlan.State.Completed completed -> job;
      case JobPlan.State.Failed failed -> throw notReady("This proofread has failed");
      case JobPlan.State.Pending pending -> throw notReady("This proofread is not over yet");
      case JobPlan.State.Running running -> throw notReady("This proofread is not over yet");
    };
  }

  private static ApiError notReady(String message) {
    return ApiError.of(409, "resource_not_ready", message);
  }
}
