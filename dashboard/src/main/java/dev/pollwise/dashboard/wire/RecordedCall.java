package dev.pollwise.dashboard.wire;

import dev.pollwise.client.job.JobId;
import dev.pollwise.dashboard.jobs.Exchange;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request about one or more jobs, and its answer as far as it has come. Safe for any thread. */
final class RecordedCall {

  /** Of an answer; more of it is left out. */
  static final int MOST_BODY = 8_192;

  private static final int MOST_REQUEST = 1_024;

  private final Instant sentAt;
  private final List<JobId> jobs;
  private final Redaction redaction;
  private final String request;
  private int status;
  private String head = "";
  private @Nullable String body;
  private int bytes;
  private @Nullable Map<String, String> parts;

  RecordedCall(Instant sentAt, List<JobId> jobs, HttpRequest request, Redaction redaction) {
    this.sentAt = sentAt;
    this.jobs = jobs;
    this.redaction = redaction;
    String address = request.uri().toString();
    this.request =
        request.method()
            + " "
            + (jobs.size() == 1 ? redaction.text(address) : shared(request))
            + "\n"
            + redaction.headers(request.headers());
  }

  /** The ids are no secret, but may be a hundred. */
  private static String shared(HttpRequest request) {
    String query = String.valueOf(request.uri().getRawQuery());
    String path = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    String all = path + request.uri().getRawPath() + "?" + query;
    return all.length() <= MOST_REQUEST ? all : all.substring(0, MOST_REQUEST) + " …";
  }

  List<JobId> jobs() {
    return jobs;
  }

  boolean wasSentBy(Instant moment) {
    return !sentAt.isAfter(moment);
  }

  synchronized void answered(HttpResponse.ResponseInfo info) {
    status = info.statusCode();
    head = redaction.headers(info.headers());
  }

  synchronized void read(byte[] content) {
    bytes = content.length;
    body = redaction.text(new String(content, StandardCharsets.UTF_8));
  }

  /**
   * What it is to one of its jobs.
   *
   * @param sends how many requests the call took
   */
  synchronized Exchange about(JobId job, int sends) {
    String again = sends == 1 ? "" : "the last of " + sends + " requests; ";
    if (body == null) {
      String why = status == 0 ? "no answer arrived" : "the answer broke off before its end";
      return new Exchange(request, status, head, "", again + why);
    }
    String part = jobs.size() == 1 ? null : parts(body).get(job.value());
    String shown = part == null ? body : part;
    String remark =
        part == null
            ? ""
            : String.format(
                Locale.ROOT,
                "what the answer about %,d jobs says of this one; all of it has %,d bytes",
                jobs.size(),
                bytes);
    if (shown.length() > MOST_BODY) {
      remark =
          (remark.isEmpty() ? "" : remark + "; ")
              + String.format(
                  Locale.ROOT, "the first %,d of %,d characters", MOST_BODY, shown.length());
      shown = shown.substring(0, MOST_BODY);
    }
    return new Exchange(
        request, status, head, shown, again + (bytes == 0 ? "an empty answer" : remark));
  }

  /** Found once for all of its jobs. */
  private Map<String, String> parts(String whole) {
    Map<String, String> known = parts;
    if (known == null) {
      known = new HashMap<>();
      try (var reader = Json.createReader(new StringReader(whole))) {
        collect(reader.readValue(), known);
      } catch (JsonException | IllegalStateException noJson) {
        known.clear(); // then the whole of it is shown
      }
      parts = known;
    }
    return known;
  }

  private static void collect(JsonValue value, Map<String, String> parts) {
    switch (value) {
      case JsonObject object -> {
        object
            .values()
            .forEach(field -> {
              if (field instanceof JsonString text) {
                parts.putIfAbsent(text.getString(), object.toString());
              }
            });
        object.values().forEach(field -> collect(field, parts));
      }
      case JsonArray array -> array.forEach(element -> collect(element, parts));
      default -> {}
    }
  }
}
