package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A complete answer, not yet sent; so it can be delayed, replaced or lost.
 *
 * @param body never changed after creation
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Response(int status, Map<String, String> headers, byte[] body) {

  public static Response json(int status, JsonObject body) {
    return new Response(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }

  public static Response bytes(String contentType, byte[] body) {
    return new Response(200, Map.of("Content-Type", contentType), body);
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  public static Response created(String location, JsonObject body) {
    return json(201, body).with("Location", location);
  }

  public Response with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.remove(header); // or the name would stay as it was written before
    more.put(header, value);
    return new Response(status, Collections.unmodifiableMap(more), body);
  }

  /** A header's value; empty if it is not there. */
  String header(String name) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return "";
  }

  Response withStatus(int other) {
    return new Response(other, headers, body);
  }

  public Response withBody(byte[] other) {
    return new Response(status, headers, other);
  }

  /** Sets all that comes before the body. */
  void head(RequestContext call, ServerResponse response) {
    response.status(Status.create(status));
    // Left to itself, Helidon writes a date that stands still after the machine's clock was put
    // back.
    response.header(HeaderNames.DATE, HttpDates.format(call.date()));
    headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
    call.answerHeaders().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.header(KnownHeaders.REQUEST_ID, call.id());
  }

  /**
   * Sends it; to a {@code HEAD} request without the body, but with its length.
   *
   * @param last whether to close the connection then
   * @throws CloseConnectionException if the connection is at its end
   */
  void send(RequestContext call, ServerResponse response, boolean last) {
    head(call, response);
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    try {
      if (call.method().equals("HEAD")) {
        response.contentLength(body.length);
        response.send(new byte[0]);
      } else {
        response.send(body);
      }
    } catch (UncheckedIOException gone) {
      // Nobody is left to hear it; Helidon would take it for a fault of the handler, and warn.
      throw new CloseConnectionException("the client has gone before its answer", gone);
    }
    if (last) {
      // Helidon writes the header, but leaves the connection open.
      throw new CloseConnectionException("the connection is not to be used again");
    }
  }

  /** Header names that are looked up once, not for each request. */
  public static final class KnownHeaders {

    public static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    public static final HeaderName API_KEY = HeaderNames.create("X-Api-Key");
    public static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    static final HeaderName FAULT = HeaderNames.create("X-Pollwise-Fault");

    private KnownHeaders() {}
  }

  /** Fills in what a text of the user's own leaves open. */
  public static final class OwnBody {

    private static final String ID = "${id}";
    private static final String IDS = "${ids}";
    private static final String MESSAGE = "${message}";

    private OwnBody() {}

    /** An object with a JSON merge patch (RFC 7396), whose gaps are filled for one job. */
    public static JsonObjectBuilder patched(JsonObjectBuilder object, String patch, Job job) {
      return Json.patched(object, Json.of(json(patch, List.of(job))));
    }

    /** A response with that body, about those jobs. */
    static Response response(int status, ErrorBody.Own body, List<Job> jobs) {
      String text =
          body.type().equals(ErrorBody.MediaType.JSON) ? json(body.text(), jobs) : text(body, jobs);
      return Response.bytes(body.type().text(), text.getBytes(StandardCharsets.UTF_8))
          .withStatus(status);
    }

    /** The JSON text with its gaps filled; what fills one cannot break it. */
    private static String json(String text, List<Job> jobs) {
      JsonArrayBuilder ids = Json.array();
      jobs.forEach(job -> ids.add(job.id()));
      return text.replace('"' + IDS + '"', JsonText.of(ids.build()))
          .replace(ID, inQuotes(id(jobs)))
          .replace(MESSAGE, inQuotes(message(jobs)));
    }

    private static String text(ErrorBody.Own body, List<Job> jobs) {
      String ids = jobs.stream().map(Job::id).collect(Collectors.joining(","));
      return body.text().replace(IDS, ids).replace(ID, id(jobs)).replace(MESSAGE, message(jobs));
    }

    /** A header's value with its gaps filled. */
    static String header(String value, List<Job> jobs) {
      return value.replace(ID, id(jobs));
    }

    private static String id(List<Job> jobs) {
      return jobs.isEmpty() ? "" : jobs.getFirst().id();
    }

    private static String message(List<Job> jobs) {
      return !jobs.isEmpty()
              && jobs.getFirst().plan().end() instanceof JobPlan.JobEnd.Fails(String message)
          ? message
          : "";
    }

    private static String inQuotes(String text) {
      String quoted = JsonText.of(Json.text(text));
      return quoted.substring(1, quoted.length() - 1);
    }
  }

  /** Where the next page of a list begins; opaque to clients. */
  public static final class PageToken {

    private static final String PREFIX = "before:";
    private static final int DIGITS = 18;

    private PageToken() {}

    public static String write(long number) {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((PREFIX + number).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ApiError if it is anything else
     */
    public static long read(String token) {
      String text = decode(token);
      String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
      if (digits.isEmpty()
          || digits.length() > DIGITS
          || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw unknown();
      }
      return Long.parseLong(digits);
    }

    private static String decode(String token) {
      try {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      } catch (IllegalArgumentException e) {
        throw unknown();
      }
    }

    private static ApiError unknown() {
      return ApiError.invalid("token", "token must be the next_token of an earlier answer");
    }
  }
}
