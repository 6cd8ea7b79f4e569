package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.job.BoundedMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Counts by name. Remembers about the {@value #KEPT} names used last, or as many as an eighth of
 * the heap holds, so that a client that makes up names cannot exhaust the memory; a name that was
 * forgotten starts again at one. Safe for use by many threads.
 */
public final class Counters {

  private static final int KEPT = 200_000;

  /** Bytes of a name and its count. */
  private static final int EACH = 300;

  /** Of longer names, which clients make up before anybody knows them, a fingerprint is kept. */
  private static final int LONGEST = 100;

  // Names are spread over several maps, as every request counts and would wait for the one before.
  private static final int STRIPES = 16;

  private final List<Stripe> stripes = Stream.generate(Stripe::new).limit(STRIPES).toList();

  /** One more: 1 on the first call with this name. */
  public long next(String name) {
    String kept = name.length() > LONGEST ? fingerprint(name) : name;
    int hash = kept.hashCode();
    return stripes.get((hash ^ (hash >>> Short.SIZE)) & (STRIPES - 1)).next(kept);
  }

  private static String fingerprint(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java knows SHA-256", e);
    }
  }

  /** Forgets all. */
  public void clear() {
    stripes.forEach(Stripe::clear);
  }

  /** The counts of some of the names. */
  private static final class Stripe {

    private final BoundedMap<String, AtomicLong> counts =
        new BoundedMap<>(
            BoundedMap.Oldest.USED, BoundedMap.bytes((long) KEPT * EACH, 8) / EACH / STRIPES);

    synchronized long next(String name) {
      Optional<AtomicLong> known = counts.find(name);
      if (known.isPresent()) {
        return known.get().incrementAndGet();
      }
      counts.put(name, new AtomicLong(1));
      return 1;
    }

    synchronized void clear() {
      counts.clear();
    }
  }
}
