package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.job.BoundedMap;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The endpoints there are. Safe for use by many threads. */
public final class Endpoints {

  /** How many one owner may have. */
  public static final int PER_OWNER = 100;

  /** Bytes of one with the longest address. */
  private static final int EACH = 5_120;

  /** How many there may be: 10,000, or as many as an eighth of the heap holds. */
  static final long TOGETHER = BoundedMap.bytes(10_000L * EACH, 8) / EACH;

  private static final int SECRET_BYTES = 24;

  private final RandomGenerator random;
  private final TreeMap<Long, Endpoint> byNumber = new TreeMap<>();
  private long created;

  /**
   * None yet.
   *
   * @param random source of secrets, safe for use by many threads
   */
  public Endpoints(RandomGenerator random) {
    this.random = random;
  }

  /** Adds one, with a new secret; empty if there are too many already. */
  public synchronized Optional<Endpoint> add(
      String owner, URI url, List<String> events, String entityId, Instant now) {
    long own = byNumber.values().stream().filter(each -> each.owner().equals(owner)).count();
    if (own >= PER_OWNER || byNumber.size() >= TOGETHER) {
      return Optional.empty();
    }
    created++;
    Endpoint added =
        new Endpoint("ep_" + hex(12), created, owner, url, events, entityId, now, secret());
    byNumber.put(created, added);
    return Optional.of(added);
  }

  /** The endpoint of that id and owner. */
  public synchronized Optional<Endpoint> find(String id, String owner) {
    return byNumber.values().stream()
        .filter(each -> each.id().equals(id) && each.owner().equals(owner))
        .findFirst();
  }

  /** Changes one; empty if it is gone. */
  public synchronized Optional<Endpoint> change(Endpoint of, UnaryOperator<Endpoint> change) {
    return Optional.ofNullable(
        byNumber.computeIfPresent(of.number(), (number, known) -> change.apply(known)));
  }

  /** Gives one another secret; the old one is of no use from now on. Empty if it is gone. */
  public Optional<Endpoint> rotate(Endpoint of) {
    String next = secret();
    return change(of, known -> known.withSecret(next));
  }

  /** Forgets one. */
  public synchronized void delete(Endpoint gone) {
    byNumber.remove(gone.number());
  }

  /**
   * A page of an owner's endpoints, the newest first.
   *
   * @param before only endpoints of a smaller number; {@link Long#MAX_VALUE} for the first page
   */
  public synchronized List<Endpoint> page(String owner, long before, int limit) {
    return byNumber.headMap(before, false).descendingMap().values().stream()
        .filter(each -> each.owner().equals(owner))
        .limit(limit)
        .toList();
  }

  synchronized List<Endpoint> wanting(WebhookEvent event) {
    List<Endpoint> wanting = new ArrayList<>();
    for (Endpoint each : byNumber.values()) {
      if (each.wants(event)) {
        wanting.add(each);
      }
    }
    return wanting;
  }

  synchronized void clear() {
    byNumber.clear();
    created = 0;
  }

  private String secret() {
    return "whsec_" + hex(SECRET_BYTES);
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Where a client wants to be told of events.
   *
   * @param number from 1, in the order of creation
   * @param owner who made it; a fingerprint, never the key itself
   * @param events the types wanted; empty for all
   * @param entityId of whom alone events are wanted; empty for all
   * @param createdAt wall-clock time
   * @param secret with which deliveries are signed
   */
  public record Endpoint(
      String id,
      long number,
      String owner,
      URI url,
      List<String> events,
      String entityId,
      Instant createdAt,
      String secret) {

    /** Copies the events. */
    public Endpoint {
      events = List.copyOf(events);
    }

    /** Whether it wants this event. */
    boolean wants(WebhookEvent event) {
      return owner.equals(event.owner())
          && (events.isEmpty() || events.contains(event.data().type()))
          && (entityId.isEmpty() || entityId.equals(event.data().entityId()));
    }

    /** With another address and other events. */
    public Endpoint with(URI otherUrl, List<String> otherEvents) {
      return new Endpoint(id, number, owner, otherUrl, otherEvents, entityId, createdAt, secret);
    }

    Endpoint withSecret(String other) {
      return new Endpoint(id, number, owner, url, events, entityId, createdAt, other);
    }

    /** Never shows the secret, nor what an address may hide behind a question mark. */
    @Override
    public String toString() {
      return "Endpoint[id=" + id + ", owner=" + owner + ", events=" + events + "]";
    }
  }
}
