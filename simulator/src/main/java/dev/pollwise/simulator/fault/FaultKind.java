package dev.pollwise.simulator.fault;

import static dev.pollwise.simulator.document.Form.TEXT;
import static dev.pollwise.simulator.document.Form.TIME;
import static dev.pollwise.simulator.document.Form.WHOLE;
import static dev.pollwise.simulator.fault.FaultKind.Group.BROKEN;
import static dev.pollwise.simulator.fault.FaultKind.Group.NO_RESPONSE;
import static dev.pollwise.simulator.fault.FaultKind.Group.OTHER_RESPONSE;
import static dev.pollwise.simulator.fault.FaultKind.Group.SLOW;
import static dev.pollwise.simulator.fault.FaultKind.Group.TRUE_RESPONSE;
import static dev.pollwise.simulator.fault.FaultKind.Group.WEBHOOK;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.job.DurationLaw;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The faults that there are, each described once: what it is, in words for people, and its keys in
 * documents. Scenario files, rules in JSON, the description at {@code /openapi}, the guide and the
 * forms of other programs follow from here.
 */
public enum FaultKind {
  LATENCY(
      SLOW,
      "the response comes late, by wall-clock time",
      Key.of("delay", DurationLaw.FORM, Fault.Latency::law),
      Fault.Latency::new),
  DRIBBLE(
      SLOW,
      "the body comes in pieces",
      Key.of("pieces", WHOLE.within(Mangling.Dribble.PIECES), Mangling.Dribble::pieces).or(20),
      Key.of("over", TIME.within(Mangling.SPAN), Mangling.Dribble::over).or(Duration.ofSeconds(10)),
      Mangling.Dribble::new),
  NO_ANSWER(
      NO_RESPONSE,
      "nothing comes, and the connection stays open",
      Key.of("at-most", TIME.within(Mangling.SPAN), Fault.NoAnswer::atMost)
          .or(Fault.NoAnswer.DEFAULT),
      Fault.NoAnswer::new),
  CLOSE(NO_RESPONSE, "the connection is closed (FIN) before any byte", Fault.Close::new),
  RESET(NO_RESPONSE, "the connection is reset (RST) before any byte", Fault.Reset::new),
  OUTAGE(NO_RESPONSE, "nobody listens", Fault.Outage::new),
  STALL(
      BROKEN,
      "half of the body comes, then nothing",
      Key.of("at-most", TIME.within(Mangling.SPAN), Mangling.Stall::atMost)
          .or(Fault.NoAnswer.DEFAULT),
      Mangling.Stall::new),
  TRUNCATE(
      BROKEN,
      "half of the body comes, then the connection is closed: by its length, or its chunks",
      Key.of(
              "by",
              Form.words("by", Mangling.Framing.class, Mangling.Framing::word),
              Mangling.Truncate::framing)
          .or(Mangling.Framing.LENGTH),
      Mangling.Truncate::new),
  RESET_AMID(
      BROKEN, "half of the body comes, then the connection is reset", Mangling.ResetAmid::new),
  WRONG_LENGTH(BROKEN, "the body is longer than its `Content-Length`", Mangling.WrongLength::new),
  WRONG_TYPE(
      BROKEN,
      "the `Content-Type` is not that of the body",
      Key.of("type", TEXT, Mangling.WrongType::type).or(Mangling.WrongType.DEFAULT),
      Mangling.WrongType::new),
  BAD_JSON(BROKEN, "the JSON stops in the middle", Mangling.BadJson::new),
  GZIP(BROKEN, "the body is compressed, asked for or not", Mangling.Gzip::new),
  HUGE_BODY(
      BROKEN,
      "spaces follow the body, up to that size",
      Key.of("bytes", WHOLE.within(Mangling.HugeBody.SIZE), Mangling.HugeBody::bytes)
          .or(Mangling.HugeBody.DEFAULT),
      Mangling.HugeBody::new),
  GARBAGE(BROKEN, "random bytes in place of HTTP", Fault.Nonsense.Garbage::new),
  BAD_STATUS_LINE(BROKEN, "a status of six digits", Fault.Nonsense.BadStatusLine::new),
  MALFORMED_CHUNK(BROKEN, "a chunk whose size is a word", Fault.Nonsense.MalformedChunk::new),
  STATUS(
      OTHER_RESPONSE,
      "another response: an error, a redirect, a success whose body is an error",
      ResponseKeys.response()),
  NOT_FOUND(
      Group.WRONG_STATE,
      "a young job is not known yet, since its creation",
      Key.of("for", TIME.within(Distortion.SPAN), Distortion.NotFound::within)
          .or(Distortion.NotFound.DEFAULT),
      Distortion.NotFound::new),
  UNKNOWN_STATUS(
      Group.WRONG_STATE,
      "a job has a status that no documentation knows",
      Key.of("word", TEXT.sized(Distortion.UnknownStatus.LENGTH), Distortion.UnknownStatus::status)
          .or(Distortion.UnknownStatus.DEFAULT),
      Distortion.UnknownStatus::new),
  REGRESS(Group.WRONG_STATE, "a job is in the state before", Distortion.Regress::new),
  NO_URL(
      Group.WRONG_STATE,
      "a completed job lacks its URLs, since its end",
      Key.of("for", TIME.within(Distortion.SPAN), Distortion.NoUrl::within).or(FaultRule.FOREVER),
      Distortion.NoUrl::new),
  STUCK_RUNNING(
      Group.WRONG_STATE,
      "a job that is over still runs, since its end",
      Key.of("for", TIME.within(Distortion.SPAN), Distortion.StuckRunning::within)
          .or(FaultRule.FOREVER),
      Distortion.StuckRunning::new),
  WRONG_STATE(
      Group.WRONG_STATE,
      "a job is in another state; with `route: webhook` its webhook contradicts the status",
      Key.of("shown", TEXT.oneOf(Distortion.WrongState.STATES), Distortion.WrongState::shown),
      Key.of("message", TEXT.sized(Distortion.WrongState.LENGTH), Distortion.WrongState::message)
          .or(Distortion.WrongState.DEFAULT_MESSAGE),
      Distortion.WrongState::new),
  PATCH(
      Group.WRONG_STATE,
      "what is shown of a job has other fields, by a JSON merge patch",
      Key.of("set", patch(), Distortion.Patch::json),
      Distortion.Patch::new),
  STORED(
      Group.WRONG_STATE,
      "a job is as it was then, and the response has an `Age`",
      Key.of("age", TIME.within(Distortion.SPAN), Distortion.Stored::age),
      Distortion.Stored::new),
  CLOCK_SKEW(
      TRUE_RESPONSE,
      "`Date` and dates in `Retry-After` are that much later than true",
      Key.of("by", TIME.within(Fault.ClockSkew.SKEWS), Fault.ClockSkew::by),
      Fault.ClockSkew::new),
  HEADERS(
      TRUE_RESPONSE,
      "the response has more headers",
      ResponseKeys.headers(Fault.Headers::extra),
      ResponseKeys.hint(Fault.Headers::retryAfter),
      Fault.Headers::new),
  IGNORE_IDEMPOTENCY_KEY(
      TRUE_RESPONSE,
      "the request is served as if it had no `Idempotency-Key`",
      Fault.IgnoreIdempotencyKey::new),
  WEBHOOK_LOSS(WEBHOOK, "a webhook never leaves", Fault.WebhookFault.Loss::new),
  WEBHOOK_DUPLICATE(WEBHOOK, "a webhook leaves twice", Fault.WebhookFault.Duplicate::new),
  WEBHOOK_DELAY(
      WEBHOOK,
      "a webhook leaves later",
      Key.of("delay", DurationLaw.FORM, Fault.WebhookFault.Delay::law),
      Fault.WebhookFault.Delay::new);

