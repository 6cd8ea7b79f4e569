package dev.pollwise.simulator.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A pipeline without faults, limits, journal and grading, for what is about the faces. */
final class ControlExchange {

  private static final Logger LOG = System.getLogger(ControlExchange.class.getName());

  private final Bench bench;
  private final Face face;

  /** An answer that goes on. */
  @FunctionalInterface
  interface Stream {

    /**
     * Reads the request, and returns what sends the answer.
     *
     * @throws Refusal if there is nothing to send
     */
    Runnable begin(Call call, ServerResponse response);
  }

  ControlExchange(Bench bench, Face face) {
    this.bench = bench;
    this.face = face;
  }

  void serve(Route route, ServerRequest request, ServerResponse response) {
    Call call = call(request);
    send(answer(route, call), call, response);
  }

  /** Serves an endless answer, to those who may see it. */
  void stream(Stream stream, ServerRequest request, ServerResponse response) {
    Call call = call(request);
    Runnable sending;
    try {
      call.readBody(bench.bodyLimit());
      face.admit(call);
      sending = stream.begin(call, response);
    } catch (Refusal refusal) {
      send(worded(refusal), call, response);
      return;
    }
    sending.run();
  }

  private Call call(ServerRequest request) {
    Arrival arrival =
        new Arrival(
            bench.wall().nanoTime(),
            bench.simulation().clock().now(),
            bench.simulation().clock().wallInstant());
    return new Call(request, bench.ids().next(), arrival);
  }

  private void send(Answer answer, Call call, ServerResponse response) {
    answer.send(call, response, call.isLast() || bench.parking().isClosed());
  }

  private Answer answer(Route route, Call call) {
    try {
      call.readBody(bench.bodyLimit());
      face.recognise(call);
      if (!route.isOpen()) {
        face.admit(call);
      }
      return route.work().apply(call);
    } catch (Refusal refusal) {
      return worded(refusal);
    } catch (RuntimeException e) {
      // A bug of ours, of whatever kind: the client gets a problem all the same, the log the rest.
      LOG.log(Level.ERROR, "control request " + call.id() + " failed", e);
      return face.envelope(Refusal.of(500, "", "Internal error"));
    }
  }

  private Answer worded(Refusal refusal) {
    Answer answer = face.envelope(refusal);
    return refusal.allow().isEmpty() ? answer : answer.with("Allow", refusal.allow());
  }
}
