package dev.pollwise.client.http;

import java.time.Duration;

/**
 * What a submit remembers from call to call.
 *
 * @param misses calls without ids, all of them; sizes the backoff
 * @param failures how many of them, in a row at the end, were failures and not a server that is
 *     busy
 * @param failingSince when the first of these failures was known, in elapsed time of the submit;
 *     zero without any
 */
record SubmitProgress(int misses, int failures, Duration failingSince) {

  static SubmitProgress begun() {
    return new SubmitProgress(0, 0, Duration.ZERO);
  }

  /** The server lives and says that the time has not come: contact is not lost. */
  SubmitProgress busy() {
    return new SubmitProgress(misses + 1, 0, Duration.ZERO);
  }

  SubmitProgress failed(Duration now) {
    return new SubmitProgress(misses + 1, failures + 1, failures == 0 ? now : failingSince);
  }
}
