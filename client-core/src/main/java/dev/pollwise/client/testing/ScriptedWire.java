package dev.pollwise.client.testing;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HeyGen's side of the wire: what it reads, and how it says what a script has it say. Pure. */
final class ScriptedWire {

  /** Found once: each method of {@code Json} searches the class path for it anew. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String HMAC = "HmacSHA256";

  private ScriptedWire() {}

  /**
   * An answer as it goes over the wire.
   *
   * @param status as in HTTP; 0 or less if there is none
   */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    /** The request has arrived, and its answer never gets through. */
    static final Answer LOST = new Answer(0, Map.of(), "");

    /** The request has never left. */
    static final Answer UNSENT = new Answer(-1, Map.of(), "");
  }

  /** How many jobs a submit asks for. */
  static int jobsIn(String body) {
    JsonObject submit;
    try (JsonReader reader = JSON.createReader(new StringReader(body))) {
      submit = reader.readObject();
    }
    JsonArray orders = submit.getJsonArray("video_translations");
    return orders == null
        ? submit.getJsonArray("output_languages").size()
        : orders.stream()
            .mapToInt(order -> order.asJsonObject().getJsonArray("output_languages").size())
            .sum();
  }

  /** The jobs that one request asks about together. */
  static List<JobId> ids(URI uri) {
    String query = uri.getRawQuery().replaceFirst("^video_translation_ids=", "");
    return Arrays.stream(URLDecoder.decode(query, StandardCharsets.UTF_8).split(","))
        .map(JobId::of)
        .toList();
  }

  static Answer accepted(List<JobId> jobs) {
    JsonArrayBuilder ids = JSON.createArrayBuilder();
    jobs.forEach(job -> ids.add(job.value()));
    return data(JSON.createObjectBuilder().add("video_translation_ids", ids).build());
  }

  static Answer batchAccepted(String batch) {
    return data(JSON.createObjectBuilder().add("batch_id", batch).build());
  }

  static Answer batch(List<JobId> jobs) {
    JsonArrayBuilder items = JSON.createArrayBuilder();
    for (int i = 0; i < jobs.size(); i++) {
      items.add(
          JSON.createObjectBuilder()
              .add("item_index", i)
              .add("video_id", jobs.get(i).value())
              .add("status", "processing"));
    }
    return data(
        JSON.createObjectBuilder().add("total_items", jobs.size()).add("items", items).build());
  }

  static Answer languages() {
    JsonArrayBuilder names =
        JSON.createArrayBuilder().add("French (France)").add("Spanish (Spain)");
    return data(JSON.createObjectBuilder().add("languages", names).build());
  }

  static Answer noRoom() {
    return error(429, "rate_limit_exceeded", "no room for more jobs", Hint.none());
  }

  /** What a request about one job brings. */
  static Answer status(dev.pollwise.client.job.Answer answer) {
    return switch (answer) {
      case Miss miss -> of(miss);
      case dev.pollwise.client.job.Answer.Seen seen -> {
        JsonObjectBuilder job = JSON.createObjectBuilder();
        switch (seen.status()) {
          case JobStatus.Pending pending -> job.add("status", "pending");
          case JobStatus.Running running -> job.add("status", running.word());
          case JobStatus.Completed done -> {
            done.result().fields().forEach(job::add);
            job.add("id", done.jobId().value()).add("status", "completed");
          }
          case JobStatus.Failed failed ->
              job.add("id", failed.jobId().value())
                  .add("status", "failed")
                  .add("failure_message", failed.reason());
        }
        Map<String, List<String>> headers = headers(seen.hint());
        if (seen.held().isPositive()) {
          headers.put("Preference-Applied", List.of("wait=" + seen.held().toSeconds()));
        }
        yield json(200, JSON.createObjectBuilder().add("data", job).build(), headers);
      }
    };
  }

  /** What a request about several brings: one that fails for any of them fails for all. */
  static Answer statuses(Map<JobId, dev.pollwise.client.job.Answer> answers) {
    JsonArrayBuilder items = JSON.createArrayBuilder();
    Hint hint = Hint.none();
    for (Map.Entry<JobId, dev.pollwise.client.job.Answer> entry : answers.entrySet()) {
      if (entry.getValue() instanceof Miss miss && !(miss instanceof Miss.NotFound)) {
        return of(miss);
      }
      hint = longer(hint, entry.getValue().hint());
      items.add(
          JSON.createObjectBuilder()
              .add("video_id", entry.getKey().value())
              .add("status", word(entry.getValue())));
    }
    return json(200, JSON.createObjectBuilder().add("data", items).build(), headers(hint));
  }

  private static String word(dev.pollwise.client.job.Answer answer) {
    return switch (answer) {
      case Miss miss -> "not_found";
      case dev.pollwise.client.job.Answer.Seen seen ->
          switch (seen.status()) {
            case JobStatus.Pending pending -> "queued";
            case JobStatus.Running running -> "processing";
            case JobStatus.Completed done -> "completed";
            case JobStatus.Failed failed -> "failed";
          };
    };
  }

  private static Hint longer(Hint a, Hint b) {
    return a.floor().compareTo(b.floor()) >= 0 ? a : b;
  }

  static Answer of(Miss miss) {
    return switch (miss) {
      case Miss.Unreachable refused -> Answer.UNSENT;
      case Miss.TimedOut late -> Answer.LOST;
      case Miss.Unreadable(String detail, Hint hint) -> new Answer(200, headers(hint), detail);
      case Miss.Throttled(String detail, Hint hint) ->
          error(429, "rate_limit_exceeded", detail, hint);
      case Miss.NotFound(String detail, Hint hint) -> error(404, "not_found", detail, hint);
      case Miss.Rejected(int status, String detail, Hint hint) ->
          error(status, "error", detail, hint);
      case Miss.Denied(int status, String detail) -> error(status, "denied", detail, Hint.none());
      case Miss.Redirected(int status, String location, Hint hint) -> {
        Map<String, List<String>> headers = headers(hint);
        headers.put("Location", List.of(location));
        yield new Answer(status, headers, "");
      }
    };
  }

  private static Answer data(JsonValue data) {
    return json(200, JSON.createObjectBuilder().add("data", data).build(), Map.of());
  }

  private static Answer error(int status, String code, String message, Hint hint) {
    JsonObjectBuilder error = JSON.createObjectBuilder().add("code", code).add("message", message);
    return json(status, JSON.createObjectBuilder().add("error", error).build(), headers(hint));
  }

  private static Answer json(int status, JsonObject body, Map<String, List<String>> headers) {
    return new Answer(status, headers, body.toString());
  }

  private static Map<String, List<String>> headers(Hint hint) {
    Map<String, List<String>> headers = new HashMap<>();
    switch (hint) {
      case Hint.None none -> {}
      case Hint.RetryAfter(Duration delay) ->
          headers.put("Retry-After", List.of(String.valueOf(inSeconds(delay))));
      case Hint.Quota(long remaining, Duration reset) ->
          headers.put(
              "RateLimit", List.of("\"scripted\";r=" + remaining + ";t=" + inSeconds(reset)));
    }
    return headers;
  }

  /** Upwards: the wire knows whole seconds only. */
  private static long inSeconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }

  /** The event that a job is over. */
  static byte[] event(JobId job, boolean isFailing) {
    return JSON.createObjectBuilder()
        .add("event_id", "event-of-" + job.value())
        .add("event_type", isFailing ? "video_translate.fail" : "video_translate.success")
        .add("event_data", JSON.createObjectBuilder().add("video_translate_id", job.value()))
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The headers of a delivery. */
  static Map<String, List<String>> signed(String secret, JobId job, byte[] body, Instant now) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return Map.of(
          "Heygen-Signature", List.of(HexFormat.of().formatHex(mac.doFinal(body))),
          "Heygen-Timestamp", List.of(String.valueOf(now.getEpochSecond())),
          "Heygen-Event-Id", List.of("event-of-" + job.value()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + HMAC, impossible);
    }
  }
}
