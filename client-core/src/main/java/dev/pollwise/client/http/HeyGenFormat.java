package dev.pollwise.client.http;

import static dev.pollwise.client.http.JsonDocument.JSON;

import dev.pollwise.client.http.HeyGenApi.Languages;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.http.HeyGenApi.WebhookBody;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HeyGen's v3 API as JSON. Pure. */
final class HeyGenFormat {

  /** Which of them a delivery has, is told differently; only the first is documented. */
  private static final List<String> JOB_OF_AN_EVENT =
      List.of("video_translate_id", "video_translation_id", "id");

  private final Misses misses;

  HeyGenFormat(Credentials credentials) {
    this.misses = new Misses(credentials);
  }

  /** What an answer of {@code GET /v3/video-translations/{id}} says. */
  Answer status(JobId job, WireAnswer answer) {
    if (!answer.isSuccess()) {
      return misses.of(answer);
    }
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    Optional<JsonObject> data = body.flatMap(whole -> JsonDocument.object(whole, "data"));
    Optional<String> word = data.flatMap(resource -> JsonDocument.text(resource, "status"));
    if (body.isEmpty() || data.isEmpty() || word.isEmpty()) {
      return misses
          .failureInstead(answer)
          .<Answer>map(reason -> failure(job, reason, answer.hint()))
          .orElseGet(() -> misses.instead(answer, "no data.status in it"));
    }
    Optional<String> other =
        JsonDocument.scalar(data.get(), "id")
            .filter(id -> !id.isEmpty() && !id.equals(job.value()));
    if (other.isPresent()) {
      return misses.unreadable(answer, "it is about another job, " + other.get());
    }
    Duration held = PreferredWait.applied(answer.headers());
    return seen(job, word.get(), body.get(), data.get(), answer, held);
  }

  private Answer seen(
      JobId job, String word, JsonObject body, JsonObject data, WireAnswer answer, Duration held) {
    Hint hint = answer.hint();
    return switch (word) {
      case "pending" -> alive(new JobStatus.Pending(), hint, held);
      case "completed" -> {
        Map<String, String> fields = answer.resolved(JsonDocument.fields(data));
        misses.trouble(body, data).ifPresent(error -> fields.putIfAbsent("error", error));
        JobStatus.Result result = new JobStatus.Result(fields);
        yield new Answer.Seen(
            new JobStatus.Completed(job, result),
            hint,
            hasAddress(result) ? Answer.Detail.COMPLETE : Answer.Detail.RESULT_PENDING);
      }
      case "failed" -> new Answer.Seen(new JobStatus.Failed(job, misses.reason(body, data)));
      case "running" -> alive(new JobStatus.Running(), hint, held);
      default -> alive(JobStatus.Running.unrecognised(misses.shown(word)), hint, held);
    };
  }

  /** To be asked for again, as no answer about the job: it may be one of somebody between. */
  private static Answer failure(JobId job, String reason, Hint hint) {
    return new Answer.Seen(new JobStatus.Failed(job, reason), hint, Answer.Detail.STATUS_ONLY);
  }

  static Answer alive(JobStatus status, Hint hint, Duration held) {
    return new Answer.Seen(status, hint, Answer.Detail.COMPLETE, held);
  }

  /** Audio alone will do, unless the server says that there is to be a video. */
  private static boolean hasAddress(JobStatus.Result result) {
    boolean isVideo = result.field("translate_audio_only").filter("false"::equals).isPresent();
    return result.videoUrl().isPresent() || (!isVideo && result.audioUrl().isPresent());
  }

  /** The body of {@code POST /v3/video-translations}. */
  static byte[] submission(Order order) {
    return order(order).build().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What a submit, of its own or as one of a batch, says. */
  static JsonObjectBuilder order(Order order) {
    JsonObjectBuilder body = JSON.createObjectBuilder();
    // In one order: the same submit is the same bytes in every process.
    new TreeMap<>(order.options())
        .forEach((field, value) -> body.add(field, JsonDocument.scalar(value)));
    return body.add(
            "video",
            JSON.createObjectBuilder().add("type", "url").add("url", order.video().toString()))
        .add("output_languages", JSON.createArrayBuilder(order.languages()));
  }

  /** The order that a body was made of. */
  static Order order(byte[] submission) {
    JsonObject body =
        JsonDocument.object(submission)
            .orElseThrow(() -> new IllegalArgumentException("a submission that is no JSON object"));
    Optional<String> video =
        JsonDocument.object(body, "video").flatMap(source -> JsonDocument.text(source, "url"));
    List<String> languages = texts(body, "output_languages");
    if (video.isEmpty() || languages.isEmpty()) {
      throw new IllegalArgumentException("a submission without a video or a language");
    }
    Map<String, Object> options = new TreeMap<>();
    body.forEach(
        (field, value) -> JsonDocument.value(value).ifPresent(one -> options.put(field, one)));
    return new Order(URI.create(video.get()), languages, options);
  }

  /** What an answer of {@code GET /v3/video-translations/languages} says. */
  Languages languages(WireAnswer answer) {
    if (!answer.isSuccess()) {
      return new Languages.Missed(misses.ofKnownPath(answer));
    }
    return JsonDocument.object(answer.body())
        .flatMap(body -> JsonDocument.object(body, "data"))
        .filter(data -> data.get("languages") instanceof JsonArray)
        .<Languages>map(data -> new Languages.Known(texts(data, "languages")))
        .orElseGet(() -> new Languages.Missed(misses.instead(answer, "no data.languages in it")));
  }

  /** What the body of a webhook says. */
  static Optional<WebhookBody> webhook(byte[] body) {
    Optional<JsonObject> event = JsonDocument.object(body);
    Optional<JsonObject> data = event.flatMap(whole -> JsonDocument.object(whole, "event_data"));
    return event
        .flatMap(whole -> JsonDocument.text(whole, "event_type"))
        .map(type ->
            new WebhookBody(
                type,
                text(event, "event_id"),
                JOB_OF_AN_EVENT.stream()
                    .map(name -> text(data, name))
                    .filter(id -> !id.isEmpty())
                    .findFirst()
                    .orElse(""),
                text(data, "callback_id"),
                Sha256.of(body)));
  }

  private static String text(Optional<JsonObject> parent, String name) {
    return parent.flatMap(object -> JsonDocument.text(object, name)).orElse("");
  }

  private static List<String> texts(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonArray array
        ? array.stream()
            .filter(JsonString.class::isInstance)
            .map(text -> ((JsonString) text).getString())
            .toList()
        : List.of();
  }
}
