package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job is going to do, drawn once when it is created and never changed; so an answer that is
 * final stays final.
 *
 * @param source how long the video is that is worked on
 */
public record JobPlan(Progress progress, JobEnd end, SourceLength source) {

  private static final Duration WITHOUT_SOURCE = Duration.ofSeconds(1);

  // As HeyGen words it.
  private static final JobEnd NO_SOURCE =
      new JobEnd.Fails(
          "Failed to download video from url, please check the url is valid or the video is"
              + " public");

  /** The plan of a job whose source's length nobody knows. */
  public JobPlan(Progress progress, JobEnd end) {
    this(progress, end, new SourceLength.Unknown());
  }

  /** That the job enters a state, and how long after its creation. */
  public record Transition(State state, Duration after) {}

  /**
   * What the job looks like.
   *
   * @param elapsed simulated time since its creation
   * @param polls how many polls about it were answered before
   */
  public State stateAt(Duration elapsed, long polls) {
    return switch (progress) {
      case Progress.Timed(Duration queued, Duration total) -> {
        if (elapsed.compareTo(total) >= 0) {
          yield over();
        }
        yield elapsed.compareTo(queued) < 0 ? new State.Pending() : new State.Running();
      }
      case Progress.Polled(long pending, long running) -> {
        if (polls < pending) {
          yield new State.Pending();
        }
        yield polls - pending < running ? new State.Running() : over();
      }
    };
  }

  /** The plan of a job whose source cannot be fetched: it fails almost at once. */
  public JobPlan withoutSource() {
    return switch (progress) {
      case Progress.Timed timed ->
          new JobPlan(new Progress.Timed(Duration.ZERO, WITHOUT_SOURCE), NO_SOURCE, source);
      case Progress.Polled polled -> new JobPlan(polled, NO_SOURCE, source);
    };
  }

  /** How long after its creation the job is over; empty if that depends on the polls. */
  public Optional<Duration> endsAfter() {
    return switch (progress) {
      case Progress.Timed(Duration queued, Duration total) -> Optional.of(total);
      case Progress.Polled polled -> Optional.empty();
    };
  }

  /** Every state the job passes through for a while, in order; empty if polls move it. */
  public List<Transition> transitions() {
    return switch (progress) {
      case Progress.Timed(Duration queued, Duration total) -> {
        List<Transition> all = new ArrayList<>();
        if (queued.isPositive()) {
          all.add(new Transition(new State.Pending(), Duration.ZERO));
        }
        if (total.compareTo(queued) > 0) {
          all.add(new Transition(new State.Running(), queued));
        }
        all.add(new Transition(over(), total));
        yield List.copyOf(all);
      }
      case Progress.Polled polled -> List.of();
    };
  }

  /**
   * How much of the work is done, 0 to 99, as far as it looks without knowing the end.
   *
   * @param elapsed simulated time since its creation
   * @param polls how many polls about it were answered before
   */
  public int percentAt(Duration elapsed, long polls) {
    double done =
        switch (progress) {
          case Progress.Timed(Duration queued, Duration total) ->
              total.equals(queued)
                  ? 0
                  : (double) elapsed.minus(queued).toNanos() / total.minus(queued).toNanos();
          case Progress.Polled(long pending, long running) ->
              running == 0 ? 0 : (double) (polls - pending) / running;
        };
    return (int) Math.max(0, Math.min(99, 100 * done));
  }

  private State over() {
    return switch (end) {
      case JobEnd.Completes completes -> new State.Completed();
      case JobEnd.Fails(String message) -> new State.Failed(message);
    };
  }

  /** How a job is going to end. Fixed when it is planned. */
  public sealed interface JobEnd {

    /** With a result. */
    record Completes() implements JobEnd {}

    /**
     * Without one.
     *
     * @param message what the owner is told, not empty
     */
    record Fails(String message) implements JobEnd {

      /** Refuses an empty message. */
      public Fails {
        if (message.isBlank()) {
          throw new IllegalArgumentException("failure message \"\": must not be empty");
        }
      }
    }
  }

  /** What moves a job on. */
  public sealed interface Progress {

    /**
     * Time does. Both lengths count from the job's creation, so {@code total} is what a client has
     * to wait, queue included.
     */
    record Timed(Duration queued, Duration total) implements Progress {

      /** Refuses a queue time outside of the total. */
      public Timed {
        DurationLaw.TIMES.require("total", total);
        Range.of(Duration.ZERO, total).require("queued", queued);
      }
    }

    /**
     * Polls do: the first {@code pending} of them are answered pending, the next {@code running}
     * are answered running, and every later one finds the job over.
     */
    record Polled(long pending, long running) implements Progress {

      private static final Range<Long> COUNTS = Range.of(0L, (long) Range.LARGEST);

      static final Form<Polled> FORM =
          Mapping.of(
                  Key.of(
                      "pending",
                      Form.WHOLE.within(COUNTS),
                      (Polled polls) -> (int) polls.pending()),
                  Key.of(
                      "running",
                      Form.WHOLE.within(COUNTS),
                      (Polled polls) -> (int) polls.running()),
                  (Integer pending, Integer running) -> new Polled(pending, running))
              .form();

      /** Refuses negative numbers. */
      public Polled {
        COUNTS.require("polls pending", pending);
        COUNTS.require("polls running", running);
      }
    }
  }

  /** How long the video is that a job works on. */
  public sealed interface SourceLength {

    /** Nobody knows. */
    record Unknown() implements SourceLength {}

    /**
     * So long.
     *
     * @param time not negative, at most {@link DurationLaw#LONGEST}
     */
    record Of(Duration time) implements SourceLength {

      /** Refuses a length out of range. */
      public Of {
        DurationLaw.TIMES.require("source length", time);
      }
    }
  }

  /**
   * Who a job is as far as chance is concerned: jobs of equal identity get equal plans from equal
   * seeds, whatever else happens on the server.
   */
  public record Identity(String value) {

    /** A job that the client named; the same name in two languages is two jobs. */
    public static Identity named(String callbackId, String language) {
      return new Identity("named " + callbackId + " / " + language);
    }

    /** A job without a name, told by the order of creation, from 1. */
    public static Identity ofOrder(long number) {
      return new Identity("order " + number);
    }

    /** A proofread, told by the order of creation among all jobs, from 1. */
    public static Identity proofread(long number) {
      return new Identity("proofread " + number);
    }

    /** The implicit job of the plain API, told by how often it was started, from 1. */
    public static Identity implicit(long start) {
      return new Identity("implicit " + start);
    }
  }

  /** What a job looks like at an instant. */
  public sealed interface State {

    /** Queued, not begun. */
    record Pending() implements State {}

    /** Being worked on. */
    record Running() implements State {}

    /** Over, with a result. */
    record Completed() implements State {}

    /** Over, without one; the message says why. */
    record Failed(String message) implements State {}

    /** Whether this state is final. */
    default boolean isOver() {
      return switch (this) {
        case Pending pending -> false;
        case Running running -> false;
        case Completed completed -> true;
        case Failed failed -> true;
      };
    }

    /**
     * The word for this state: {@code pending}, {@code running}, {@code completed}, {@code failed}.
     */
    default String word() {
      return switch (this) {
        case Pending pending -> "pending";
        case Running running -> "running";
        case Completed completed -> "completed";
        case Failed failed -> "failed";
      };
    }
  }
}