  /** What faults have in common, for people. */
  public enum Group {
    /** It takes long. */
    SLOW,
    /** It does not come. */
    NO_RESPONSE,
    /** It comes, and cannot be read. */
    BROKEN,
    /** It is something else. */
    OTHER_RESPONSE,
    /** It does not tell the truth about a job. */
    WRONG_STATE,
    /** It is true, with something about it. */
    TRUE_RESPONSE,
    /** It is a webhook. */
    WEBHOOK;

    /** Its name for people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Group group;
  private final String says;

  @SuppressWarnings("ImmutableEnumChecker") // is of finals, and of functions without a state
  private final Mapping<Fault> mapping;

  FaultKind(Group group, String says, Supplier<Fault> make) {
    this(group, says, Mapping.of(make));
  }

  <R extends Fault, A> FaultKind(Group group, String says, Key<R, A> key, Function<A, R> make) {
    this(group, says, Mapping.of(key, make));
  }

  <R extends Fault, A, B> FaultKind(
      Group group, String says, Key<R, A> one, Key<R, B> other, BiFunction<A, B, R> make) {
    this(group, says, Mapping.of(one, other, make));
  }

  @SuppressWarnings("unchecked") // written is only what of() found to be of this kind
  FaultKind(Group group, String says, Mapping<? extends Fault> mapping) {
    this.group = group;
    this.says = says;
    this.mapping = (Mapping<Fault>) mapping;
  }

  private static Form<String> patch() {
    return new Form<>(
        "JSON",
        "{type: object}",
        value -> {
          if (!(value instanceof YamlValue.Fields)) {
            throw value.spot().wrong("set must be a mapping, not " + value.kind());
          }
          return Form.JSON.read(value);
        },
        Form.JSON.writer());
  }

  /** The kind of a fault. */
  public static FaultKind of(Fault fault) {
    return switch (fault) {
      case Fault.Latency latency -> LATENCY;
      case Fault.ClockSkew skew -> CLOCK_SKEW;
      case Fault.Headers headers -> HEADERS;
      case Fault.IgnoreIdempotencyKey ignore -> IGNORE_IDEMPOTENCY_KEY;
      case Fault.StatusError error -> STATUS;
      case Fault.Reset reset -> RESET;
      case Fault.Close close -> CLOSE;
      case Fault.NoAnswer silence -> NO_ANSWER;
      case Fault.Outage outage -> OUTAGE;
      case Fault.Nonsense.Garbage garbage -> GARBAGE;
      case Fault.Nonsense.BadStatusLine line -> BAD_STATUS_LINE;
      case Fault.Nonsense.MalformedChunk chunk -> MALFORMED_CHUNK;
      case Mangling.ResetAmid reset -> RESET_AMID;
      case Mangling.Truncate truncate -> TRUNCATE;
      case Mangling.Stall stall -> STALL;
      case Mangling.Dribble dribble -> DRIBBLE;
      case Mangling.WrongLength length -> WRONG_LENGTH;
      case Mangling.WrongType type -> WRONG_TYPE;
      case Mangling.BadJson json -> BAD_JSON;
      case Mangling.Gzip gzip -> GZIP;
      case Mangling.HugeBody body -> HUGE_BODY;
      case Distortion.NotFound young -> NOT_FOUND;
      case Distortion.UnknownStatus status -> UNKNOWN_STATUS;
      case Distortion.Regress regress -> REGRESS;
      case Distortion.NoUrl url -> NO_URL;
      case Distortion.StuckRunning stuck -> STUCK_RUNNING;
      case Distortion.WrongState state -> WRONG_STATE;
      case Distortion.Patch patch -> PATCH;
      case Distortion.Stored stored -> STORED;
      case Fault.WebhookFault.Loss loss -> WEBHOOK_LOSS;
      case Fault.WebhookFault.Duplicate duplicate -> WEBHOOK_DUPLICATE;
      case Fault.WebhookFault.Delay delay -> WEBHOOK_DELAY;
    };
  }

  /** The kind of that name; empty if there is none. */
  static Optional<FaultKind> named(String word) {
    for (FaultKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Its name in documents, journal and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it has in common with others. */
  public Group group() {
    return group;
  }

  /** What it is, in half a sentence. */
  public String says() {
    return says;
  }

  /** What it is given, beside its name. */
  public List<Key<?, ?>> keys() {
    return mapping.keys();
  }

  Mapping<Fault> mapping() {
    return mapping;
  }
}
