package dev.pollwise.simulator.control;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.event.EventRing.Look;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Events as they happen, as server-sent events. {@code Last-Event-ID} resumes after an event that
 * is still remembered, 0 begins with the oldest; without it the stream begins with what comes next.
 * A comment every 15 seconds keeps the connection known to be alive. A reader that is too slow is
 * cut off and may resume.
 */
final class EventStream {

  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final HeaderName CACHE = HeaderNames.CACHE_CONTROL;
  private static final int DIGITS = 18;

  private final EventRing ring;
  private final EventJson json;
  private final Duration heartbeat;

  EventStream(EventRing ring, EventJson json, Duration heartbeat) {
    this.ring = ring;
    this.json = json;
    this.heartbeat = heartbeat;
  }

  /**
   * Reads after which event to begin.
   *
   * @throws ApiError if the request names none that there can be
   */
  Runnable begin(RequestContext call, ServerResponse response) {
    long after = after(call);
    return () -> serve(after, call, response);
  }

  private long after(RequestContext call) {
    String id = call.header(LAST_EVENT_ID).orElse("");
    if (id.isEmpty()) {
      return ring.lastId();
    }
    if (id.length() > DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw ApiError.invalid("Last-Event-ID", "Last-Event-ID must be the id of an event, or 0");
    }
    return Long.parseLong(id);
  }

  /** Streams until the reader goes, is too slow, or the server stops. */
  void serve(long after, RequestContext call, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header(CACHE, "no-store");
    response.header(Response.KnownHeaders.REQUEST_ID, call.id());
    try (EventRing.Watch watch = ring.watch(after);
        OutputStream out = response.outputStream()) {
      write(out, "retry: 1000\n\n");
      boolean open = true;
      while (open) {
        switch (watch.look(heartbeat)) {
          case Look.News(var events) -> write(out, text(events));
          case Look.Quiet quiet -> write(out, ": still here\n\n");
          case Look.Over over -> open = false;
        }
      }
    } catch (IOException | RuntimeException e) {
      // The reader is gone, or was cut off; Helidon tells that by exceptions of many kinds.
      throw new CloseConnectionException("the reader of events is gone", e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CloseConnectionException("the reader of events was too slow");
    }
  }

  private String text(Iterable<EventRing.Event> events) {
    StringBuilder text = new StringBuilder();
    for (EventRing.Event event : events) {
      text.append("id: ")
          .append(event.id())
          .append("\nevent: ")
          .append(EventJson.name(event.what()))
          .append("\ndata: ")
          .append(json.data(event.what()).build())
          .append("\n\n");
    }
    return text.toString();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
