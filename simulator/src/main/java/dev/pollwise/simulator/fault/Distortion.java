package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.job.Durations;
import java.time.Duration;

/**
 * A well-formed answer shows something else than the truth about a job; the job itself goes on as
 * planned. Shares and counts apply to those looks at a job that the distortion would change, and
 * each job in a list is a look of its own. Times are simulated.
 */
public sealed interface Distortion extends Fault {

  /**
   * A young job is not found, as if the answer came from a copy that has not heard of it: 404, or
   * left out of a list.
   *
   * @param within since the job's creation; more than 0, at most 100 years
   */
  record NotFound(Duration within) implements Distortion {

    /** 5 seconds. */
    public static final Duration DEFAULT = Duration.ofSeconds(5);

    /** Refuses a time out of range. */
    public NotFound {
      Durations.requirePositive("for", within, Durations.LONGEST);
    }

    @Override
    public String word() {
      return "not-found";
    }
  }

  /**
   * A job that is not over has a status that no documentation knows.
   *
   * @param status 1 to 100 characters
   */
  record UnknownStatus(String status) implements Distortion {

    /** A word that is not in the contract. */
    public static final String DEFAULT = "postprocessing";

    /** Refuses an empty or endless word. */
    public UnknownStatus {
      if (status.isBlank() || status.length() > 100) {
        throw new IllegalArgumentException(
            "status word \"" + status + "\": must have from 1 to 100 characters");
      }
    }

    @Override
    public String word() {
      return "unknown-status";
    }
  }

  /**
   * The state before the present one: running for a job that is over, pending for a running one.
   */
  record Regress() implements Distortion {

    @Override
    public String word() {
      return "regress";
    }
  }

  /**
   * A completed job lacks the URLs of its result.
   *
   * @param within since the job's end; more than 0, at most 100 years
   */
  record NoUrl(Duration within) implements Distortion {

    /** Refuses a time out of range. */
    public NoUrl {
      Durations.requirePositive("for", within, Durations.LONGEST);
    }

    @Override
    public String word() {
      return "no-url";
    }
  }

  /**
   * A job that is over still shows as running.
   *
   * @param within since the job's end; more than 0, at most 100 years
   */
  record StuckRunning(Duration within) implements Distortion {

    /** Refuses a time out of range. */
    public StuckRunning {
      Durations.requirePositive("for", within, Durations.LONGEST);
    }

    @Override
    public String word() {
      return "stuck-running";
    }
  }
}
