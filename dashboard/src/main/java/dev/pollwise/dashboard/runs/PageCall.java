package dev.pollwise.dashboard.runs;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.jobs.Exchange;
import dev.pollwise.dashboard.jobs.LaneCall;
import java.util.Optional;

/**
 * A call on the page of a job.
 *
 * @param call when it was, and what it brought
 * @param reason why it came when it came; empty where that is not kept
 * @param exchange what went over the wire; empty where that is not kept
 */
record PageCall(LaneCall call, String reason, Optional<Exchange> exchange) {

  String at() {
    return Durations.text(call.sent());
  }

  String took() {
    return Durations.text(call.answered().minus(call.sent()));
  }

  /** What the server said, in a number. */
  String status() {
    return exchange
        .map(seen -> seen.status() == 0 ? "no answer" : Integer.toString(seen.status()))
        .orElse("");
  }

  /** All of it, to read and to copy. */
  String text() {
    return "Call "
        + call.number()
        + ", sent "
        + at()
        + " after the wait began, over after "
        + took()
        + "\nWhy then: "
        + (reason.isEmpty() ? "not kept" : reason)
        + "\nResult: "
        + call.told()
        + "\n\n"
        + exchange.map(Exchange::text).orElse("(what went over the wire is not kept)");
  }
}
