package dev.pollwise.simulator.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of one attempt to deliver.
 *
 * @param event of which it was to tell
 * @param target scheme, host, port and path of the receiver; never what may be secret in it
 * @param status what the receiver answered; 0 for nothing
 * @param fault the fault that it met; empty for none
 * @param leftAt simulated time
 * @param leftOnWall wall-clock time
 * @param took wall-clock time
 */
public record DeliveryRecord(
    WebhookEvent event,
    String target,
    Outcome outcome,
    int status,
    String fault,
    Duration leftAt,
    Instant leftOnWall,
    Duration took) {

  /** How it went. */
  public enum Outcome {
    /** Accepted by the receiver. */
    DELIVERED("delivered"),
    /** Not accepted; it will be tried again. */
    FAILED("failed"),
    /** Not accepted, and its time is up. */
    ABANDONED("abandoned"),
    /** Lost by a fault of the scenario. */
    LOST("lost"),
    /** Never sent, because the address is not allowed. */
    FORBIDDEN("forbidden");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** As metrics have it. */
    public String word() {
      return word;
    }
  }
}
