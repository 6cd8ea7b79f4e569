package dev.pollwise.simulator.webhook;

import java.time.Duration;

/**
 * One way of an event to one receiver. A duplicate is a delivery of its own.
 *
 * @param number tells deliveries apart and keeps those due together in order
 * @param firstDue simulated time of the first attempt
 * @param due simulated time of the next attempt
 * @param attempt number of the next attempt, from 1
 * @param fate what a fault does to it
 */
record Delivery(
    long number,
    WebhookEvent event,
    Receiver receiver,
    Duration firstDue,
    Duration due,
    int attempt,
    Fate fate)
    implements Comparable<Delivery> {

  /** What a fault does to a delivery. */
  enum Fate {
    /** Nothing. */
    USUAL(""),
    /** It comes later. */
    LATE("webhook-delay"),
    /** It comes once more. */
    DUPLICATE("webhook-duplicate"),
    /** It never leaves. */
    LOST("webhook-loss");

    private final String word;

    Fate(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Delivery again(Duration at) {
    return new Delivery(number, event, receiver, firstDue, at, attempt + 1, fate);
  }

  @Override
  public int compareTo(Delivery other) {
    int byDue = due.compareTo(other.due);
    return byDue != 0 ? byDue : Long.compare(number, other.number);
  }
}
