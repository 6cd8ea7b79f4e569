package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.KnownHeaders;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests were made under which {@code Idempotency-Key}, and what they were answered. An
 * answer is replayed for 24 hours of simulated time, whatever the body of the repetition. Only
 * success is kept: a request that was refused created nothing and may be corrected. Remembers the
 * {@value #KEPT} keys begun last, with at most {@value #BYTES_KEPT} bytes of answers.
 */
final class IdempotencyKeys {

  static final Duration LIFETIME = Duration.ofHours(24);

  static final int BYTES_KEPT = 32 * 1_024 * 1_024;

  private static final int KEPT = 100_000;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:.-]{1,255}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long bytes;

  private sealed interface Entry {

    /** The first request is still being served. */
    record Begun() implements Entry {}

    record Answered(Response answer, Duration at) implements Entry {}
  }

  /** What a request under a key is to do. */
  sealed interface Turn {

    /** It is the first: work, and tell {@link #over}. */
    record First() implements Turn {}

    /** It is a repetition: give this answer. */
    record Replay(Response answer) implements Turn {}
  }

  /**
   * Does the work of a request once, however often it comes under the same key.
   *
   * @throws ApiError if the key is malformed, or the first request is still being served
   */
  Response once(
      RequestContext call, SimulatedClock clock, Function<RequestContext, Response> work) {
    Optional<String> header = call.header(KnownHeaders.IDEMPOTENCY_KEY);
    if (header.isEmpty()) {
      return work.apply(call);
    }
    if (!isWellFormed(header.get())) {
      throw ApiError.invalid(
          "Idempotency-Key", "Idempotency-Key must be 1 to 255 characters of A-Za-z0-9_:.-");
    }
    String key = call.client() + ' ' + header.get();
    return switch (begin(key, clock.now())) {
      case Turn.Replay(Response answer) -> answer;
      case Turn.First first -> {
        call.whenDone(answer -> over(key, answer, clock.now()));
        yield work.apply(call);
      }
    };
  }

  static boolean isWellFormed(String key) {
    return FORM.matcher(key).matches();
  }

  /**
   * Begins a request.
   *
   * @throws ApiError with 409 while the first one is still being served
   */
  synchronized Turn begin(String key, Duration now) {
    Entry known = entries.get(key);
    if (known instanceof Entry.Begun) {
      throw ApiError.of(
          409, "request_in_progress", "A request with this Idempotency-Key is in progress");
    }
    if (known instanceof Entry.Answered(Response answer, Duration at)
        && now.minus(at).compareTo(LIFETIME) < 0) {
      return new Turn.Replay(answer);
    }
    replace(key, new Entry.Begun());
    trim();
    return new Turn.First();
  }

  /** The first request was answered. */
  synchronized void over(String key, Response answer, Duration now) {
    if (answer.status() < 300) {
      replace(key, new Entry.Answered(answer, now));
      trim();
    } else {
      bytes -= size(entries.remove(key));
    }
  }

  private void replace(String key, Entry entry) {
    bytes += size(entry) - size(entries.put(key, entry));
  }

  private void trim() {
    Iterator<Entry> oldest = entries.values().iterator();
    while (entries.size() > KEPT || bytes > BYTES_KEPT) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  private static int size(@Nullable Entry entry) {
    return entry instanceof Entry.Answered(Response answer, Duration at) ? answer.body().length : 0;
  }

  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }
}
