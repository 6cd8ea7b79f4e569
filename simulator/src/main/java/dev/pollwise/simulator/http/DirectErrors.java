package dev.pollwise.simulator.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.InstantSource;
import java.util.function.Function;

/** Answers requests that are too broken to reach a route, in the envelope of a face. */
final class DirectErrors implements DirectHandler {

  private final Function<String, Face> faceOfPath;
  private final RequestIds ids;
  private final InstantSource wall;
  private final RefusalRecorder record;

  /** Writes down what was answered. */
  @FunctionalInterface
  interface RefusalRecorder {

    /** Method and path are empty where they did not get so far. */
    void answered(String method, String path, int status, String requestId);
  }

  DirectErrors(
      Function<String, Face> faceOfPath,
      RequestIds ids,
      InstantSource wall,
      RefusalRecorder record) {
    this.faceOfPath = faceOfPath;
    this.ids = ids;
    this.wall = wall;
    this.record = record;
  }

  DirectHandlers handlers() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      builder.addHandler(type, this);
    }
    return builder.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType eventType,
      Status defaultStatus,
      ServerResponseHeaders responseHeaders,
      String message) {
    // Helidon takes a method that is no token for an error of its own.
    boolean noRequest = eventType == EventType.INTERNAL_ERROR && request.path().isEmpty();
    Status status = noRequest ? Status.BAD_REQUEST_400 : defaultStatus;
    ApiError refusal =
        ApiError.of(
            status.code(), "", wording(noRequest ? EventType.BAD_REQUEST : eventType, status));
    Response answer = faceOfPath.apply(request.path()).envelope(refusal);
    String id = ids.next();
    record.answered(request.method(), request.path(), status.code(), id);
    responseHeaders.set(Response.KnownHeaders.REQUEST_ID, id);
    responseHeaders.set(HeaderNames.DATE, HttpDates.format(wall.instant()));
    answer.headers().forEach((name, value) -> responseHeaders.set(HeaderNames.create(name), value));
    return TransportResponse.builder()
        .status(status)
        .headers(responseHeaders)
        .keepAlive(eventType.keepAlive())
        .entity(answer.body())
        .build();
  }

  /** Never what Helidon or the client said: it could show internals, or the client's own bytes. */
  private static String wording(EventType type, Status status) {
    return switch (type) {
      case BAD_REQUEST ->
          status.code() == 400 ? "The request is not valid HTTP" : status.reasonPhrase();
      case PAYLOAD_TOO_LARGE -> "The request's body is too long";
      case HTTP_VERSION_NOT_SUPPORTED -> "This version of HTTP is not supported";
      case FORBIDDEN, INTERNAL_ERROR, OTHER -> status.reasonPhrase();
    };
  }
}
