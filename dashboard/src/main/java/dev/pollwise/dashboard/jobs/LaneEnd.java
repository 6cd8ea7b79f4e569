package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Durations;
import java.time.Duration;

/** What is known of the end of a job. Times count from the beginning of the wait. */
public sealed interface LaneEnd {

  /** In one line for people; empty while there is nothing to say. */
  String words();

  /** Watched, and not over as far as anybody can tell. */
  record Open() implements LaneEnd {
    @Override
    public String words() {
      return "";
    }
  }

  /**
   * Over, as the simulator tells, but not seen yet.
   *
   * @param trueEnd when the job was over
   * @param late how long ago that is
   */
  record Overdue(Duration trueEnd, Duration late) implements LaneEnd {
    @Override
    public String words() {
      return "over at " + Durations.text(trueEnd) + ", not seen yet";
    }
  }

  /**
   * Seen, and the simulator tells when the job was over.
   *
   * @param trueEnd when the job was over
   * @param seen when that was seen; not before
   */
  record Known(Duration trueEnd, Duration seen) implements LaneEnd {
    /** How long the end went unseen. */
    public Duration late() {
      return seen.minus(trueEnd);
    }

    /** That, in two words. */
    public String label() {
      return Durations.text(late()) + " late";
    }

    @Override
    public String words() {
      return "over at "
          + Durations.text(trueEnd)
          + ", seen at "
          + Durations.text(seen)
          + ": "
          + label();
    }
  }

  /**
   * Seen; the job was over at some time since it was last seen alive.
   *
   * @param earliest when it was last seen alive
   * @param seen when the end was seen; not before
   */
  record Within(Duration earliest, Duration seen) implements LaneEnd {
    /** How long the end can have gone unseen. */
    public Duration atMost() {
      return seen.minus(earliest);
    }

    /** That, in few words. */
    public String label() {
      return "≤ " + Durations.text(atMost()) + " late";
    }

    @Override
    public String words() {
      return "over between "
          + Durations.text(earliest)
          + " and "
          + Durations.text(seen)
          + ": at most "
          + Durations.text(atMost())
          + " late";
    }
  }

  /**
   * Seen by the first answer of all, so that nothing tells since when.
   *
   * @param seen when
   */
  record Seen(Duration seen) implements LaneEnd {
    @Override
    public String words() {
      return "seen over at " + Durations.text(seen);
    }
  }

  /**
   * The wait is over, but no end of the job was seen.
   *
   * @param at when the wait was over
   */
  record Unseen(Duration at) implements LaneEnd {
    @Override
    public String words() {
      return "not watched after " + Durations.text(at) + "; no end was seen";
    }
  }
}
