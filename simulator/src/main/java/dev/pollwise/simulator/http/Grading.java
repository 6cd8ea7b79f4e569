package dev.pollwise.simulator.http;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.report.Caller;
import dev.pollwise.simulator.report.Gradebook;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Kind;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.SimulatedClock;
import io.helidon.http.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the gradebook of each request what a verdict on its client needs. */
final class Grading {

  private static final Map<String, Kind> POLLS =
      Map.of(
          "status", Kind.ONE,
          "get", Kind.ONE,
          "statuses", Kind.BULK,
          "batch-get", Kind.BULK,
          "list", Kind.GLANCE,
          "rename", Kind.GLANCE,
          "proofread-get", Kind.ONE,
          "proofread-update", Kind.GLANCE);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");
  private static final Set<String> SUBMITS =
      Set.of("create", "batch-create", "proofread-create", "proofread-generate");

  /** Routes where the address is enough; who calls without a key is not known, and nobody new. */
  private static final Set<String> BY_ADDRESS = Set.of("result", "asset", "library", "upload");

  /** A request may be under way when the answer to another, elsewhere, asks for a pause. */
  private static final Duration ON_THE_WIRE = Duration.ofMillis(100);

  private final ServerContext bench;
  private final Gradebook gradebook;

  Grading(ServerContext bench) {
    this.bench = bench;
    this.gradebook = bench.gradebook();
  }

  void answered(
      RequestContext call,
      Journal.JournalEntry entry,
      Response answer,
      List<RequestJobs.Shown> states) {
    Moment now = now();
    Optional<Moment> until = retryAfter(call, answer).map(wait -> after(now, wait));
    Caller caller = caller(call, entry);
    write(caller, call, entry, new Seen(now, until, states));
    if (entry.status() == 429 || entry.status() == 503) {
      Moment from = new Moment(now.nanos() + ON_THE_WIRE.toNanos(), now.simulated());
      until.ifPresent(
          end -> gradebook.paused(caller, call.bound(), call.arrival().nanos(), now, from, end));
    }
  }

  void withheld(RequestContext call, Journal.JournalEntry entry, List<RequestJobs.Shown> states) {
    write(caller(call, entry), call, entry, new Seen(now(), Optional.empty(), states));
  }

  /** What an answer told, and when; empty if it said nothing about coming back. */
  private record Seen(Moment at, Optional<Moment> notBefore, List<RequestJobs.Shown> states) {}

  private static Caller caller(RequestContext call, Journal.JournalEntry entry) {
    return new Caller(
        new Caller.Client(entry.client(), entry.userAgent()), call.address(), call.connection());
  }

  private void write(Caller caller, RequestContext call, Journal.JournalEntry entry, Seen seen) {
    Kind kind = POLLS.get(entry.route());
    if (kind != null) {
      gradebook.poll(caller, poll(kind, call, seen));
    } else if (SUBMITS.contains(entry.route())) {
      gradebook.submit(caller, submit(call, entry, seen));
    } else if (!entry.client().isEmpty() || !BY_ADDRESS.contains(entry.route())) {
      gradebook.request(caller, call.arrival().nanos());
    }
  }

  private Gradebook.StatusPoll poll(Kind kind, RequestContext call, Seen seen) {
    double scale = bench.simulation().clock().scale();
    List<Gradebook.StatusPoll.Told> about = new ArrayList<>(seen.states().size());
    for (RequestJobs.Shown shown : seen.states()) {
      about.add(new Gradebook.StatusPoll.Told(shown.job(), shown.state(), scale));
    }
    return new Gradebook.StatusPoll(
        kind, arrived(call), seen.at(), isFaulted(call), about, seen.notBefore());
  }

  private static Gradebook.Submit submit(
      RequestContext call, Journal.JournalEntry entry, Seen seen) {
    boolean refused = !isFaulted(call) && entry.status() >= 400;
    boolean done = entry.status() >= 200 && entry.status() < 300;
    List<Job> jobs = seen.states().stream().map(RequestJobs.Shown::job).toList();
    return new Gradebook.Submit(
        arrived(call),
        seen.at(),
        call.header(Response.KnownHeaders.IDEMPOTENCY_KEY)
            .map(key -> hash(key, new byte[0]))
            .orElse(0L),
        hash(call.path(), call.body()),
        refused,
        isFaulted(call),
        jobs,
        seen.notBefore().filter(until -> done));
  }

  /**
   * Of a path, as it may name what is paid for, with a body, or of a key: so much that no two are
   * taken for one by chance.
   */
  private static long hash(String text, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest.digest(body)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Moment arrived(RequestContext call) {
    return new Moment(call.arrival().nanos(), call.arrival().simulated());
  }

  private Moment now() {
    return new Moment(bench.wall().nanoTime(), bench.simulation().clock().now());
  }

  /** The wait is one by the client's clock. */
  private Moment after(Moment now, Duration wait) {
    SimulatedClock clock = bench.simulation().clock();
    double ahead = clock.scale() / clock.scaleForClients();
    return new Moment(
        now.nanos() + Math.round(wait.toNanos() / ahead),
        now.simulated().plus(simulated(wait, clock.isFrozen() ? 1 : clock.scaleForClients())));
  }

  private static Duration simulated(Duration wall, double scale) {
    double nanos = Math.min(wall.toNanos() * scale, (double) Durations.LONGEST.toNanos());
    return Duration.ofNanos(Math.round(nanos));
  }

  private static boolean isFaulted(RequestContext call) {
    for (FaultBoard.Injected injected : call.struck()) {
      if (isHarm(injected.fault(), call)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a client that does all right may not get, or not understand, the true answer. */
  private static boolean isHarm(Fault fault, RequestContext call) {
    return switch (fault) {
      case Fault.Latency late -> false;
      case Fault.Headers more -> false;
      case Fault.IgnoreIdempotencyKey again -> false;
      case Mangling.Gzip gzip ->
          !call.header(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
      case Fault.ClockSkew skew -> true;
      case Fault.Outcome outcome -> true;
      case Distortion distortion -> true;
      case Fault.WebhookFault webhook -> true;
    };
  }

  /** A date is meant by the clock that dated the answer, which may be wrong. */
  private Optional<Duration> retryAfter(RequestContext call, Response answer) {
    String value = answer.header("Retry-After");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> wait =
        SECONDS.matcher(value).matches()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
            : HttpDates.parse(value)
                .map(date -> Duration.between(bench.wall().instant().plus(call.skew()), date));
    return wait.map(time -> time.compareTo(FaultRule.FOREVER) < 0 ? time : FaultRule.FOREVER);
  }
}
