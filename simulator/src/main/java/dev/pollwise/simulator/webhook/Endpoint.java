package dev.pollwise.simulator.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;

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
