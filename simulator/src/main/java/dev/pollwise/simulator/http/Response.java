package dev.pollwise.simulator.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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
}
