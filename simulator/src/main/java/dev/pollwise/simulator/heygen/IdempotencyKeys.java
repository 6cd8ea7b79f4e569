package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.KnownHeaders;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.job.BoundedMap;
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
 * {@value #KEPT} keys begun last, with at most {@value #BYTES_KEPT} bytes of keys and answers (or a
 * sixteenth of the heap), those that are still being served before all.
 */
final class IdempotencyKeys {

  static final Duration LIFETIME = Duration.ofHours(24);

  static final int BYTES_KEPT = 32 * 1_024 * 1_024;

  private static final int SHARE_OF_HEAP = 16;

  /** Bytes of an entry beside its key and its answer. */
  private static final int OVERHEAD = 250;

  private static final int KEPT = 100_000;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:.-]{1,255}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Runnable forgotten;
  private final long mostBytes = BoundedMap.bytes(BYTES_KEPT, SHARE_OF_HEAP);
  private long bytes;

  /** Tells of each key that has to be forgotten before its time; called under the lock. */
  IdempotencyKeys(Runnable forgotten) {
    this.forgotten = forgotten;
  }

  sealed interface Entry {}

  record Answered(Response answer, Duration at) implements Entry {}

  /** What a request under a key is to do. */
  sealed interface Turn {

    /** It is the first, and is still being served: work, and tell {@link #over}. */
    final class First implements Turn, Entry {}

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
    if (header.isEmpty() || call.ignoresIdempotencyKey()) {
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
        call.whenDone(answer -> over(key, first, answer, clock.now()));
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
   * @throws ApiError with 409 while the first one is still being served
   */
  synchronized Turn begin(String key, Duration now) {
    Entry known = entries.get(key);
    if (known instanceof Turn.First) {
      throw ApiError.of(
          409, "request_in_progress", "A request with this Idempotency-Key is in progress");
    }
    if (known instanceof Answered(Response answer, Duration at) && !isOld(at, now)) {
      return new Turn.Replay(answer);
    }
    forget(key); // so that it takes its place behind the keys begun before it
    Turn.First first = new Turn.First();
    replace(key, first);
    trim(now);
    return first;
  }

  /** The first request was answered. Does nothing if its key was forgotten meanwhile. */
  synchronized void over(String key, Turn.First first, Response answer, Duration now) {
    if (answer.status() >= 300) {
      abandon(key, first);
    } else if (entries.get(key) == first) {
      replace(key, new Answered(answer, now));
      trim(now);
    }
  }

  private synchronized void abandon(String key, Turn.First first) {
    if (entries.get(key) == first) {
      forget(key);
    }
  }

  private static boolean isOld(Duration at, Duration now) {
    return now.minus(at).compareTo(LIFETIME) >= 0;
  }

  private void replace(String key, Entry entry) {
    forgetSize(key, entries.put(key, entry));
    bytes += size(key, entry);
  }

  private void forget(String key) {
    forgetSize(key, entries.remove(key));
  }

  private void forgetSize(String key, @Nullable Entry gone) {
    bytes -= gone == null ? 0 : size(key, gone);
  }

  /** Never forgets a request that is still being served; connections limit those. */
  private void trim(Duration now) {
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while ((entries.size() > KEPT || bytes > mostBytes) && oldest.hasNext()) {
      Map.Entry<String, Entry> each = oldest.next();
      if (each.getValue() instanceof Answered(Response answer, Duration at)) {
        bytes -= size(each.getKey(), each.getValue());
        oldest.remove();
        if (!isOld(at, now)) {
          forgotten.run();
        }
      }
    }
  }

  private static int size(String key, Entry entry) {
    return OVERHEAD
        + switch (entry) {
          case Turn.First first -> key.length();
          case Answered(Response answer, Duration at) -> key.length() + answer.body().length;
        };
  }

  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }
}
