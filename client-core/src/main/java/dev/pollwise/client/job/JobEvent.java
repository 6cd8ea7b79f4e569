package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import java.time.Duration;
import java.time.Instant;

/** What happens in the course of a wait. Events of one job arrive in order. */
public sealed interface JobEvent {

  /** The job. */
  JobId jobId();

  /** When it happened. */
  Moment moment();

  private static void requireParticipants(int participants) {
    if (participants < 1) {
      throw new IllegalArgumentException("participants " + participants + ": must be at least 1");
    }
  }

  /**
   * A point in a wait.
   *
   * @param at by the wall clock, for display only
   * @param elapsed steady time since the wait began
   */
  record Moment(Instant at, Duration elapsed) {
    public Moment {
      requireNonNull(at, "at");
      requireNonNull(elapsed, "elapsed");
    }
  }

  /**
   * The wait has begun.
   *
   * @param title what people call the job: the language of a translation, or the id
   */
  record Submitted(JobId jobId, Moment moment, String title) implements JobEvent {
    public Submitted {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(title, "title");
    }
  }

  /**
   * A call brought a status.
   *
   * @param moment when the answer was there
   * @param call which call of this wait it was, from 1; skips numbers where it was sent again below
   *     the client
   * @param participants how many waits shared it, 1 or more: it is one call, of which each carries
   *     its part
   * @param took from sending the request to having read the answer
   */
  record Polled(
      JobId jobId, Moment moment, int call, int participants, JobStatus status, Duration took)
      implements JobEvent {
    /** Refuses null, and a call that nobody made. */
    public Polled {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(status, "status");
      requireNonNull(took, "took");
      requireParticipants(participants);
    }
  }

  /**
   * A call brought no usable answer.
   *
   * @param moment when that was certain
   * @param call which call of this wait it was, from 1; skips numbers where it was sent again below
   *     the client
   * @param participants how many waits shared it, 1 or more: it is one call, of which each carries
   *     its part
   * @param requestId what the server calls that answer ({@code X-Request-Id}), to ask it about;
   *     empty where it says nothing of the kind, or there is no answer
   * @param took from sending the request to the failure
   */
  record Missed(
      JobId jobId,
      Moment moment,
      int call,
      int participants,
      Miss cause,
      String requestId,
      Duration took)
      implements JobEvent {
    /** Refuses null, and a call that nobody made. */
    public Missed {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(cause, "cause");
      requireNonNull(requestId, "requestId");
      requireNonNull(took, "took");
      requireParticipants(participants);
    }
  }

