package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What every request of the simulated faces passes: its faults before the work, the face's own
 * limits, the work, the faults after it.
 */
public final class Exchange {

  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  private static final byte[] NOTHING = new byte[0];

  private final ServerContext bench;
  private final Recorder books;
  private final BodyCorruptor mangler;

  public Exchange(ServerContext bench) {
    this.bench = bench;
    this.books = new Recorder(bench);
    this.mangler = new BodyCorruptor(bench);
  }

  /** How an exchange ends. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private sealed interface Ending {

    record Answered(Response answer) implements Ending {}

    record Mangled(Response answer, Mangling by) implements Ending {}

    record Withheld(Fault.Outcome by, byte[] bytes) implements Ending {}
  }

  /** This pipeline, for the routes of one face. */
  public Routes.Pipeline of(Face face) {
    return (route, request, response) -> serve(face, route, request, response);
  }

  private void serve(Face face, Route route, ServerRequest request, ServerResponse response) {
    RequestContext call = new RequestContext(request, bench.ids().next(), bench.arrival());
    Ending ending = recorded(face, route, call, ending(face, route, call));
    call.date(bench.simulation().clock().wallInstant().plus(call.skew()));
    boolean last = call.isLast() || bench.parking().isClosed();
    try {
      switch (ending) {
        case Ending.Answered(Response answer) -> answer.send(call, response, last);
        case Ending.Mangled(Response answer, Mangling by) ->
            mangler.send(by, answer, call, response, last);
        case Ending.Withheld(Fault.Outcome by, byte[] bytes) -> withhold(by, bytes, request);
      }
    } catch (CloseConnectionException | UncheckedIOException e) {
      throw new CloseConnectionException("the connection is at its end", e);
    } catch (RuntimeException e) {
      // It is in the books as it was meant to be; no other answer is given now.
      LOG.log(Level.ERROR, "the answer to request " + call.id() + " failed", e);
      throw new CloseConnectionException("the answer failed", e);
    }
  }

  /** What is done about the request, whatever goes wrong with it. */
  private Ending ending(Face face, Route route, RequestContext call) {
    try {
      call.readBody(Math.max(bench.bodyLimit(), route.bodyLimit()));
      return play(face, route, call);
    } catch (ApiError refusal) {
      return new Ending.Answered(worded(face, refusal, call));
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException | VirtualMachineError e) {
      Response failed = failed(face, call, e);
      call.done(failed);
      return new Ending.Answered(failed);
    }
  }

  /** Before it is sent, so that whoever has an answer finds it written down. */
  private Ending recorded(Face face, Route route, RequestContext call, Ending ending) {
    try {
      switch (ending) {
        case Ending.Answered(Response answer) -> books.answered(call, route, answer);
        case Ending.Mangled(Response answer, Mangling by) -> books.answered(call, route, answer);
        case Ending.Withheld withheld -> books.withheld(call, route);
      }
      return ending;
    } catch (RuntimeException | VirtualMachineError e) {
      books.failed(call, route);
      return new Ending.Answered(failed(face, call, e));
    }
  }

  /**
   * A bug of ours, of whatever kind: the client gets the envelope of its face all the same, and the
   * log gets the rest.
   */
  private Response failed(Face face, RequestContext call, Throwable e) {
    bench.background().failed(e);
    LOG.log(Level.ERROR, "request " + call.id() + " failed", e);
    return worded(face, ApiError.of(500, "internal_error", "Internal error"), call);
  }

  private Ending play(Face face, Route route, RequestContext call) {
    face.recognise(call);
    RequestMatcher.Subject subject = subject(route, call);
    RandomGenerator chance = bench.simulation().chanceOf(subject);
    FaultBoard board = bench.simulation().faults();
    PickedFault.of(call, bench.simulation()).ifPresent(call::picked);
    List<FaultBoard.Injected> struck =
        call.picked()
            .map(Exchange::ofRequests)
            .orElseGet(() -> board.decide(subject, call.arrival().simulated(), chance));
    call.struck(struck);

    delay(struck, FaultRule.Phase.BEFORE, chance);
    Optional<Fault.Outcome> instead = outcome(struck, FaultRule.Phase.BEFORE);
    if (instead.isPresent()) {
      return strike(face, instead.get(), Response.empty(200), call, chance);
    }
    Response answer = work(face, route, call);
    delay(struck, FaultRule.Phase.AFTER, chance);
    call.done(answer);
    Response more = withHeaders(struck, answer, call);
    return outcome(struck, FaultRule.Phase.AFTER)
        .map(fault -> strike(face, fault, more, call, chance))
        .orElseGet(() -> new Ending.Answered(more));
  }

  private RequestMatcher.Subject subject(Route route, RequestContext call) {
    RequestMatcher.Subject told = route.subject().apply(call);
    Optional<Job> only = call.jobs().only();
    // Who asks in bulk about one job asks about that job.
    RequestMatcher.Subject subject = only.map(job -> job.subject(route.name())).orElse(told);
    String state = only.map(job -> job.peek(call.arrival().simulated()).word()).orElse("");
    return subject.with(call.client(), state);
  }

  /** Without distortions, which strike looks at jobs. */
  private static List<FaultBoard.Injected> ofRequests(List<FaultBoard.Injected> picked) {
    return picked.stream().filter(each -> !(each.fault() instanceof Distortion)).toList();
  }

