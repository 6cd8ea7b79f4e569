package dev.pollwise.simulator.heygen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Values of many owners, by keys of which no two owners have the same. Keeps at most so many, of at
 * most so much weight together unless one alone is heavier; when it is full, the oldest value of
 * the owner with the greatest weight is forgotten, so that nobody loses much by what another does.
 * Safe for use by many threads.
 */
final class FairStore<V> {

  /** How much a value is thought to take beside what is told of it, in bytes. */
  private static final int OVERHEAD = 300;

  private final int most;
  private final long heaviest;
  private final Consumer<V> onForgotten;
  private final Map<String, Held<V>> byKey = new HashMap<>();
  private final Map<String, Owner<V>> byName = new HashMap<>();
  private final TreeSet<Owner<V>> byWeight =
      new TreeSet<>(
          Comparator.comparingLong((Owner<V> owner) -> owner.weight)
              .thenComparing(owner -> owner.name));
  private long weight;
  private long added;

  /** A value; numbers tell the order in which they came. */
  record Held<V>(String key, long number, V value, long weight, Owner<V> owner) {}

  /** Everything of one owner. */
  static final class Owner<V> {
    private final String name;
    private final TreeMap<Long, Held<V>> values = new TreeMap<>();
    private long weight;

    private Owner(String name) {
      this.name = name;
    }
  }

  /**
   * An empty store.
   *
   * @param heaviest greatest weight together, in bytes; {@link Long#MAX_VALUE} for no limit
   */
  FairStore(int most, long heaviest) {
    this(most, heaviest, forgotten -> {});
  }

  /** One that tells of each value that it has to forget for others, under its lock. */
  FairStore(int most, long heaviest, Consumer<V> onForgotten) {
    this.most = most;
    this.heaviest = heaviest;
    this.onForgotten = onForgotten;
  }

  /** Adds a value as the newest, in place of one of the same key. */
  synchronized void put(String owner, String key, V value, long weight) {
    boolean unused = remove(key);
    add(new Held<>(key, ++added, value, weight + OVERHEAD, ownerOf(owner)));
  }

  /** Replaces a value and leaves its age; does nothing if it is not there. */
  synchronized void replace(String key, V value, long weight) {
    Held<V> old = byKey.get(key);
    if (old != null) {
      boolean unused = remove(key);
      add(new Held<>(key, old.number(), value, weight + OVERHEAD, ownerOf(old.owner().name)));
    }
  }

  synchronized Optional<V> find(String key) {
    return Optional.ofNullable(byKey.get(key)).map(Held::value);
  }

  /** Forgets a value; tells whether it was there. */
  synchronized boolean remove(String key) {
    Held<V> held = byKey.remove(key);
    if (held == null) {
      return false;
    }
    Owner<V> owner = held.owner();
    owner.values.remove(held.number());
    weigh(owner, -held.weight());
    if (owner.values.isEmpty()) {
      byName.remove(owner.name);
      byWeight.remove(owner);
    }
    return true;
  }

  /**
   * What an owner has, the newest first.
   *
   * @param before only values of a smaller number; {@link Long#MAX_VALUE} for the first page
   * @param limit how many at most
   */
  synchronized List<Held<V>> page(String owner, long before, int limit, Predicate<V> wanted) {
    List<Held<V>> page = new ArrayList<>();
    Owner<V> known = byName.get(owner);
    if (known != null) {
      for (Held<V> held : known.values.headMap(before, false).descendingMap().values()) {
        if (page.size() == limit) {
          break;
        }
        if (wanted.test(held.value())) {
          page.add(held);
        }
      }
    }
    return page;
  }

  synchronized void clear() {
    byKey.clear();
    byName.clear();
    byWeight.clear();
    weight = 0;
    added = 0;
  }

  private Owner<V> ownerOf(String name) {
    return byName.computeIfAbsent(name, Owner::new);
  }

  private void add(Held<V> held) {
    byKey.put(held.key(), held);
    held.owner().values.put(held.number(), held);
    weigh(held.owner(), held.weight());
    while (byKey.size() > most || (weight > heaviest && byKey.size() > 1)) {
      Held<V> oldest = byWeight.last().values.firstEntry().getValue();
      boolean unused = remove(oldest.key());
      onForgotten.accept(oldest.value());
    }
  }

  private void weigh(Owner<V> owner, long more) {
    byWeight.remove(owner);
    owner.weight += more;
    weight += more;
    byWeight.add(owner);
  }
}
