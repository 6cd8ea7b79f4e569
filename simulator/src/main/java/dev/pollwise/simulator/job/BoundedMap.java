package dev.pollwise.simulator.job;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

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
}
