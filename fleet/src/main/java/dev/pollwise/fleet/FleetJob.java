package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;
import java.time.Instant;
import java.util.Optional;

/**
 * A paid job as the database has it at a moment.
 *
 * @param id the fleet's own
 * @param account under which it is asked for
 * @param reference the caller's; the languages of one request share it
 * @param language the target
 * @param jobId the server's; empty before it is known
 * @param askedAt when it was asked for
 * @param firstSentAt when the first byte may have left; empty before that
 * @param dueAt when the next step is due; empty if that is at once, or there is none
 * @param problem what stands in the way at present; empty if nothing does
 */
public record FleetJob(
    String id,
    String account,
    String reference,
    String language,
    State state,
    Optional<JobId> jobId,
    Instant askedAt,
    Optional<Instant> firstSentAt,
    Optional<Instant> dueAt,
    String problem) {

  /** Refuses null. */
  public FleetJob {
    requireNonNull(id, "id");
    requireNonNull(account, "account");
    requireNonNull(reference, "reference");
    requireNonNull(language, "language");
    requireNonNull(state, "state");
    requireNonNull(jobId, "jobId");
    requireNonNull(askedAt, "askedAt");
    requireNonNull(firstSentAt, "firstSentAt");
    requireNonNull(dueAt, "dueAt");
    requireNonNull(problem, "problem");
  }

  /** Where a job stands. */
  public enum State {
    /** Committed, not sent. */
    ASKED,
    /** Being sent, or sent without an answer so far. */
    SUBMITTING,
    /** Sent, and its fate cannot be found out by repeating. */
    UNKNOWN,
    /** Accepted, not over. */
    WATCHING,
    /** Over, and the handler was not told yet. */
    OVER,
    /** Over, and the handler was told. */
    DELIVERED
  }
}
