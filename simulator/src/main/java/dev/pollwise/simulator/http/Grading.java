package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.Injected;
import dev.pollwise.simulator.job.Durations;
import dev.pollwise.simulator.report.Client;
import dev.pollwise.simulator.report.Gradebook;
import dev.pollwise.simulator.report.StatusPoll;
import dev.pollwise.simulator.report.StatusPoll.Kind;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.report.Submit;
import dev.pollwise.simulator.simulation.JournalEntry;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/** Tells the gradebook of each request what a verdict on its client needs. */
final class Grading {

  private static final Map<String, Kind> QUESTIONS =
      Map.of(
          "status", Kind.ONE,
          "get", Kind.ONE,
          "statuses", Kind.BULK,
          "batch-get", Kind.BULK,
          "list", Kind.GLANCE,
          "rename", Kind.GLANCE);
  private static final Set<String> SUBMITS = Set.of("create", "batch-create");

  /** A request may be under way when the answer to another asks for a pause. */
  private static final Duration ON_THE_WIRE = Duration.ofMillis(100);

  private final ServerContext bench;
  private final Gradebook gradebook;

  Grading(ServerContext bench) {
    this.bench = bench;
    this.gradebook = bench.gradebook();
  }

  void answered(RequestContext call, JournalEntry entry, Response answer) {
    Optional<Duration> retryAfter = retryAfter(answer);
    write(call, entry, retryAfter);
    if (entry.status() == 429 || entry.status() == 503) {
      Client client = new Client(entry.client(), entry.userAgent());
      Moment now = now();
      Moment from = new Moment(now.nanos() + ON_THE_WIRE.toNanos(), now.simulated());
      retryAfter.ifPresent(wait -> gradebook.paused(client, from, after(now, wait)));
    }
  }

  void withheld(RequestContext call, JournalEntry entry) {
    write(call, entry, Optional.empty());
  }

  private void write(RequestContext call, JournalEntry entry, Optional<Duration> retryAfter) {
    Client client = new Client(entry.client(), entry.userAgent());
    Kind kind = QUESTIONS.get(entry.route());
    if (kind != null) {
      gradebook.question(client, question(kind, call, retryAfter));
    } else if (SUBMITS.contains(entry.route())) {
      gradebook.submit(client, submit(call, entry));
    } else {
      gradebook.request(client);
    }
  }

  private StatusPoll question(Kind kind, RequestContext call, Optional<Duration> retryAfter) {
    Moment now = now();
    return new StatusPoll(
        kind,
        new Moment(call.arrival().nanos(), call.arrival().simulated()),
        now,
        isFaulted(call),
        told(call, bench.simulation().clock().scale()),
        retryAfter.map(wait -> after(now, wait)));
  }

  private Moment now() {
    return new Moment(bench.wall().nanoTime(), bench.simulation().clock().now());
  }

  private Moment after(Moment now, Duration wait) {
    SimulatedClock clock = bench.simulation().clock();
    return new Moment(
        now.nanos() + wait.toNanos(),
        now.simulated().plus(simulated(wait, clock.isFrozen() ? 1 : clock.scale())));
  }

  private static List<StatusPoll.Told> told(RequestContext call, double scale) {
    List<StatusPoll.Told> all = new ArrayList<>();
    for (RequestContext.Shown shown : call.states()) {
      all.add(new StatusPoll.Told(shown.job(), shown.state(), scale));
    }
    return all;
  }

  private static Duration simulated(Duration wall, double scale) {
    double nanos = Math.min(wall.toNanos() * scale, Durations.LONGEST.toNanos());
    return Duration.ofNanos(Math.round(nanos));
  }

  private static boolean isFaulted(RequestContext call) {
    for (Injected injected : call.struck()) {
      if (!(injected.fault() instanceof Fault.Latency)) {
        return true;
      }
    }
    return false;
  }

  private static Submit submit(RequestContext call, JournalEntry entry) {
    CRC32C checksum = new CRC32C();
    checksum.update(call.body());
    long hash = checksum.getValue() << Integer.SIZE | call.body().length;
    boolean refused = !isFaulted(call) && entry.status() >= 400;
    return new Submit(call.header(KnownHeaders.IDEMPOTENCY_KEY).isPresent(), hash, refused);
  }

  private Optional<Duration> retryAfter(Response answer) {
    String value = answer.headers().get("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    return Character.isDigit(value.charAt(0))
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : HttpDates.parse(value).map(date -> Duration.between(bench.wall().instant(), date));
  }
}
