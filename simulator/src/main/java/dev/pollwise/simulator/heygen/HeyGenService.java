package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
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
import java.util.List;
import java.util.Optional;

/**
 * The HeyGen API: video translations as HeyGen's API v3 has them.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' \
 *   -d '{"video":{"type":"url","url":"https://example.com/a.mp4"},"output_languages":["French"]}' \
 *   http://localhost:8080/v3/video-translations
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/ID
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/video-translations?limit=2'
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/languages
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/video-translations/statuses?video_translation_ids=ID'
 * curl -X PATCH -H 'X-Api-Key: demo' -H 'Content-Type: application/json' -d '{"title":"Launch"}' \
 *   http://localhost:8080/v3/video-translations/ID
 * curl -X DELETE -H 'X-Api-Key: demo' http://localhost:8080/v3/video-translations/ID
 * </pre>
 */
final class HeyGenService implements HttpService {

  private static final String ALL = "/v3/video-translations";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST_IDS = 100;

  private final ServerContext bench;
  private final Simulation simulation;
  private final HeyGenFace face;
  private final HeyGenOptions options;
  private final HeyGenJson json;
  private final Webhooks webhooks;
  private final Languages languages;
  private final Submission submission;
  private final BatchBook batches;
  private final JobViews sights;
  private final JobLookup lookup;
  private final IdempotencyKeys keys;

  HeyGenService(
      ServerContext bench,
      HeyGenFace face,
      HeyGenOptions options,
      ResultUrls urls,
      Languages languages,
      Submission submission,
      Webhooks webhooks,
      BatchBook batches,
      IdempotencyKeys keys) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.face = face;
    this.options = options;
    this.json = new HeyGenJson(urls, options, simulation.clock());
    this.sights = new JobViews(simulation);
    this.lookup = new JobLookup(bench, options, Kind.TRANSLATION, "video translation");
    this.languages = languages;
    this.submission = submission;
    this.webhooks = webhooks;
    this.batches = batches;
    this.keys = keys;
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, webhooks.lookAfter(new Exchange(bench).of(face)))
        .post(ALL, keys.once(new Route("create", this::subjectOfCreate, this::create)))
        .get(ALL, Route.of("list", this::list))
        .get(ALL + "/languages", Route.of("languages", this::languages))
        .get(ALL + "/statuses", new Route("statuses", this::subjectOfStatuses, this::statuses))
        .get(ONE, lookup.route("get", this::get))
        .patch(ONE, keys.once(lookup.route("rename", this::rename)))
        .delete(ONE, keys.once(lookup.route("delete", this::delete)))
        .refuseOtherMethods();
  }

  private Response create(RequestContext call) {
    CreateRequest request = submission.request(call.json());
    List<Job.Spec> specs = request.specs(call.client());
    Watch.Callback callback = request.callback(webhooks.settings());
    JsonArrayBuilder ids = Json.array();
    for (Job job : submission.submit(call, List.of(specs))) {
      webhooks.watch(job, callback, call);
      ids.add(job.id());
    }
    return HeyGenJson.answer(Json.object().add("video_translation_ids", ids));
  }

  private Response list(RequestContext call) {
    int limit = call.query("limit", 10, 1, 100);
    long before = call.query("token").map(Response.PageToken::read).orElse(Long.MAX_VALUE);
    List<Job> jobs =
        options.foreignJobs() == ForeignJobs.VISIBLE
            ? simulation
                .jobs()
                .page(before, limit + 1, job -> job.spec().kind() == Kind.TRANSLATION)
            : simulation.jobs().pageOf(call.client(), before, limit + 1);
    boolean more = jobs.size() > limit;
    List<Job> page = more ? jobs.subList(0, limit) : jobs;
    JsonArrayBuilder data = Json.array();
    for (Job job : page) {
      if (sights.of(job, "list", call) instanceof JobView.Shown shown) {
        data.add(json.translation(job, shown, call));
      }
    }
    var body = Json.object().add("data", data).add("has_more", more);
    if (more) {
      body.add("next_token", Response.PageToken.write(page.getLast().number()));
    }
    return Response.json(200, body.build());
  }

  private Response languages(RequestContext call) {
    JsonArrayBuilder names = Json.array();
    languages.names().forEach(names::add);
    return HeyGenJson.answer(Json.object().add("languages", names));
  }

  private Response statuses(RequestContext call) {
    List<String> ids = call.list("video_translation_ids");
    List<String> batchIds = call.list("batch_ids");
    int count = ids.size() + batchIds.size();
    if (count < 1 || count > MOST_IDS) {
      throw ApiError.invalid(
          "video_translation_ids",
          "video_translation_ids and batch_ids must name from 1 to " + MOST_IDS + " together");
    }
    JsonArrayBuilder data = Json.array();
    for (String id : ids) {
      Optional<Job> known = lookup.find(id, call);
      known.ifPresent(job -> {
        data.add(HeyGenJson.status(job, sights.ofStatus(job, "statuses", call)));
      });
      if (known.isEmpty()) {
        data.add(HeyGenJson.notFound(id));
      }
    }
    batchIds.forEach(id -> addBatch(id, call, data));
    return Response.json(200, Json.object().add("data", data).add("has_more", false).build());
  }

  private void addBatch(String id, RequestContext call, JsonArrayBuilder data) {
    Optional<Batch> known =
        batches.find(id).filter(batch -> options.shows(batch.owner(), call.client()));
    if (known.isEmpty()) {
      data.add(Json.object().add("batch_id", id).add("status", "not_found"));
      return;
    }
    List<Job> jobs = known.get().jobs();
    for (int i = 0; i < jobs.size(); i++) {
      // Not noted as what the request is about: that could be ten thousand ids in the journal.
      Job job = jobs.get(i);
      data.add(
          HeyGenJson.status(job, sights.ofStatus(job, "statuses", call))
              .add("batch_id", id)
              .add("item_index", i));
    }
  }

  private Response get(RequestContext call) {
    return lookup.status(
        "get", call, (job, shown) -> HeyGenJson.answer(json.translation(job, shown, call)));
  }

  private Response rename(RequestContext call) {
    Job job = lookup.job(call);
    BodyFields fields = new BodyFields(call.json());
    String title = fields.text("title").orElseThrow(() -> fields.refused("title", "is required"));
    JobView.Shown shown = lookup.look(job, "rename", call);
    simulation.rename(job, title);
    return HeyGenJson.answer(json.translation(job, shown, call));
  }

  private Response delete(RequestContext call) {
    Job job = lookup.job(call);
    if (!options.deleteUnfinished() && !job.peek(simulation.clock().now()).isOver()) {
      throw ApiError.of(409, "resource_not_ready", "This video translation is not over yet");
    }
    simulation.delete(job);
    return HeyGenJson.answer(Json.object().add("id", job.id()));
  }

  /** Also a poll that is refused was about those jobs. */
  private RequestMatcher.Subject subjectOfStatuses(RequestContext call) {
    List<String> ids = call.list("video_translation_ids");
    if (ids.size() <= MOST_IDS) {
      ids.forEach(id -> lookup.find(id, call).ifPresent(call::about));
    }
    return RequestMatcher.Subject.ofRoute("statuses");
  }

  private RequestMatcher.Subject subjectOfCreate(RequestContext call) {
    List<String> names = call.peekJson().map(CreateRequest::names).orElse(List.of());
    return names.isEmpty()
        ? RequestMatcher.Subject.ofRoute("create")
        : new RequestMatcher.Subject(
            "create",
            JobPlan.Identity.named(names.getFirst(), names.getLast()).value(),
            "",
            names.getFirst());
  }
}
