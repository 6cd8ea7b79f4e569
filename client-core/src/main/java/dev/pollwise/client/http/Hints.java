package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;

/** What an answer says about when to ask again, whichever of its headers says it. */
final class Hints {

  private Hints() {}

  /**
   * {@code Retry-After} goes before {@code RateLimit}, as the draft about the latter demands, and
   * that before older names.
   */
  static Hint of(WireAnswer answer) {
    Hint pause = RetryAfter.of(answer.headers(), answer.receivedAt());
    return switch (pause) {
      case Hint.None none ->
          RateLimit.of(answer.headers())
              .or(() -> XRateLimit.of(answer))
              .<Hint>map(quota -> quota)
              .orElse(none);
      case Hint.RetryAfter named -> named;
      case Hint.Quota quota -> quota;
    };
  }
}
