package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which requests were made under which {@code Idempotency-Key}, and what they were answered. An
 * answer is replayed for 24 hours of simulated time, whatever the body of the repetition. A key is
 * of one client, route and path. Only success is kept: a request that was refused created nothing
 * and may be corrected. Remembers {@value #KEPT} keys, with at most {@value #BYTES_KEPT} bytes of
 * keys and answers (or a sixteenth of the heap), beside those that are still being served.
 */
final class IdempotencyKeys {

  static final Duration LIFETIME = Duration.ofHours(24);

  static final int BYTES_KEPT = 32 * 1_024 * 1_024;

  private static final int SHARE_OF_HEAP = 16;
  private static final int KEPT = 100_000;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:.-]{1,255}");

  private final Simulation simulation;
  private final FairStore<Answered> answers;

  // No more than there are connections.
  private final Map<String, Turn.First> begun = new HashMap<>();

  private Duration last = Duration.ZERO;

  /** Tells of each key that has to be forgotten before its time; called under a lock. */
  IdempotencyKeys(Simulation simulation, Runnable forgotten) {
    this.simulation = simulation;
    this.answers =
        new FairStore<>(
            KEPT,
            BoundedMap.bytes(BYTES_KEPT, SHARE_OF_HEAP),
            answered -> {
              if (!isOld(answered, last)) {
                forgotten.run();
              }
            });
  }

  /**
   * What a request was answered.
   *
   * @param jobs ids of those that it was about: a repetition is about them as well
   */
  record Answered(Response answer, List<String> jobs, Duration at) {}

  /** What a request under a key is to do. */
  sealed interface Turn {

    /** It is the first, and is still being served: work, and tell {@link #over}. */
    final class First implements Turn {}

    /** It is a repetition: give this answer. */
    record Replay(Answered answered) implements Turn {}
  }

  /**
   * A route that does its work once, however often a request comes under the same key. Its requests
   * are refused if the key is malformed, or while the first one is still being served.
   */
  Route once(Route route) {
    if (!RequestMatcher.RouteNames.KEYED.contains(route.name())) {
      throw new IllegalArgumentException(
          "route \"" + route.name() + "\": must be among RouteNames.KEYED");
    }
    return route.working(work -> call -> once(call, route.name(), work));
  }

  private Response once(
      RequestContext call, String route, Function<RequestContext, Response> work) {
    Optional<String> header = call.onlyHeader(Response.KnownHeaders.IDEMPOTENCY_KEY);
    if (header.isEmpty() || call.ignoresIdempotencyKey()) {
      return work.apply(call);
    }
    if (!isWellFormed(header.get())) {
      throw ApiError.invalid(
          "Idempotency-Key", "Idempotency-Key must be 1 to 255 characters of A-Za-z0-9_:.-");
    }
    String client = call.client();
    String key = String.join(" ", client, route, call.path(), header.get());
    SimulatedClock clock = simulation.clock();
    return switch (begin(key, clock.now())) {
      case Turn.Replay(Answered(Response answer, List<String> jobs, var at)) -> {
        jobs.forEach(id -> simulation.jobs().find(id).ifPresent(call::about));
        yield answer;
      }
      case Turn.First first -> {
        call.whenDone(
            answer -> over(client, key, first, new Answered(answer, call.jobIds(), clock.now())));
        boolean worked = false;
        try {
          Response answer = work.apply(call);
          worked = true;
          yield answer;
        } finally {
          if (!worked) {
            abandon(key, first);
          }
        }
      }
    };
  }

  static boolean isWellFormed(String key) {
    return FORM.matcher(key).matches();
  }

  /**
   * Begins a request.
   *
   * @param key of which no two clients have the same
   * @throws ApiError with 409 while the first one is still being served
   */
  synchronized Turn begin(String key, Duration now) {
    if (begun.containsKey(key)) {
      throw ApiError.of(
          409, "request_in_progress", "A request with this Idempotency-Key is in progress");
    }
    Optional<Answered> known = answers.find(key);
    if (known.isPresent() && !isOld(known.get(), now)) {
      return new Turn.Replay(known.get());
    }
    Turn.First first = new Turn.First();
    begun.put(key, first);
    return first;
  }

  /** The first request was answered. Does nothing if its key was forgotten meanwhile. */
  synchronized void over(String client, String key, Turn.First first, Answered answered) {
    if (begun.remove(key, first) && answered.answer().status() < 300) {
      last = answered.at();
      long ids = answered.jobs().stream().mapToLong(String::length).sum();
      long weight = (long) key.length() + answered.answer().body().length + ids;
      answers.put(client, key, answered, weight);
    }
  }

  private static boolean isOld(Answered answered, Duration now) {
    return now.minus(answered.at()).compareTo(LIFETIME) >= 0;
  }

  private synchronized void abandon(String key, Turn.First first) {
    boolean unused = begun.remove(key, first);
  }

  synchronized void clear() {
    answers.clear();
    begun.clear();
  }
}
