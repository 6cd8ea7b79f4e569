package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.List;

/**
 * A well-formed answer shows something else than the truth about a job; the job itself goes on as
 * planned. Shares and counts apply to those looks at a job that the distortion would change, and
 * each job in a list is a look of its own. Times are simulated.
 */
public sealed interface Distortion extends Fault {

  /** How long, or how long ago, any of this can be. */
  Range<Duration> SPAN = Range.positive(Durations.LONGEST);

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
      SPAN.require("for", within);
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

    static final Range<Integer> LENGTH = Range.of(1, 100);

    /** Refuses an empty or endless word. */
    public UnknownStatus {
      LENGTH.require("characters of the word:", status.strip().length());
    }
  }

  /**
   * The state before the present one: running for a job that is over, pending for a running one.
   */
  record Regress() implements Distortion {}

  /**
   * A completed job lacks the URLs of its result.
   *
   * @param within since the job's end; more than 0, at most 100 years
   */
  record NoUrl(Duration within) implements Distortion {

    /** Refuses a time out of range. */
    public NoUrl {
      SPAN.require("for", within);
    }
  }

  /**
   * A job shows in another state than it is in.
   *
   * @param shown pending, running, completed or failed
   * @param message why it failed, if that is shown; at most 1,000 characters
   */
  record WrongState(String shown, String message) implements Distortion {

    /** What a failure says that never was. */
    public static final String DEFAULT_MESSAGE = "Translation failed";

    static final Range<Integer> LENGTH = Range.of(0, 1_000);

    static final List<String> STATES = List.of("pending", "running", "completed", "failed");

    /** Refuses a word that is no state, and an endless message. */
    public WrongState {
      if (!STATES.contains(shown)) {
        throw new IllegalArgumentException(
            "shown \"" + shown + "\": must be pending, running, completed or failed");
      }
      LENGTH.require("characters of the message:", message.length());
    }

    boolean isEnd() {
      return shown.equals("completed") || shown.equals("failed");
    }
  }

  /**
   * What is shown of a job has other fields than usual.
   *
   * @param json a JSON merge patch (RFC 7396) as text, at most 10,000 characters: fields that are
   *     set, or with null left out; <code>${id}</code> and <code>${message}</code> stand for the
   *     job's id and for the message of its failure
   */
  record Patch(String json) implements Distortion {

    private static final Range<Integer> LENGTH = Range.of(0, 10_000);

    /** Refuses an endless patch. */
    public Patch {
      LENGTH.require("characters of set:", json.length());
    }
  }

  /**
   * The answer comes from a store: it shows a job as it was a while ago, and has an {@code Age} and
   * a {@code Date} that say so.
   *
   * @param age how old it is, more than 0, at most 100 years
   */
  record Stored(Duration age) implements Distortion {

    /** Refuses no time at all. */
    public Stored {
      SPAN.require("age", age);
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
      SPAN.require("for", within);
    }
  }
}
