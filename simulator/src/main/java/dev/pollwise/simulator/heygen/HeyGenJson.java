package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/** HeyGen's resources as JSON. Fields without a value are left out, as its service does. */
final class HeyGenJson {

  private final ResultUrls urls;
  private final HeyGenOptions options;
  private final SimulatedClock clock;

  HeyGenJson(ResultUrls urls, HeyGenOptions options, SimulatedClock clock) {
    this.urls = urls;
    this.options = options;
    this.clock = clock;
  }

  /** An answer that is fine. */
  static Response answer(JsonObjectBuilder data) {
    return answer(200, data);
  }

  static Response answer(int status, JsonObjectBuilder data) {
    return Response.json(status, Json.object().add("data", data).build());
  }

  /**
   * A page of a list: the values that the source has before a number, as many as wanted.
   *
   * @param usual how many that are unless the request tells
   * @param most how many that are at most
   */
  static <T> Response page(
      RequestContext call,
      int usual,
      int most,
      BiFunction<Long, Integer, List<T>> source,
      ToLongFunction<T> number,
      Function<T, JsonObjectBuilder> json) {
    int limit = call.query("limit", usual, 1, most);
    long before = call.query("token").map(Response.PageToken::read).orElse(Long.MAX_VALUE);
    List<T> found = source.apply(before, limit + 1);
    boolean more = found.size() > limit;
    List<T> page = more ? found.subList(0, limit) : found;
    JsonArrayBuilder data = Json.array();
    page.forEach(item -> data.add(json.apply(item)));
    JsonObjectBuilder body = Json.object().add("data", data).add("has_more", more);
    if (more) {
      body.add("next_token", Response.PageToken.write(number.applyAsLong(page.getLast())));
    }
    return Response.json(200, body.build());
  }

  /** The translation resource. */
  JsonObjectBuilder translation(Job job, JobView.Shown sight, RequestContext call) {
    JobPlan.State state = sight.state();
    JsonObjectBuilder json =
        Json.object()
            .add("id", job.id())
            .add("status", sight.word().isEmpty() ? state.word() : sight.word());
    addText(json, "title", job.title());
    addText(json, "input_language", job.spec().inputLanguage());
    addText(json, "output_language", job.spec().language());
    addText(json, "callback_id", job.spec().callbackId());
    if (job.spec().audioOnly()) {
      json.add("translate_audio_only", JsonValue.TRUE);
    }
    json.add("created_at", job.createdOnWall().getEpochSecond());
    if (options.extensions().progress()) {
      json.add("progress", job.percent(state, clock.now()));
    }
    switch (state) {
      case JobPlan.State.Pending pending -> {}
      case JobPlan.State.Running running -> {}
      case JobPlan.State.Failed(String message) -> json.add("failure_message", message);
      case JobPlan.State.Completed completed -> {
        json.add("duration", seconds(job));
        if (sight.urls()) {
          addUrls(json, job, call);
        }
      }
    }
    return sight.patched(json, job);
  }

  /** The proofread resource, which has words of its own. */
  static JsonObjectBuilder proofread(Job job, JobView.Shown view) {
    String word =
        switch (view.state()) {
          case JobPlan.State.Pending pending -> "processing";
          case JobPlan.State.Running running -> "processing";
          case JobPlan.State.Completed completed -> "completed";
          case JobPlan.State.Failed failed -> "failed";
        };
    JsonObjectBuilder json =
        Json.object()
            .add("id", job.id())
            .add("status", view.word().isEmpty() ? word : view.word())
            .add("created_at", job.createdOnWall().getEpochSecond());
    addText(json, "title", job.title());
    addText(json, "input_language", job.spec().inputLanguage());
    addText(json, "output_language", job.spec().language());
    return view.state() instanceof JobPlan.State.Failed(String message)
        ? json.add("failure_message", message)
        : json;
  }

  private void addUrls(JsonObjectBuilder json, Job job, RequestContext call) {
    if (options.hasVideo(job)) {
      json.add("video_url", urls.to(job, ResultFiles.Kind.VIDEO, call));
    }
    json.add("audio_url", urls.to(job, ResultFiles.Kind.AUDIO, call));
    if (job.spec().captions()) {
      json.add("srt_caption_url", urls.to(job, ResultFiles.Kind.SRT, call));
      json.add("vtt_caption_url", urls.to(job, ResultFiles.Kind.VTT, call));
    }
  }

  /** Of the source where its length is known, else of the file that the URL answers with. */
  private static double seconds(Job job) {
    return switch (job.plan().source()) {
      case JobPlan.SourceLength.Unknown unknown -> ResultFiles.SECONDS;
      case JobPlan.SourceLength.Of(Duration length) -> length.toMillis() / 1_000.0;
    };
  }

  /**
   * A page of a batch.
   *
   * @param head what is told of it before its items
   * @param states of its items
   * @param words for these
   * @param item what is told of the item of an index
   */
  static Response batch(
      RequestContext call,
      JsonObjectBuilder head,
      List<JobPlan.State> states,
      List<String> words,
      IntFunction<JsonObjectBuilder> item) {
    int limit = call.query("limit", Batch.MOST_ITEMS, 1, Batch.MOST_ITEMS);
    int from = call.query("token").map(HeyGenJson::position).orElse(0);
    int to = Math.min(states.size(), from + limit);
    JsonArrayBuilder items = Json.array();
    for (int i = from; i < to; i++) {
      items.add(item.apply(i).add("item_index", i));
    }
    JsonObjectBuilder counts = Json.object();
    Batch.countsOf(words).forEach(counts::add);
    head.add("status", Batch.status(states))
        .add("total_items", states.size())
        .add("counts_by_status", counts)
        .add("items", items)
        .add("has_more", to < states.size());
    if (to < states.size()) {
      head.add("next_token", Response.PageToken.write(to));
    }
    return answer(head);
  }

  /** Tokens hold the position of the next item there. */
  private static int position(String token) {
    return (int) Math.min(Response.PageToken.read(token), Batch.MOST_ITEMS);
  }

  /** What is told of a batch before its items. */
  static JsonObjectBuilder batchHead(String id, String title, Instant createdAt) {
    JsonObjectBuilder head = Json.object().add("batch_id", id);
    addText(head, "title", title);
    return head.add("created_at", createdAt.getEpochSecond());
  }

  /** An item of the bulk statuses, which have words of their own. */
  static JsonObjectBuilder status(Job job, JobView sight) {
    return switch (sight) {
      case JobView.Hidden hidden -> notFound(job.id());
      case JobView.Shown shown ->
          shown.patched(
              shown.word().isEmpty()
                  ? status(job.id(), shown.state())
                  : Json.object().add("video_id", job.id()).add("status", shown.word()),
              job);
    };
  }

  /** The item of a job that is not there. */
  static JsonObjectBuilder notFound(String id) {
    return Json.object().add("video_id", id).add("status", "not_found");
  }

  /** An item of a batch; without an id as long as its job is not found. */
  static JsonObjectBuilder item(Job job, JobView sight) {
    return switch (sight) {
      case JobView.Hidden hidden -> Json.object().add("status", Batch.word(sight));
      case JobView.Shown shown -> status(job, shown);
    };
  }

  /** An item of bulk statuses, of a job or an asset. */
  static JsonObjectBuilder status(String id, JobPlan.State state) {
    JsonObjectBuilder json = Json.object().add("video_id", id).add("status", Batch.word(state));
    return state instanceof JobPlan.State.Failed(String message)
        ? json.add("error", Json.object().add("message", message))
        : json;
  }

  private static void addText(JsonObjectBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.add(name, value);
    }
  }
}
