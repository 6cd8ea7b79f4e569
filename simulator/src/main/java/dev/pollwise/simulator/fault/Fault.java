package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One thing that goes wrong with a request. */
public sealed interface Fault
    permits Fault.Latency,
        Fault.ClockSkew,
        Fault.Headers,
        Fault.IgnoreIdempotencyKey,
        Fault.Outcome,
        Distortion,
        Fault.WebhookFault {

  /** Its name in documents, journal and metrics. */
  default String word() {
    return FaultKind.of(this).word();
  }

  /**
   * The answer comes late. Wall-clock time, whatever the time scale. Adds to an {@link Outcome} of
   * the same request.
   */
  record Latency(DurationLaw law) implements Fault {}

  /**
   * The answer is dated by a clock that is wrong: {@code Date}, and {@code Retry-After} where it is
   * a date. Adds to an {@link Outcome} of the same request.
   *
   * @param by how much later than true; negative for earlier; at most 10 years
   */
  record ClockSkew(Duration by) implements Fault {

    private static final Duration MOST = Duration.ofDays(3_650);
    static final Range<Duration> SKEWS = Range.of(MOST.negated(), MOST);

    /** Refuses a skew out of range. */
    public ClockSkew {
      SKEWS.require("by", by);
    }
  }

  /**
   * The answer has more headers than its own, and is true otherwise. Adds to an {@link Outcome} of
   * the same request.
   *
   * @param retryAfter the hint that the answer has beside them
   */
  record Headers(ExtraHeaders extra, RetryHint retryAfter) implements Fault {

    /** Refuses what changes nothing. */
    public Headers {
      if (extra.values().isEmpty() && retryAfter instanceof RetryHint.None) {
        throw new IllegalArgumentException("headers: must have a header, or retry-after");
      }
    }
  }

  /**
   * The request is served as if it had no {@code Idempotency-Key}, as by a server that knows none:
   * repeated, it is done again. Adds to an {@link Outcome} of the same request.
   */
  record IgnoreIdempotencyKey() implements Fault {}

  /** Something else than the true answer. A request meets at most one. */
  sealed interface Outcome extends Fault
      permits StatusError, Reset, Close, NoAnswer, Outage, Nonsense, Mangling {}

  /**
   * A complete response of another status, mostly an error; the connection is kept.
   *
   * @param status 200 to 599; 204, 205 and 304 have no body
   */
  record StatusError(int status, ErrorBody body, RetryHint retryAfter, ExtraHeaders headers)
      implements Outcome {

    static final Range<Integer> STATUSES = Range.of(200, 599);
    private static final Set<Integer> BARE = Set.of(204, 205, 304);

    /** Without headers of its own. */
    public StatusError(int status, ErrorBody body, RetryHint retryAfter) {
      this(status, body, retryAfter, ExtraHeaders.none());
    }

    /** Refuses a status out of range, and a body where HTTP has none. */
    public StatusError {
      STATUSES.require("status", status);
      if (BARE.contains(status) && !(body instanceof ErrorBody.Empty)) {
        throw new IllegalArgumentException("status " + status + ": has no body, so body is empty");
      }
    }
  }

  /** The connection is reset (RST) before any byte of an answer. */
  record Reset() implements Outcome {}

  /** The connection is closed (FIN) before any byte of an answer. */
  record Close() implements Outcome {}

  /**
   * The request is accepted and never answered; the connection stays open, and is closed without a
   * byte when {@code atMost} has passed or the server stops.
   *
   * @param atMost wall-clock time, more than 0, at most a day
   */
  record NoAnswer(Duration atMost) implements Outcome {

    /** Longer than the timeouts of ordinary clients: 5 minutes. */
    public static final Duration DEFAULT = Duration.ofMinutes(5);

    /** Refuses a time out of range. */
    public NoAnswer {
      Mangling.SPAN.require("at-most", atMost);
    }
  }

  /**
   * Nobody listens: connections are refused, and those that are open are reset. Strikes the server,
   * not single requests, for as long as its rule is in force; the control API goes on.
   */
  record Outage() implements Outcome {}

  /** An error with the usual envelope, without a hint when to come back. */
  static StatusError status(int status) {
    return new StatusError(status, ErrorBody.usual(), new RetryHint.None());
  }

  /** 429 with {@code Retry-After} in seconds. */
  static StatusError tooManyRequests(Duration retryAfter) {
    return new StatusError(429, ErrorBody.usual(), new RetryHint.InSeconds(retryAfter));
  }

  /** A late answer. */
  static Latency latency(DurationLaw law) {
    return new Latency(law);
  }

  /** A wrong clock. */
  static ClockSkew clockSkew(Duration by) {
    return new ClockSkew(by);
  }

  /** See {@link Outage}. */
  static Outage outage() {
    return new Outage();
  }

  /** See {@link Reset}. */
  static Reset reset() {
    return new Reset();
  }

  /** See {@link Close}. */
  static Close close() {
    return new Close();
  }

  /** See {@link NoAnswer}; lasts {@link NoAnswer#DEFAULT}. */
  static NoAnswer noAnswer() {
    return new NoAnswer(NoAnswer.DEFAULT);
  }

  /** Bytes arrive that are not HTTP, or not quite, and the connection is closed (FIN). */
  sealed interface Nonsense extends Fault.Outcome {

    /** A hundred random bytes in place of an answer. */
    record Garbage() implements Nonsense {}

    /** A status line whose status has six digits. */
    record BadStatusLine() implements Nonsense {}

    /** A good head that announces chunks, and then a chunk whose size is a word. */
    record MalformedChunk() implements Nonsense {}
  }

  /**
   * What happens to a webhook on its way, beside what the scenario's law has in store. Strikes
   * deliveries, never requests: its route is {@code webhook}, and counts and shares are those of
   * the events of each job.
   */
  sealed interface WebhookFault extends Fault {

    /** It never leaves. */
    record Loss() implements WebhookFault {}

    /** It leaves twice. */
    record Duplicate() implements WebhookFault {}

    /**
     * It leaves later.
     *
     * @param law simulated time, added to that of the scenario
     */
    record Delay(DurationLaw law) implements WebhookFault {}
  }

  /**
   * What an injected error says about coming back. Times are simulated; the client is told
   * wall-clock time.
   */
  sealed interface RetryHint {

    /** How long a client can be told to wait. */
    Range<Duration> WAITS = Range.of(Duration.ZERO, Durations.LONGEST);

    /** How it stands in documents. */
    Form<RetryHint> FORM =
        new Form<>(
            "time",
            "{anyOf: [{enum: [none]}, %1$s, {type: object, required: [date], properties: {date: %1$s}}]}"
                .formatted(Form.TIME.within(WAITS).schema()),
            RetryHint::read,
            RetryHint::write);

    /** Nothing. */
    record None() implements RetryHint {}

    /** {@code Retry-After} in seconds. */
    record InSeconds(Duration time) implements RetryHint {

      private static final Form<InSeconds> FORM =
          Form.TIME.within(WAITS).as(InSeconds::new, InSeconds::time);

      /** Refuses a time that is negative, or longer than 100 years. */
      public InSeconds {
        WAITS.require("retry-after", time);
      }
    }

    /** {@code Retry-After} as an HTTP date. */
    record AtDate(Duration time) implements RetryHint {

      private static final Form<AtDate> FORM =
          Mapping.of(Key.of("date", Form.TIME.within(WAITS), AtDate::time), AtDate::new).form();

      /** Refuses a time that is negative, or longer than 100 years. */
      public AtDate {
        WAITS.require("retry-after", time);
      }
    }

    private static RetryHint read(YamlValue value) {
      if (value instanceof YamlValue.Fields) {
        return AtDate.FORM.read(value);
      }
      return FieldReader.text(value).equals("none") ? new None() : InSeconds.FORM.read(value);
    }

    private static YamlValue write(RetryHint hint) {
      return switch (hint) {
        case None none -> YamlValue.ofText("none");
        case InSeconds seconds -> InSeconds.FORM.write(seconds);
        case AtDate date -> AtDate.FORM.write(date);
      };
    }
  }

  /**
   * Headers that a response has beside, or in place of, its own; <code>${id}</code> stands for the
   * id of the first job that the request is about.
   *
   * @param values by name, at most {@value #MOST}; values of at most 1,000 printable characters of
   *     ASCII
   */
  record ExtraHeaders(Map<String, String> values) {

    /** How they stand in documents. */
    public static final Form<ExtraHeaders> FORM =
        Form.mapOf(Form.TEXT).as(ExtraHeaders::new, ExtraHeaders::values);

    private static final int MOST = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");

    /** How a message is framed is for the faults that break it. */
    private static final Set<String> FRAMING =
        Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Refuses what is no header, and those that frame a message. */
    public ExtraHeaders {
      if (values.size() > MOST) {
        throw new IllegalArgumentException(values.size() + " headers: must be at most " + MOST);
      }
      values.forEach((name, value) -> {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
          throw new IllegalArgumentException(
              "header \"" + name + "\": must have a name and a value that HTTP allows");
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException(
              "header "
                  + name
                  + ": frames the message, use truncate, wrong-length, close or reset");
        }
      });
      Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      copy.putAll(values);
      if (copy.size() < values.size()) {
        throw new IllegalArgumentException("headers: one of them stands twice");
      }
      values = Collections.unmodifiableMap(copy);
    }

    /** Bytes in the heap. */
    long length() {
      return values.entrySet().stream()
          .mapToLong(each -> 2L * (each.getKey().length() + each.getValue().length()))
          .sum();
    }

    /** None. */
    public static ExtraHeaders none() {
      return new ExtraHeaders(Map.of());
    }
  }
}
