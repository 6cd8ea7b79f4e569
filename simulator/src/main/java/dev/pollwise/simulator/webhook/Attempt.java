package dev.pollwise.simulator.webhook;

/** How an attempt to deliver went. */
sealed interface Attempt {

  /** The receiver answered 2xx in time. */
  record Accepted(int status) implements Attempt {}

  /** The receiver answered something else. */
  record Rejected(int status) implements Attempt {}

  /** There was no answer in time. */
  record Unanswered() implements Attempt {}

  /** The address is not allowed, so that nothing was sent. */
  record Forbidden(String why) implements Attempt {}
}