  private Response work(Face face, Route route, RequestContext call) {
    try {
      face.admit(call);
      return route.work().apply(call);
    } catch (ApiError refusal) {
      return worded(face, refusal, call);
    }
  }

  private void delay(
      List<FaultBoard.Injected> struck, FaultRule.Phase phase, RandomGenerator chance) {
    for (FaultBoard.Injected injected : struck) {
      if (injected.phase() == phase && injected.fault() instanceof Fault.Latency(var law)) {
        bench.parking().park(law.draw(chance));
      }
    }
  }

  private static Optional<Fault.Outcome> outcome(
      List<FaultBoard.Injected> struck, FaultRule.Phase phase) {
    for (FaultBoard.Injected injected : struck) {
      if (injected.phase() == phase && injected.fault() instanceof Fault.Outcome outcome) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  private Ending strike(
      Face face,
      Fault.Outcome fault,
      Response answer,
      RequestContext call,
      RandomGenerator chance) {
    return switch (fault) {
      case Fault.StatusError error -> {
        call.bound(Bound.KEY); // whatever the answer would have been that it replaces
        yield new Ending.Answered(response(face, error, call));
      }
      case Mangling mangling -> new Ending.Mangled(answer, mangling);
      case Fault.Nonsense nonsense ->
          new Ending.Withheld(nonsense, NonsenseBytes.of(nonsense, chance));
      case Fault.Reset reset -> new Ending.Withheld(reset, NOTHING);
      case Fault.Close close -> new Ending.Withheld(close, NOTHING);
      case Fault.NoAnswer silence -> new Ending.Withheld(silence, NOTHING);
      case Fault.Outage outage -> new Ending.Withheld(outage, NOTHING);
    };
  }

  private Response response(Face face, Fault.StatusError error, RequestContext call) {
    int status = error.status();
    boolean isError = status >= 400;
    Response response =
        switch (error.body()) {
          case ErrorBody.Envelope(String code, String message) ->
              face.envelope(
                  ApiError.of(
                      status,
                      code.isEmpty() && !isError ? "internal_error" : code,
                      message.isEmpty() ? phrase(isError ? status : 500) : message));
          case ErrorBody.Empty empty -> Response.empty(status);
          case ErrorBody.Html html -> ErrorPage.of(status, phrase(status));
          case ErrorBody.Own own -> Response.OwnBody.response(status, own, call.jobs().all());
        };
    return with(error.headers(), hinted(response, error.retryAfter(), call), call);
  }

  /** With what rules add to a true answer. */
  private Response withHeaders(
      List<FaultBoard.Injected> struck, Response answer, RequestContext call) {
    Response more = answer;
    for (FaultBoard.Injected injected : struck) {
      if (injected.fault() instanceof Fault.Headers(var extra, var hint)) {
        more = with(extra, hinted(more, hint, call), call);
      }
    }
    return more;
  }

  private static Response with(Fault.ExtraHeaders extra, Response answer, RequestContext call) {
    Response more = answer;
    for (Map.Entry<String, String> header : extra.values().entrySet()) {
      more =
          more.with(header.getKey(), Response.OwnBody.header(header.getValue(), call.jobs().all()));
    }
    return more;
  }

  private static String phrase(int status) {
    String phrase = Status.create(status).reasonPhrase();
    return phrase.isEmpty() ? "Error " + status : phrase;
  }

  private Response worded(Face face, ApiError refusal, RequestContext call) {
    call.bound(refusal.bound());
    Response answer =
        refusal
            .inPlace()
            .map(other -> response(face, other, call))
            .orElseGet(() -> hinted(face.envelope(refusal), refusal.retryAfter(), call));
    return refusal.allow().isEmpty() ? answer : answer.with("Allow", refusal.allow());
  }

  private Response hinted(Response answer, Fault.RetryHint hint, RequestContext call) {
    SimulatedClock clock = bench.simulation().clock();
    return switch (hint) {
      case Fault.RetryHint.None none -> answer;
      case Fault.RetryHint.InSeconds(var wait) ->
          answer.with("Retry-After", Long.toString(clock.waitSeconds(wait)));
      case Fault.RetryHint.AtDate(var wait) ->
          answer.with(
              "Retry-After",
              HttpDates.format(
                  clock.wallInstant().plusSeconds(clock.waitSeconds(wait)).plus(call.skew())));
    };
  }

  private void withhold(Fault.Outcome by, byte[] bytes, ServerRequest request) {
    SocketAddress peer = request.remotePeer().address();
    switch (by) {
      case Fault.NoAnswer(var atMost) -> bench.parking().park(atMost);
      case Fault.Reset reset -> bench.sockets().reset(peer);
      case Fault.Outage outage -> bench.sockets().reset(peer);
      case Fault.Close close -> {}
      case Fault.Nonsense nonsense -> bench.sockets().write(peer, bytes);
      case Fault.StatusError error ->
          throw new IllegalStateException("a status is answered, not withheld");
      case Mangling mangling ->
          throw new IllegalStateException("a spoilt answer is sent, not withheld");
    }
    throw new CloseConnectionException("fault: " + by.word());
  }
}
