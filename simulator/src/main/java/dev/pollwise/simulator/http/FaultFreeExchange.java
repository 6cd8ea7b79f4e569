package dev.pollwise.simulator.http;

import dev.pollwise.simulator.transport.KnownPeer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A pipeline without faults, limits, journal and grading, for what is about the faces. */
public final class FaultFreeExchange {

  private static final Logger LOG = System.getLogger(FaultFreeExchange.class.getName());

  private final ServerContext bench;
  private final Face face;

  /** An answer that goes on. */
  @FunctionalInterface
  public interface Stream {

    /**
     * Reads the request, and returns what sends the answer.
     *
     * @throws ApiError if there is nothing to send
     */
    Runnable begin(RequestContext call, ServerResponse response);
  }

  public FaultFreeExchange(ServerContext bench, Face face) {
    this.bench = bench;
    this.face = face;
  }

  public void serve(Route route, ServerRequest request, ServerResponse response) {
    RequestContext call = call(request);
    send(answer(route, call), call, response);
  }

  /** Serves an endless answer, to those who may see it. */
  public void stream(Stream stream, ServerRequest request, ServerResponse response) {
    RequestContext call = call(request);
    Runnable sending;
    try {
      receive(call);
      face.admit(call);
      sending = stream.begin(call, response);
    } catch (ApiError refusal) {
      send(worded(refusal), call, response);
      return;
    }
    if (request.remotePeer() instanceof KnownPeer peer) {
      peer.streams();
    }
    sending.run();
  }

  private RequestContext call(ServerRequest request) {
    return new RequestContext(request, bench.ids().next(), bench.arrival());
  }

  private void send(Response answer, RequestContext call, ServerResponse response) {
    call.date(bench.simulation().clock().wallInstant());
    answer.send(call, response, call.isLast() || bench.parking().isClosed());
  }

  private Response answer(Route route, RequestContext call) {
    try {
      receive(call);
      if (!route.isOpen()) {
        face.admit(call);
      }
      return route.work().apply(call);
    } catch (ApiError refusal) {
      return worded(refusal);
    } catch (RuntimeException | VirtualMachineError e) {
      // A bug of ours, of whatever kind: the client gets a problem all the same, the log the rest.
      bench.background().failed(e);
      LOG.log(Level.ERROR, "control request " + call.id() + " failed", e);
      return face.envelope(ApiError.of(500, "", "Internal error"));
    }
  }

  private void receive(RequestContext call) {
    call.readBody(bench.bodyLimit());
    face.recognise(call);
  }

  private Response worded(ApiError refusal) {
    Response answer = face.envelope(refusal);
    return refusal.allow().isEmpty() ? answer : answer.with("Allow", refusal.allow());
  }
}
