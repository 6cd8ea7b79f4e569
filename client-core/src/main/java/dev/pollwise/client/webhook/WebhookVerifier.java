package dev.pollwise.client.webhook;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Reason;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Tells genuine deliveries of HeyGen's webhooks from others. The user's web server hands over the
 * headers and the body, byte for byte as they came, and answers with {@link Verdict#httpStatus()},
 * within the 10 s that the server allows. Safe for any thread; never blocks; whatever the delivery
 * holds, a verdict comes of it and no exception of ours.
 *
 * <p>The signature covers the body alone. So the time of sending keeps out only who cannot change
 * headers, and what keeps out who replays a genuine delivery is that each event is taken once: a
 * signed one is known by the id in its body or, without one, by the whole body. Events are
 * remembered for longer than a delivery of them would be taken, the last 20,000 of them, until the
 * verifier is made anew. A replay that gets past that causes one call about its job, nothing else.
 */
public final class WebhookVerifier {

  private static final int BODY_LIMIT = 1 << 20;

  /** More digits are no time in seconds, and would not fit an {@link Instant}. */
  private static final int TIME_DIGITS = 11;

  private final Rules rules;
  private final InstantSource wallClock;
  private final Consumer<JobId> news;
  private final SeenEvents seen;

  /**
   * A verifier that has seen nothing yet.
   *
   * @param wallClock tells how long ago a delivery was sent
   */
  public WebhookVerifier(Rules rules, InstantSource wallClock) {
    this(rules, wallClock, job -> {});
  }

  /**
   * A verifier that passes on of which jobs there is news.
   *
   * @param wallClock tells how long ago a delivery was sent
   * @param news hears of the job of each delivery that is accepted, on the thread that brings it;
   *     must not block. {@link dev.pollwise.client.poll.Poller#announce} is meant for it
   */
  public WebhookVerifier(Rules rules, InstantSource wallClock, Consumer<JobId> news) {
    this.rules = requireNonNull(rules, "rules");
    this.wallClock = requireNonNull(wallClock, "wallClock");
    this.news = requireNonNull(news, "news");
    this.seen = new SeenEvents(rules.remembered());
  }

  /**
   * Judges a delivery, and wakes whoever waits for its job if it is accepted. What the consumer of
   * news throws is thrown on, and the delivery counts as never made: answer it with an error, and
   * it is repeated.
   *
   * @param headers all of them, or at least those that begin with {@code Heygen-}, and {@code
   *     Signature}, by which some know the signature; names in any case
   * @param body as it came, before anybody has parsed it
   */
  public Verdict receive(Map<String, List<String>> headers, byte[] body) {
    AtomicReference<String> taken = new AtomicReference<>("");
    Verdict verdict =
        judge(
            headers,
            body,
            (name, event) -> {
              taken.set(name);
              return seen.isNew(name, wallClock.instant());
            });
    if (verdict instanceof Verdict.Accepted accepted) {
      try {
        news.accept(accepted.jobId());
      } catch (RuntimeException | Error failed) {
        seen.forget(taken.get());
        throw failed;
      }
    }
    return verdict;
  }

  /**
   * Judges a delivery as {@link #receive}, but remembers nothing and wakes nobody: for several
   * processes that keep in common what has come.
   *
   * @param isNew told of an event that is genuine by what name it is to be remembered, for as long
   *     as {@link Rules#remembered}, and what it is if it is new; the name has 1 to 300 characters.
   *     Called at most once, on this thread; what it throws is thrown
   * @return {@link Verdict.Duplicate} where it was not new
   */
  public Verdict verify(
      Map<String, List<String>> headers, byte[] body, BiPredicate<String, Verdict> isNew) {
    return judge(headers, body, requireNonNull(isNew, "isNew"));
  }

  private Verdict judge(
      Map<String, List<String>> headers, byte[] body, BiPredicate<String, Verdict> isNew) {
    requireNonNull(headers, "headers");
    requireNonNull(body, "body");
    if (body.length > BODY_LIMIT) {
      return new Refused(Reason.TOO_LARGE);
    }
    Collection<String> signatures = values(headers, "Heygen-Signature");
    boolean isElsewhere = signatures.isEmpty() && isGenuine(values(headers, "Signature"), body);
    boolean isSigned = isElsewhere || (!signatures.isEmpty() && !rules.secrets().isEmpty());
    if (!isSigned && !rules.takesUnsigned()) {
      return new Refused(Reason.UNSIGNED);
    }
    if (isSigned && !isElsewhere && !isGenuine(signatures, body)) {
      return new Refused(Reason.WRONG_SIGNATURE);
    }
    Instant now = wallClock.instant();
    Optional<Reason> untimely = untimely(values(headers, "Heygen-Timestamp"), isSigned, now);
    if (untimely.isPresent()) {
      return new Refused(untimely.get());
    }
    String headerId = values(headers, "Heygen-Event-Id").stream().findFirst().orElse("").strip();
    return WebhookFormat.event(headerId, body)
        .<Verdict>map(event ->
            isNew.test(event.name(isSigned), event.verdict())
                ? event.verdict()
                : new Verdict.Duplicate(event.id()))
        .orElseGet(() -> new Refused(Reason.UNREADABLE));
  }

  private boolean isGenuine(Collection<String> signatures, byte[] body) {
    return WebhookSignature.isGenuine(signatures, body, rules.secrets());
  }

  /** Only a signed delivery has to say when it was sent; any that does is held to it. */
  private Optional<Reason> untimely(List<String> times, boolean isSigned, Instant now) {
    if (times.isEmpty()) {
      return isSigned ? Optional.of(Reason.UNDATED) : Optional.empty();
    }
    String time = times.getFirst().strip();
    if (!time.matches("[0-9]{1," + TIME_DIGITS + "}")) {
      return Optional.of(Reason.UNDATED);
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
    boolean isTimely =
        age.compareTo(rules.oldest()) <= 0 && age.negated().compareTo(rules.tolerance()) <= 0;
    return isTimely ? Optional.empty() : Optional.of(Reason.OUT_OF_TIME);
  }

  /** Servers hand over maps of every kind: with null for a name, for no values, for a value. */
  private static List<String> values(Map<String, List<String>> headers, String name) {
    List<String> values = new ArrayList<>();
    headers.forEach((key, of) -> {
      if (name.equalsIgnoreCase(key) && of != null) {
        of.stream().filter(Objects::nonNull).forEach(values::add);
      }
    });
    return values;
  }

  /**
   * Which deliveries are taken for genuine.
   *
   * @param secrets any of them may have signed, so that one can be replaced while deliveries are
   *     under way; as the server gave them, {@code whsec_} included
   * @param tolerance by how much the clocks of the two sides may differ: a delivery may have been
   *     sent by so much in the future; more than zero, at most a year; default 5 min
   * @param retryWindow for how long a delivery that nobody has confirmed is repeated under the time
   *     of its first sending: by the tolerance and so much it may be in the past. Zero or more, at
   *     most a year; default 24 h, for which HeyGen repeats. Zero for a server that dates every
   *     attempt anew
   * @param takesUnsigned whether a delivery without any signature is taken too; default false
   */
  public record Rules(
      List<String> secrets, Duration tolerance, Duration retryWindow, boolean takesUnsigned) {

    private static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);
    private static final Duration USUAL_WINDOW = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Refuses empty secrets, rules that nothing could meet, and times out of range. */
    public Rules {
      secrets = List.copyOf(requireNonNull(secrets, "secrets"));
      requireNonNull(tolerance, "tolerance");
      requireNonNull(retryWindow, "retryWindow");
      if (secrets.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("secrets: must not be blank");
      }
      if (secrets.isEmpty() && !takesUnsigned) {
        throw new IllegalArgumentException("secrets []: must hold at least one");
      }
      if (!tolerance.isPositive() || tolerance.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "tolerance " + tolerance + ": must be more than zero, at most a year");
      }
      if (retryWindow.isNegative() || retryWindow.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "retryWindow " + retryWindow + ": must be zero or more, at most a year");
      }
    }

    /** Takes what any of these secrets has signed. */
    public static Rules signedBy(String... secrets) {
      return new Rules(List.of(secrets), USUAL_TOLERANCE, USUAL_WINDOW, false);
    }

    /**
     * Takes everything, signed or not. For deliveries to the {@code callback_url} of a single job,
     * for which the server knows no secret: let that address hold one. Whoever knows the address
     * can then cause calls, one for each id of a job that is being waited for, and nothing else.
     */
    public static Rules unsigned() {
      return new Rules(List.of(), USUAL_TOLERANCE, USUAL_WINDOW, true);
    }

    /** By how much the clocks of the two sides may differ. */
    public Rules withTolerance(Duration tolerance) {
      return new Rules(secrets, tolerance, retryWindow, takesUnsigned);
    }

    /** For how long a delivery is repeated under the time of its first sending. */
    public Rules withRetryWindow(Duration retryWindow) {
      return new Rules(secrets, tolerance, retryWindow, takesUnsigned);
    }

    /** Takes deliveries without any signature too, see {@link #unsigned()}; a wrong one never. */
    public Rules withUnsigned() {
      return new Rules(secrets, tolerance, retryWindow, true);
    }

    /** The longest time ago at which a delivery may have been sent. */
    Duration oldest() {
      return retryWindow.plus(tolerance);
    }

    /**
     * For how long an event is told from its repetitions: while they are sent, whatever they are
     * dated, and as long as a copy of the first would be taken.
     */
    public Duration remembered() {
      Duration sent = retryWindow.compareTo(USUAL_WINDOW) < 0 ? USUAL_WINDOW : retryWindow;
      return sent.plus(tolerance.multipliedBy(2));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return "Rules["
          + secrets.size()
          + " secrets, tolerance="
          + tolerance
          + ", retryWindow="
          + retryWindow
          + ", takesUnsigned="
          + takesUnsigned
          + "]";
    }
  }

  /** What a delivery to the user's web server is. */
  public sealed interface Verdict {

    /** The HTTP status to answer the delivery with; any that is not 2xx has it delivered again. */
    default int httpStatus() {
      return switch (this) {
        case Accepted accepted -> 200;
        case Unrelated unrelated -> 200;
        case Duplicate duplicate -> 200;
        case Refused refused -> refused.reason().httpStatus();
      };
    }

    /**
     * Genuine, new, and about a translation. That is a reason to look, not the truth about the job:
     * how it ended, only a call tells.
     *
     * @param kind what is said to have happened
     * @param eventId the event; empty where the server gave it no id
     * @param callbackId the caller's own mark of the job; empty without one
     */
    record Accepted(JobId jobId, Kind kind, String eventId, String callbackId) implements Verdict {
      public Accepted {
        requireNonNull(jobId, "jobId");
        requireNonNull(kind, "kind");
        requireNonNull(eventId, "eventId");
        requireNonNull(callbackId, "callbackId");
      }
    }

    /**
     * Genuine and new, but not about a translation that anybody could wait for.
     *
     * @param eventType the server's name for what happened
     * @param eventId the event; empty where the server gave it no id
     */
    record Unrelated(String eventType, String eventId) implements Verdict {
      public Unrelated {
        requireNonNull(eventType, "eventType");
        requireNonNull(eventId, "eventId");
      }
    }

    /**
     * Genuine, and delivered before.
     *
     * @param eventId the event; empty where the server gave it no id and repeated it word for word
     */
    record Duplicate(String eventId) implements Verdict {
      public Duplicate {
        requireNonNull(eventId, "eventId");
      }
    }

    /**
     * Not to be trusted, or not to be understood.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Verdict {
      public Refused {
        requireNonNull(reason, "reason");
      }
    }

    /** What is said to have happened to a translation. */
    enum Kind {
      /** It completed. */
      SUCCESS,
      /** It failed. */
      FAIL,
      /** Something else. */
      OTHER
    }

    /** Why a delivery is refused. */
    enum Reason {
      /** It carries no signature. */
      UNSIGNED(401),
      /** Its signature is not that of any of the secrets over this body. */
      WRONG_SIGNATURE(401),
      /** It does not say when it was sent. */
      UNDATED(401),
      /** It was sent too long ago, or in the future. */
      OUT_OF_TIME(401),
      /** Its body is larger than any event. */
      TOO_LARGE(413),
      /** Its body or its id is not that of an event. */
      UNREADABLE(400);

      private final int httpStatus;

      Reason(int httpStatus) {
        this.httpStatus = httpStatus;
      }

      int httpStatus() {
        return httpStatus;
      }
    }
  }
}
