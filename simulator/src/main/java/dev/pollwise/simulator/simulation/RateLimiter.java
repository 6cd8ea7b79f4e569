package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.scenario.RequestLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds clients to their {@link RequestLimit} in simulated time. Refused requests do not count.
 * Remembers the 20,000 clients seen last, or as many as a sixteenth of the heap holds; one that was
 * forgotten, or gets another limit, begins with a full bucket. Safe for use by many threads.
 */
public final class RateLimiter {

  /** Bytes of a client and its bucket. */
  private static final int EACH = 800;

  private static final long CLIENTS = BoundedMap.bytes(20_000L * EACH, 16) / EACH;
  private static final Verdict UNLIMITED =
      new Verdict(true, new Held("", RequestLimit.none()), Long.MAX_VALUE, Duration.ZERO);

  /**
   * Somebody who is held to a limit.
   *
   * @param client by which requests are told apart
   */
  public record Held(String client, RequestLimit limit) {}

  /**
   * Whether a request is admitted, and how things stand then.
   *
   * @param held who was held to the tightest limit of those that applied; {@link
   *     RequestLimit#none()} if none did
   * @param remaining how many more would be admitted now
   * @param untilMore simulated time until one more than that would be
   */
  public record Verdict(boolean admitted, Held held, long remaining, Duration untilMore) {}

  private final BoundedMap<Held, Bucket> buckets =
      new BoundedMap<>(BoundedMap.Oldest.USED, CLIENTS);

  private final TimeMeter time = new SimulatedTime();
  private final Supplier<Duration> clock;
  private long nowNanos;

  RateLimiter(Supplier<Duration> clock) {
    this.clock = clock;
  }

  /** Admits a request if all limits do, and counts it then. */
  public Verdict admit(List<Held> all) {
    for (Held held : all) {
      if (!held.limit().isNone()) {
        return admitLimited(all);
      }
    }
    return UNLIMITED;
  }

  private synchronized Verdict admitLimited(List<Held> all) {
    // Read here, so that no time from before a reset is ever taken for the present one.
    nowNanos = Math.max(nowNanos, clock.get().toNanos());
    List<Bucket> applying = new ArrayList<>(all.size());
    List<Held> limits = new ArrayList<>(all.size());
    boolean admitted = true;
    for (Held held : all) {
      if (!held.limit().isNone()) {
        Bucket bucket = bucket(held);
        admitted &= bucket.getAvailableTokens() > 0;
        applying.add(bucket);
        limits.add(held);
      }
    }
    Verdict tightest = UNLIMITED;
    for (int i = 0; i < limits.size(); i++) {
      Verdict verdict = verdict(applying.get(i), limits.get(i), admitted);
      if (isTighter(verdict, tightest)) {
        tightest = verdict;
      }
    }
    return tightest;
  }

  private static Verdict verdict(Bucket bucket, Held held, boolean admitted) {
    if (admitted) {
      boolean unused = bucket.tryConsume(1);
    }
    long remaining = bucket.getAvailableTokens();
    boolean full = remaining >= held.limit().burst();
    EstimationProbe next = bucket.estimateAbilityToConsume(full ? remaining : remaining + 1);
    return new Verdict(admitted, held, remaining, Duration.ofNanos(next.getNanosToWaitForRefill()));
  }

  private static boolean isTighter(Verdict verdict, Verdict than) {
    return verdict.remaining() < than.remaining()
        || (verdict.remaining() == than.remaining()
            && verdict.untilMore().compareTo(than.untilMore()) > 0);
  }

  private Bucket bucket(Held held) {
    Optional<Bucket> known = buckets.find(held);
    if (known.isPresent()) {
      return known.get();
    }
    Bucket made =
        Bucket.builder()
            .addLimit(limit ->
                limit
                    .capacity(held.limit().burst())
                    .refillGreedy(held.limit().requests(), held.limit().per()))
            .withCustomTimePrecision(time)
            .withSynchronizationStrategy(SynchronizationStrategy.NONE) // under our lock anyway
            .build();
    buckets.put(held, made);
    return made;
  }

  /** Forgets all clients. */
  public synchronized void clear() {
    buckets.clear();
    nowNanos = 0;
  }

  /** The time of the request that is being admitted. Read under the lock. */
  private final class SimulatedTime implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return nowNanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
