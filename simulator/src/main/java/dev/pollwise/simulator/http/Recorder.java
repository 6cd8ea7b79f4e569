package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.SimulatedClock;
import io.helidon.http.HeaderNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down each request: gradebook, journal, events, metrics and log. */
final class Recorder {

  private static final Logger LOG = System.getLogger(Recorder.class.getName());
  private static final int SHOWN = 200;

  private final ServerContext bench;
  private final Grading grading;

  Recorder(ServerContext bench) {
    this.bench = bench;
    this.grading = new Grading(bench);
  }

  /**
   * Closes the books on a request that is answered. Called before the answer is sent, so that
   * whoever has it finds it written down.
   */
  void answered(RequestContext call, Route route, Response answer) {
    Journal.JournalEntry entry = entry(call, route, answer.status());
    grading.answered(call, entry, answer, states(call, route));
    write(call.struck(), entry, call.arrival().nanos());
  }

  /** Closes the books on a request that gets no answer. */
  void withheld(RequestContext call, Route route) {
    Journal.JournalEntry entry = entry(call, route, 0);
    grading.withheld(call, entry, states(call, route));
    write(call.struck(), entry, call.arrival().nanos());
  }

  /** Writes down an answer to what was no request, or not yet one. */
  void refused(String method, String path, int status, String requestId) {
    SimulatedClock clock = bench.simulation().clock();
    Journal.JournalEntry entry =
        new Journal.JournalEntry(
            0,
            clock.now(),
            clock.wallInstant(),
            printable(method),
            printable(path.split("\\?", 2)[0]),
            Route.REFUSED,
            status,
            Duration.ZERO,
            "",
            "",
            "",
            "",
            requestId);
    write(List.of(), entry, bench.wall().nanoTime());
  }

  /** Closes the books on a request that failed, also where that is why. */
  void failed(RequestContext call, Route route) {
    write(call.struck(), entry(call, route, 500), call.arrival().nanos());
  }

  /** The jobs that it was about; each carries its share, except of a list, which is about none. */
  private static List<RequestJobs.Shown> states(RequestContext call, Route route) {
    List<RequestJobs.Shown> states = call.jobs().states();
    if (!route.name().equals("list")) {
      states.forEach(shown -> shown.job().called(1.0 / states.size()));
    }
    return states;
  }

  private Journal.JournalEntry entry(RequestContext call, Route route, int status) {
    return new Journal.JournalEntry(
        0,
        call.arrival().simulated(),
        call.arrival().onWall(),
        printable(call.method()),
        printable(call.path()),
        route.name(),
        status,
        Duration.ofNanos(Math.max(0, bench.wall().nanoTime() - call.arrival().nanos())),
        call.jobs().ids(),
        call.client(),
        printable(call.header(HeaderNames.USER_AGENT).orElse("")),
        faults(call),
        call.id());
  }

  private void write(List<FaultBoard.Injected> struck, Journal.JournalEntry entry, long arrived) {
    struck.forEach(injected -> bench.metrics().fault(injected.fault().word()));
    bench.metrics().request(entry);
    bench
        .simulation()
        .journal()
        .write(entry, arrived)
        .map(EventRing.SimulatorEvent.RequestOver::new)
        .ifPresent(bench.events()::publish);
    try {
      bench.log().over(entry);
    } catch (RuntimeException e) {
      // It is the user's own, where the server is embedded, and no request is to fail for it.
      LOG.log(Level.ERROR, "the log of requests failed", e);
    }
  }

  private static String faults(RequestContext call) {
    return call.struck().isEmpty()
        ? ""
        : call.struck().stream()
            .map(injected -> injected.fault().word())
            .collect(Collectors.joining(","));
  }

  /** What a client sent, safe to show: no control characters, not endless. */
  private static String printable(String text) {
    if (text.length() <= SHOWN && isPlain(text)) {
      return text;
    }
    String head = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return head.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
