package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.Injected;
import dev.pollwise.simulator.fault.Phase;
import dev.pollwise.simulator.fault.RetryHint;
import dev.pollwise.simulator.fault.Subject;
import dev.pollwise.simulator.http.Call.Arrival;
import dev.pollwise.simulator.simulation.SimulatedClock;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What every request of the simulated faces passes: its faults before the work, the face's own
 * limits, the work, the faults after it.
 */
final class Exchange {

  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  private final Bench bench;
  private final Books books;

  Exchange(Bench bench) {
    this.bench = bench;
    this.books = new Books(bench);
  }

  /** How an exchange ends. */
  private sealed interface Ending {

    record Answered(Answer answer) implements Ending {}

    record Withheld(Fault.Outcome by) implements Ending {}
  }

  /** This pipeline, for the routes of one face. */
  Routes.Pipeline of(Face face) {
    return (route, request, response) -> serve(face, route, request, response);
  }

  private void serve(Face face, Route route, ServerRequest request, ServerResponse response) {
    Call call = new Call(request, bench.ids().next(), arrival());
    Ending ending;
    try {
      call.readBody(Math.max(bench.bodyLimit(), route.bodyLimit()));
      ending = play(face, route, call);
    } catch (Refusal refusal) {
      ending = new Ending.Answered(worded(face, refusal));
    }
    switch (ending) {
      case Ending.Answered(Answer answer) -> {
        books.close(call, route, answer.status());
        answer.send(call, response, call.isLast() || bench.parking().isClosed());
      }
      case Ending.Withheld(Fault.Outcome by) -> {
        books.close(call, route, 0);
        withhold(by, request);
      }
    }
  }

  private Arrival arrival() {
    SimulatedClock clock = bench.simulation().clock();
    return new Arrival(bench.wall().nanoTime(), clock.now(), clock.wallInstant());
  }

  private Ending play(Face face, Route route, Call call) {
    Subject subject = route.subject().apply(call);
    RandomGenerator chance = bench.simulation().chanceOf(subject);
    List<Injected> struck =
        PickedFault.of(call)
            .orElseGet(() ->
                bench.simulation().faults().decide(subject, call.arrival().simulated(), chance));
    call.struck(struck);

    delay(struck, Phase.BEFORE, chance);
    Optional<Fault.Outcome> instead = outcome(struck, Phase.BEFORE);
    if (instead.isPresent()) {
      return strike(face, instead.get());
    }
    Answer answer = work(face, route, call);
    delay(struck, Phase.AFTER, chance);
    call.done(answer);
    return outcome(struck, Phase.AFTER)
        .map(fault -> strike(face, fault))
        .orElseGet(() -> new Ending.Answered(answer));
  }

  private Answer work(Face face, Route route, Call call) {
    try {
      face.admit(call);
      return route.work().apply(call);
    } catch (Refusal refusal) {
      return worded(face, refusal);
    } catch (RuntimeException e) {
      // A bug of ours, of whatever kind: the client gets the envelope of its face all the same, and
      // the log gets the rest.
      LOG.log(Level.ERROR, "request " + call.id() + " failed", e);
      return worded(face, Refusal.of(500, "internal_error", "Internal error"));
    }
  }

  private void delay(List<Injected> struck, Phase phase, RandomGenerator chance) {
    for (Injected injected : struck) {
      if (injected.phase() == phase && injected.fault() instanceof Fault.Latency(var law)) {
        bench.parking().park(law.draw(chance));
      }
    }
  }

  private static Optional<Fault.Outcome> outcome(List<Injected> struck, Phase phase) {
    for (Injected injected : struck) {
      if (injected.phase() == phase && injected.fault() instanceof Fault.Outcome outcome) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  private Ending strike(Face face, Fault.Outcome fault) {
    return switch (fault) {
      case Fault.StatusError(int status, ErrorBody body, RetryHint hint) ->
          new Ending.Answered(
              switch (body) {
                case ErrorBody.Envelope(String code, String message) ->
                    worded(
                        face,
                        Refusal.of(status, code, message.isEmpty() ? phrase(status) : message)
                            .retryAfter(hint));
                case ErrorBody.Empty empty -> hinted(Answer.empty(status), hint);
              });
      case Fault.Reset reset -> new Ending.Withheld(reset);
      case Fault.Close close -> new Ending.Withheld(close);
      case Fault.NoAnswer silence -> new Ending.Withheld(silence);
    };
  }

  private static String phrase(int status) {
    String phrase = Status.create(status).reasonPhrase();
    return phrase.isEmpty() ? "Error " + status : phrase;
  }

  private Answer worded(Face face, Refusal refusal) {
    Answer answer = hinted(face.envelope(refusal), refusal.retryAfter());
    return refusal.allow().isEmpty() ? answer : answer.with("Allow", refusal.allow());
  }

  private Answer hinted(Answer answer, RetryHint hint) {
    SimulatedClock clock = bench.simulation().clock();
    return switch (hint) {
      case RetryHint.None none -> answer;
      case RetryHint.InSeconds(var wait) ->
          answer.with("Retry-After", Long.toString(clock.waitSeconds(wait)));
      case RetryHint.AtDate(var wait) ->
          answer.with(
              "Retry-After",
              HttpDates.format(clock.wallInstant().plusSeconds(clock.waitSeconds(wait))));
    };
  }

  private void withhold(Fault.Outcome by, ServerRequest request) {
    switch (by) {
      case Fault.NoAnswer(var atMost) -> bench.parking().park(atMost);
      case Fault.Reset reset -> bench.sockets().reset(request.remotePeer().address());
      case Fault.Close close -> {}
      case Fault.StatusError error ->
          throw new IllegalStateException("a status is answered, not withheld");
    }
    throw new CloseConnectionException("fault: " + by.word());
  }
}
