package dev.pollwise.client.http;

import dev.pollwise.client.job.Hint;

/** What an answer says about when to ask again, whichever of its headers says it. */
final class Hints {

  private Hints() {}

  static Hint of(WireAnswer answer) {
    return RetryAfter.of(answer.headers(), answer.receivedAt());
  }
}
