package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.List;

/**
 * What goes wrong, where, how often and for how long. Immutable; the methods return changed copies:
 *
 * <pre>{@code FaultRule.of(Fault.reset()).onRoute("get").share(0.1).lease(Duration.ofMinutes(5))}
 * {@code FaultRule.of(Fault.status(503)).inState("running").skip(2).nth(1)}</pre>
 *
 * @param fault what
 * @param matcher where
 * @param times how often
 * @param window when, in simulated time since the rule came into force
 * @param phase before or after the work
 * @param lease simulated time after which the rule lifts itself, at most 100 years, and later than
 *     the window begins
 */
public record FaultRule(
    Fault fault, RequestMatcher matcher, Times times, Window window, Phase phase, Duration lease) {

  /** How rules stand in documents; described in JSON Schema by {@link #schema()}. */
  public static final Form<FaultRule> FORM =
      new Form<>(
          "rule", "{$ref: '#/components/schemas/FaultRule'}", RuleKeys::read, RuleKeys::write);

  /** A length of time that never ends in practice: 100 years. */
  public static final Duration FOREVER = Durations.LONGEST;

  private static final long EACH = 8_192;

  static final Range<Duration> SPAN = Range.positive(FOREVER);
  static final Range<Integer> COUNTS = Range.of(1, Range.LARGEST);

  /**
   * A span of simulated time since the rule came into force.
   *
   * @param from not negative
   * @param until exclusive, more than {@code from}, at most 100 years
   */
  public record Window(Duration from, Duration until) {

    /** All the time. */
    public static final Window ALWAYS = new Window(Duration.ZERO, FOREVER);

    /** Refuses an empty or reversed window. */
    public Window {
      SPAN.require("until", until);
      if (from.isNegative() || from.compareTo(until) >= 0) {
        throw new IllegalArgumentException(
            "window from " + from + ": must begin at 0 or later, and before its end at " + until);
      }
    }

    boolean contains(Duration age) {
      return age.compareTo(from) >= 0 && age.compareTo(until) < 0;
    }
  }

  /** Bytes in the heap, at most; all that is not told here is shorter than {@value #EACH}. */
  public long weight() {
    return switch (fault) {
      case Fault.StatusError(int status, ErrorBody body, var hint, var headers) ->
          EACH
              + headers.length()
              + (body instanceof ErrorBody.Own own ? 2L * own.text().length() : 0);
      case Fault.Headers(var headers, var hint) -> EACH + headers.length();
      case Distortion.Patch(String json) -> EACH + 2L * json.length();
      default -> EACH;
    };
  }

  /** Refuses a lease that is over at once, and what the fault cannot do. */
  public FaultRule {
    SPAN.require("lease", lease);
    if (window.from().compareTo(lease) >= 0) {
      throw new IllegalArgumentException(
          "window from " + window.from() + ": must begin before the lease ends, at " + lease);
    }
    Reach.require(fault, matcher);
    boolean spoils = usualPhase(fault) == Phase.AFTER && !(fault instanceof Fault.Latency);
    if (spoils && phase == Phase.BEFORE) {
      throw new IllegalArgumentException(
          "phase before: " + fault.word() + " spoils a true answer, so the work comes first");
    }
    if (fault instanceof Fault.Outage
        && !(matcher.equals(RequestMatcher.anywhere()) && times.equals(Times.always()))) {
      throw new IllegalArgumentException(
          "outage: strikes the whole server; it has no route, job, client, state, share, first,"
              + " every, nth, skip or per");
    }
  }

  /** Rules in JSON Schema, as YAML in one line. */
  public static String schema() {
    return RuleKeys.schema();
  }

  /** The keys that every rule can have in documents, beside those of its fault. */
  public static List<Key<?, ?>> keys() {
    return RuleKeys.common();
  }

  private static Phase usualPhase(Fault fault) {
    return switch (fault) {
      case Fault.Latency latency -> Phase.AFTER;
      case Fault.ClockSkew skew -> Phase.AFTER;
      case Fault.Headers headers -> Phase.AFTER;
      case Fault.IgnoreIdempotencyKey ignore -> Phase.BEFORE;
      case Fault.WebhookFault webhook -> Phase.AFTER;
      case Distortion distortion -> Phase.AFTER;
      case Mangling mangling -> Phase.AFTER;
      case Fault.Outcome outcome -> Phase.BEFORE;
    };
  }

  /**
   * Everywhere, always, until lifted. Latency strikes after the work, so that the answer tells how
   * things were when the poll arrived; so does what needs a true answer to spoil it. Everything
   * else strikes before.
   */
  public static FaultRule of(Fault fault) {
    return new FaultRule(
        fault,
        fault instanceof Fault.WebhookFault
            ? RequestMatcher.anywhere().onRoute(RequestMatcher.WEBHOOK)
            : RequestMatcher.anywhere(),
        Times.always(),
        Window.ALWAYS,
        usualPhase(fault),
        FOREVER);
  }

  /** Only on this route. */
  public FaultRule onRoute(String route) {
    return at(matcher.onRoute(route));
  }

  /** Only for this job, named by its id or {@code callback_id}. */
  public FaultRule onJob(String job) {
    return at(matcher.onJob(job));
  }

  /** Only for this client, named by the fingerprint of its API key. */
  public FaultRule ofClient(String fingerprint) {
    return at(matcher.ofClient(fingerprint));
  }

  /** Only while the job is in this state, for example {@code running}. */
  public FaultRule inState(String state) {
    return at(matcher.inState(state));
  }

  /** Only there. */
  public FaultRule at(RequestMatcher other) {
    return new FaultRule(fault, other, times, window, phase, lease);
  }

  /** For this share of the requests. */
  public FaultRule share(double probability) {
    return occurring(new Occurrence.Share(probability));
  }

  /** For the first few requests of each job. */
  public FaultRule first(int count) {
    return occurring(new Occurrence.First(count));
  }

  /** For every nth request of each job. */
  public FaultRule every(int nth) {
    return occurring(new Occurrence.Every(nth));
  }

  /** For the nth request of each job only. */
  public FaultRule nth(int nth) {
    return occurring(new Occurrence.Nth(nth));
  }

  private FaultRule occurring(Occurrence other) {
    return times(new Times(other, times.skip(), times.per()));
  }

  /** Not for the first few requests of each job; what else is counted begins after them. */
  public FaultRule skip(int count) {
    return times(new Times(times.occurrence(), count, times.per()));
  }

  /** That often. */
  public FaultRule times(Times other) {
    return new FaultRule(fault, matcher, other, window, phase, lease);
  }

  /** Only in that span of simulated time since the rule came into force. */
  public FaultRule between(Duration from, Duration until) {
    return new FaultRule(fault, matcher, times, new Window(from, until), phase, lease);
  }

  /** Before or after the work. */
  public FaultRule in(Phase other) {
    return new FaultRule(fault, matcher, times, window, other, lease);
  }

  /** Until so much simulated time has passed. */
  public FaultRule lease(Duration time) {
    return new FaultRule(fault, matcher, times, window, phase, time);
  }

  /** Which of the requests that a rule applies to are hit. */
  public sealed interface Occurrence {

    /**
     * A share of them, by one roll per request: 0 never, 1 always. Shares of several rules that
     * apply to the same request are slices of the same roll, so none of them distorts another.
     */
    record Share(double probability) implements Occurrence {

      /** Refuses a probability out of range. */
      public Share {
        Range.share().require("share", probability);
      }
    }

    /** The first {@code count}, per rule and job. */
    record First(int count) implements Occurrence {

      /** Refuses a number out of range. */
      public First {
        COUNTS.require("first", count);
      }
    }

    /** Only the {@code nth}, per rule and job. */
    record Nth(int nth) implements Occurrence {

      /** Refuses less than one. */
      public Nth {
        COUNTS.require("nth", nth);
      }
    }

    /** The {@code nth}, twice the nth and so on, per rule and job. */
    record Every(int nth) implements Occurrence {

      /** Refuses a number out of range. */
      public Every {
        COUNTS.require("every", nth);
      }
    }
  }

  /**
   * How often a rule strikes where it matches.
   *
   * @param occurrence which of the requests that are left once some are skipped
   * @param skip how many are left out first, from 0 to {@link Range#LARGEST}
   * @param per what is counted by itself
   */
  public record Times(FaultRule.Occurrence occurrence, int skip, Per per) {

    /** What has a count of its own. */
    public enum Per {
      /** Each job; of requests that are about no job, each route. */
      JOB,
      /** All requests that the rule matches, together. */
      RULE;

      /** Its name in scenario files. */
      public String word() {
        return this == JOB ? "job" : "rule";
      }
    }

    static final Range<Integer> SKIPS = Range.of(0, Range.LARGEST);

    /** Refuses a number out of range. */
    public Times {
      SKIPS.require("skip", skip);
    }

    /** Every time. */
    public static Times always() {
      return of(new FaultRule.Occurrence.Share(1));
    }

    static Times of(FaultRule.Occurrence occurrence) {
      return new Times(occurrence, 0, Per.JOB);
    }

    boolean isCounted() {
      return skip > 0 || !(occurrence instanceof FaultRule.Occurrence.Share);
    }
  }

  /** When a fault strikes. */
  public enum Phase {
    /** Before the request had any effect. */
    BEFORE,
    /** After its work was done: the effect is there, the answer late or lost. */
    AFTER;

    /** Its name in scenario files. */
    public String word() {
      return this == BEFORE ? "before" : "after";
    }
  }
}
