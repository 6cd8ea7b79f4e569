package dev.pollwise.simulator.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What is remembered of clients, with a bound on its number and on its weight; the oldest is
 * forgotten first. To be used under a lock of its owner.
 */
public final class BoundedMap<K, V> {

  /** Which entry is the oldest. */
  public enum Oldest {
    /** The one that was put first. */
    PUT,
    /** The one that was put or found first. */
    USED
  }

  private record Kept<V>(V value, long weight) {}

  private final Map<K, Kept<V>> entries;
  private final long most;
  private final long mostWeight;
  private final ToLongFunction<V> weigher;
  private long weight;

  /** With a bound on the number alone. */
  public BoundedMap(Oldest oldest, long most) {
    this(oldest, most, Long.MAX_VALUE, value -> 0);
  }

  /**
   * With both bounds.
   *
   * @param weigher of a value; asked once for each, when it is put
   */
  public BoundedMap(Oldest oldest, long most, long mostWeight, ToLongFunction<V> weigher) {
    this.entries = new LinkedHashMap<>(16, 0.75f, oldest == Oldest.USED);
    this.most = most;
    this.mostWeight = mostWeight;
    this.weigher = weigher;
  }

  /** At most so many bytes, or that part of the heap, if it is less. */
  public static long bytes(long most, int partOfHeap) {
    return Math.min(most, Runtime.getRuntime().maxMemory() / partOfHeap);
  }

  /** What is remembered under that key. */
  public Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key)).map(Kept::value);
  }

  /** Remembers that as the newest, in place of what was there; tells each that has to go for it. */
  public void put(K key, V value, Consumer<V> forgotten) {
    remove(key);
    long its = weigher.applyAsLong(value);
    entries.put(key, new Kept<>(value, its));
    weight += its;
    Iterator<Kept<V>> oldest = entries.values().iterator();
    while (entries.size() > most || (weight > mostWeight && entries.size() > 1)) {
      Kept<V> gone = oldest.next();
      weight -= gone.weight();
      oldest.remove();
      forgotten.accept(gone.value());
    }
  }

  /** Remembers that as the newest, in place of what was there. */
  public void put(K key, V value) {
    put(key, value, forgotten -> {});
  }

  /** Forgets that. */
  public void remove(K key) {
    Kept<V> gone = entries.remove(key);
    weight -= gone == null ? 0 : gone.weight();
  }

  /** How many are remembered. */
  public int size() {
    return entries.size();
  }

  /** Forgets all. */
  public void clear() {
    entries.clear();
    weight = 0;
  }

  /**
   * Counts by name. Remembers about the {@value #KEPT} names used last, or as many as an eighth of
   * the heap holds, so that a client that makes up names cannot exhaust the memory; a name that was
   * forgotten starts again at one. Safe for use by many threads.
   */
  public static final class Counters {

    private static final int KEPT = 200_000;

    /** Bytes of a name and its count. */
    private static final int EACH = 300;

    /** Of longer names, which clients make up before anybody knows them, a fingerprint is kept. */
    private static final int LONGEST = 100;

    // Names are spread over several maps, as every request counts and would wait for the one
    // before.
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
}
