package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Why the next call comes when it comes. */
public sealed interface WaitReason {

  /** One line for people. */
  String describe();

  /**
   * The pacing chose the interval.
   *
   * @param poll which interval of the schedule this is, from 1
   * @param nominal the interval before jitter
   * @param pacing the schedule in words
   */
  record Paced(int poll, Duration nominal, String pacing) implements WaitReason {
    /** Refuses null. */
    public Paced {
      requireNonNull(nominal, "nominal");
      requireNonNull(pacing, "pacing");
    }

    @Override
    public String describe() {
      return "interval " + poll + " of " + pacing + " is " + DurationText.of(nominal);
    }
  }

  /**
   * The server asked for a pause that is longer than the interval would have been.
   *
   * @param retryAfter the pause it asked for
   */
  record Hinted(Duration retryAfter) implements WaitReason {
    /** Refuses null. */
    public Hinted {
      requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public String describe() {
      return "the server asked for " + DurationText.of(retryAfter) + " (Retry-After)";
    }
  }

  /**
   * The server asked for a pause in answer to another call: it binds all calls under the same key.
   *
   * @param retryAfter the pause it asked for
   */
  record HintedToAnother(Duration retryAfter) implements WaitReason {
    /** Refuses null. */
    public HintedToAnother {
      requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public String describe() {
      return "the server asked another call for " + DurationText.of(retryAfter) + " (Retry-After)";
    }
  }

  /**
   * Calls have failed; the pause is drawn from zero to a bound that doubles with each failure.
   *
   * @param failures failed calls in a row, from 1
   * @param bound the bound the pause was drawn below
   */
  record BackingOff(int failures, Duration bound) implements WaitReason {
    /** Refuses null. */
    public BackingOff {
      requireNonNull(bound, "bound");
    }

    @Override
    public String describe() {
      return (failures == 1 ? "1 failed call" : failures + " failed calls in a row")
          + ", backoff below "
          + DurationText.of(bound);
    }
  }

  /** The job is completed but its result has no address yet. */
  record ResultMissing() implements WaitReason {
    @Override
    public String describe() {
      return "completed, but the result is not there yet: reading once more";
    }
  }

  /** The deadline comes before the next call would: it is moved there, as the last look. */
  record LastLook() implements WaitReason {
    @Override
    public String describe() {
      return "last look, exactly at the deadline";
    }
  }

  /**
   * The call budget, which all waits share, is used up until then.
   *
   * @param pause how long that is from the moment at which the call was due
   */
  record OverBudget(Duration pause) implements WaitReason {
    /** Refuses null. */
    public OverBudget {
      requireNonNull(pause, "pause");
    }

    @Override
    public String describe() {
      return "the call budget has no room for " + DurationText.of(pause);
    }
  }

  /**
   * A floor reaches past a limit of the policy: no further call is made, the wait ends there.
   *
   * @param floor what forbids an earlier call
   * @param limit the limit in words
   */
  record OutOfReach(WaitReason floor, String limit) implements WaitReason {
    /** Refuses null. */
    public OutOfReach {
      requireNonNull(floor, "floor");
      requireNonNull(limit, "limit");
    }

    @Override
    public String describe() {
      return "no further call: " + floor.describe() + ", which reaches past the " + limit;
    }
  }

  /**
   * The server holds calls until there is news, so that the next one follows at once.
   *
   * @param held for how long it was willing to hold the last one
   */
  record LongPolled(Duration held) implements WaitReason {
    /** Refuses null. */
    public LongPolled {
      requireNonNull(held, "held");
    }

    @Override
    public String describe() {
      return "the server holds calls for up to " + DurationText.of(held) + ": asking on";
    }
  }

  /** Somebody, a webhook for instance, says that there is news; a call confirms it. */
  record Announced() implements WaitReason {
    @Override
    public String describe() {
      return "there is said to be news: confirming it by a call";
    }
  }

  /** The job is over; what a call about several jobs leaves out is read by one about this job. */
  record ResultElsewhere() implements WaitReason {
    @Override
    public String describe() {
      return "over, as a call about several jobs said: reading how";
    }
  }

  /** The first look at a job that was started elsewhere. */
  record FirstLook() implements WaitReason {
    @Override
    public String describe() {
      return "first look at a job started elsewhere";
    }
  }

  /** Somebody asked for a look now. */
  record AskedNow() implements WaitReason {
    @Override
    public String describe() {
      return "asked to look now";
    }
  }
}
