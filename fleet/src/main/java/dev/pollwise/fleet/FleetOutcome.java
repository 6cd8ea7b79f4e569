package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobOutcome;
import java.time.Instant;

/** How a job of a fleet came out. */
public sealed interface FleetOutcome {

  /**
   * The job was accepted and its wait is over: it ended, or a limit was reached while it went on.
   *
   * @param outcome as a client in memory would tell it
   */
  record Waited(JobOutcome outcome) implements FleetOutcome {
    public Waited {
      requireNonNull(outcome, "outcome");
    }
  }

  /**
   * The server does not want the job, and nothing was paid.
   *
   * @param reason in the server's words
   * @param requestId what the server calls its answer; empty where it says nothing of the kind
   */
  record Refused(String reason, String requestId) implements FleetOutcome {
    public Refused {
      requireNonNull(reason, "reason");
      requireNonNull(requestId, "requestId");
    }
  }

  /**
   * The submit may have reached the server, its answer was lost, it may not be repeated any more,
   * and the server's list does not show the job. It may have been paid. A person can find out with
   * what is here, and settles it by {@link Fleet#adopt} or {@link Fleet#writeOff}.
   *
   * @param idempotencyKey under which it was sent
   * @param callbackId the server was asked to show in its list
   * @param firstSentAt when the first byte may have left
   * @param sends how often it was sent
   * @param reason why its fate is not known
   */
  record Unknown(
      String idempotencyKey, String callbackId, Instant firstSentAt, int sends, String reason)
      implements FleetOutcome {
    public Unknown {
      requireNonNull(idempotencyKey, "idempotencyKey");
      requireNonNull(callbackId, "callbackId");
      requireNonNull(firstSentAt, "firstSentAt");
      requireNonNull(reason, "reason");
    }
  }
}