  /**
   * The next call is set; a changed policy or a wake-up sets it anew.
   *
   * @param moment when that was decided
   * @param delay from now to the next call
   */
  record Waiting(JobId jobId, Moment moment, Duration delay, WaitReason reason)
      implements JobEvent {
    public Waiting {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(delay, "delay");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * The status is another than before; not sent for the first status of all.
   *
   * @param moment when that was seen
   * @param from the status before
   * @param to the status now
   */
  record StatusChanged(JobId jobId, Moment moment, JobStatus from, JobStatus to)
      implements JobEvent {
    public StatusChanged {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  /** The wait is over; the last event of a job. */
  record Ended(JobId jobId, Moment moment, JobOutcome outcome) implements JobEvent {
    public Ended {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(outcome, "outcome");
    }
  }

  /**
   * The wait ended by a defect, in this library or in what the user supplied; the last event of a
   * job, in place of {@link Ended}. The job itself is not affected.
   *
   * @param defect what broke, and the token that takes up the wait again
   */
  record Broken(JobId jobId, Moment moment, WaitBrokenException defect) implements JobEvent {
    public Broken {
      requireNonNull(jobId, "jobId");
      requireNonNull(moment, "moment");
      requireNonNull(defect, "defect");
    }
  }

  /**
   * Hears what happens in a wait. Events of one job arrive in order, one at a time, on a virtual
   * thread of the client. What it throws is logged once and goes no further; as long as it blocks,
   * only its own events wait.
   */
  @FunctionalInterface
  interface Listener {

    /** Takes one event. */
    void onEvent(JobEvent event);
  }

  /** Why the next call comes when it comes. */
  sealed interface WaitReason {

    /** One line for people. */
    default String describe() {
      return switch (this) {
        case Paced(int poll, Duration nominal, String pacing) ->
            "interval " + poll + " of " + pacing + " is " + Durations.text(nominal);
        case Hinted(Duration retryAfter) ->
            "the server asked for " + Durations.text(retryAfter) + " (Retry-After)";
        case HintedToAnother(Duration retryAfter) ->
            "the server asked another call for " + Durations.text(retryAfter) + " (Retry-After)";
        case BackingOff(int failures, Duration bound) ->
            (failures == 1 ? "1 failed call" : failures + " failed calls in a row")
                + ", backoff below "
                + Durations.text(bound);
        case ResultMissing() -> "completed, but the result is not there yet: reading once more";
        case LastLook() -> "last look, exactly at the deadline";
        case OverBudget(Duration pause) ->
            "the call budget has no room for " + Durations.text(pause);
        case OutOfReach(WaitReason floor, String limit) ->
            "no further call: " + floor.describe() + ", which reaches past the " + limit;
        case LongPolled(Duration held) ->
            "the server holds calls for up to " + Durations.text(held) + ": asking on";
        case Announced() -> "there is said to be news: confirming it by a call";
        case ResultElsewhere() -> "a shared call says that it is over: reading the result";
        case FirstLook() -> "first look at a job started elsewhere";
        case AskedNow() -> "asked to look now";
      };
    }

    /**
     * The pacing chose the interval.
     *
     * @param poll which interval of the schedule this is, from 1
     * @param nominal the interval before jitter
     * @param pacing the schedule in words
     */
    record Paced(int poll, Duration nominal, String pacing) implements WaitReason {
      public Paced {
        requireNonNull(nominal, "nominal");
        requireNonNull(pacing, "pacing");
      }
    }

    /**
     * The server asked for a pause that is longer than the interval would have been.
     *
     * @param retryAfter the pause it asked for
     */
    record Hinted(Duration retryAfter) implements WaitReason {
      public Hinted {
        requireNonNull(retryAfter, "retryAfter");
      }
    }

    /**
     * The server asked for a pause in answer to another call: it binds all calls under the same
     * key.
     *
     * @param retryAfter the pause it asked for
     */
    record HintedToAnother(Duration retryAfter) implements WaitReason {
      public HintedToAnother {
        requireNonNull(retryAfter, "retryAfter");
      }
    }

    /**
     * Calls have failed; the pause is drawn from zero to a bound that doubles with each failure.
     *
     * @param failures failed calls in a row, from 1
     * @param bound the bound the pause was drawn below
     */
    record BackingOff(int failures, Duration bound) implements WaitReason {
      public BackingOff {
        requireNonNull(bound, "bound");
      }
    }

    /** The job is completed but its result has no address yet. */
    record ResultMissing() implements WaitReason {}

    /** The deadline comes before the next call would: it is moved there, as the last look. */
    record LastLook() implements WaitReason {}

    /**
     * The call budget, which all waits share, is used up until then.
     *
     * @param pause how long that is from the moment at which the call was due
     */
    record OverBudget(Duration pause) implements WaitReason {
      public OverBudget {
        requireNonNull(pause, "pause");
      }
    }

    /**
     * A floor reaches past a limit of the policy: no further call is made, the wait ends there.
     *
     * @param floor what forbids an earlier call
     * @param limit the limit in words
     */
    record OutOfReach(WaitReason floor, String limit) implements WaitReason {
      public OutOfReach {
        requireNonNull(floor, "floor");
        requireNonNull(limit, "limit");
      }
    }

    /**
     * The server holds calls until there is news, so that the next one follows at once.
     *
     * @param held for how long it was willing to hold the last one
     */
    record LongPolled(Duration held) implements WaitReason {
      public LongPolled {
        requireNonNull(held, "held");
      }
    }

    /** Somebody, a webhook for instance, says that there is news; a call confirms it. */
    record Announced() implements WaitReason {}

    /** The job is over; what a call about several jobs leaves out is read by one about this job. */
    record ResultElsewhere() implements WaitReason {}

    /** The first look at a job that was started elsewhere. */
    record FirstLook() implements WaitReason {}

    /** Somebody asked for a look now. */
    record AskedNow() implements WaitReason {}
  }
}
