package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens in the course of a submit. It ends with {@link Accepted}, {@link BatchAccepted},
 * {@link Refused} or {@link FateUnknown}, also where nobody looks at its future any more.
 */
public sealed interface SubmitEvent {

  /** Which attempt of which submit it speaks of. */
  Attempt attempt();

  /**
   * An attempt of a submit: what one keeps to account for a paid act.
   *
   * @param request what is being submitted
   * @param idempotencyKey the key that every attempt of the submit carries
   * @param number which attempt it is, from 1; 0 if none was made
   * @param moment when the event happened; elapsed counts from the beginning of the submit
   * @param requestId what the server calls its answer ({@code X-Request-Id}), to ask it about;
   *     empty where it says nothing of the kind, or there is no answer
   */
  record Attempt(
      Request request,
      String idempotencyKey,
      int number,
      JobEvent.Moment moment,
      String requestId) {
    public Attempt {
      requireNonNull(request, "request");
      requireNonNull(idempotencyKey, "idempotencyKey");
      requireNonNull(moment, "moment");
      requireNonNull(requestId, "requestId");
    }
  }

  /** The request is being sent; it may have left when the listener hears of it. */
  record Sending(Attempt attempt) implements SubmitEvent {
    public Sending {
      requireNonNull(attempt, "attempt");
    }
  }

  /**
   * The attempt brought no jobs, or not all; another will follow.
   *
   * @param delay until the next
   */
  record Retrying(Attempt attempt, Miss cause, Duration delay) implements SubmitEvent {
    public Retrying {
      requireNonNull(attempt, "attempt");
      requireNonNull(cause, "cause");
      requireNonNull(delay, "delay");
    }
  }

  /**
   * The server has accepted a translation. Its jobs are being waited for.
   *
   * @param attempt which one brought the answer
   * @param jobs their ids: one for each language, in order, unless the server gave another number
   * @param unusable ids among them that cannot be asked about, as far as they can be shown
   */
  record Accepted(Attempt attempt, List<JobId> jobs, List<String> unusable) implements SubmitEvent {
    /** Copies the lists. */
    public Accepted {
      requireNonNull(attempt, "attempt");
      jobs = List.copyOf(jobs);
      unusable = List.copyOf(unusable);
    }
  }

  /**
   * The server has accepted a batch. Its jobs are waited for as they become known.
   *
   * @param attempt which one brought the answer
   */
  record BatchAccepted(Attempt attempt, BatchId batch) implements SubmitEvent {
    public BatchAccepted {
      requireNonNull(attempt, "attempt");
      requireNonNull(batch, "batch");
    }
  }

  /**
   * No job has begun; see {@link
   * dev.pollwise.client.job.PollwiseException.SubmitFailedException.Refused}.
   *
   * @param attempt the last one
   */
  record Refused(Attempt attempt, Miss cause) implements SubmitEvent {
    public Refused {
      requireNonNull(attempt, "attempt");
      requireNonNull(cause, "cause");
    }
  }

  /**
   * There may be jobs, and only the key of the submit leads to them; see {@link
   * dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown}.
   *
   * @param attempt the last one
   * @param firstCause what happened to the first attempt that may have been accepted
   * @param cause what happened last
   */
  record FateUnknown(Attempt attempt, Miss firstCause, Miss cause) implements SubmitEvent {
    public FateUnknown {
      requireNonNull(attempt, "attempt");
      requireNonNull(firstCause, "firstCause");
      requireNonNull(cause, "cause");
    }
  }

  /**
   * Hears what becomes of submits, in order for each of them; as {@link
   * dev.pollwise.client.job.JobEvent.Listener} does of jobs. Runs on a thread of the client's
   * executor, one event at a time; what it throws is logged and goes no further.
   */
  @FunctionalInterface
  interface Listener {

    /** Something happened. */
    void onEvent(SubmitEvent event);
  }

  /** What is submitted, and paid, under one idempotency key. */
  sealed interface Request permits TranslationRequest, BatchRequest {

    /**
     * The caller's own key; empty where each submit of this request draws a new one, so that it
     * starts new jobs.
     */
    Optional<String> idempotencyKey();
  }
}
