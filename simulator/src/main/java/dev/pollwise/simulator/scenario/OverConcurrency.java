package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.RetryHint;

/**
 * How a submit is refused while a key has too many unfinished jobs.
 *
 * @param response of what status, with what body; an envelope without a code or a message has those
 *     that are usual
 * @param untilFree whether {@code Retry-After} tells when enough jobs will be over, in place of
 *     what the response says
 */
public record OverConcurrency(Fault.StatusError response, boolean untilFree) {

  private static final OverConcurrency USUAL =
      new OverConcurrency(
          new Fault.StatusError(429, ErrorBody.usual(), new RetryHint.None()), true);

  /** 429 in the usual envelope, with a {@code Retry-After} that is true. */
  public static OverConcurrency usual() {
    return USUAL;
  }
}
