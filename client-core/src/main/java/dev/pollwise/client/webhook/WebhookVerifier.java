package dev.pollwise.client.webhook;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerdict.Reason;
import dev.pollwise.client.webhook.WebhookVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells genuine deliveries of HeyGen's webhooks from others. The user's web server hands over the
 * headers and the body, byte for byte as they came, and answers with {@link
 * WebhookVerdict#httpStatus()}, within the 10 s that the server allows. Safe for any thread; never
 * blocks; whatever the delivery holds, a verdict comes of it and no exception.
 *
 * <p>The signature covers the body alone. So the time of sending keeps out only who cannot change
 * headers, and a signed event is known by the id in its body or, without one, by the whole body.
 */
public final class WebhookVerifier {

  private static final int BODY_LIMIT = 1 << 20;

  /** More digits are no time in seconds, and would not fit an {@link Instant}. */
  private static final int TIME_DIGITS = 11;

  private final WebhookRules rules;
  private final InstantSource wallClock;
  private final Consumer<JobId> news;
  private final SeenEvents seen = new SeenEvents();

  /**
   * A verifier that has seen nothing yet.
   *
   * @param rules what is taken for genuine
   * @param wallClock tells how long ago a delivery was sent
   */
  public WebhookVerifier(WebhookRules rules, InstantSource wallClock) {
    this(rules, wallClock, job -> {});
  }

  /**
   * A verifier that passes on of which jobs there is news.
   *
   * @param rules what is taken for genuine
   * @param wallClock tells how long ago a delivery was sent
   * @param news hears of the job of each delivery that is accepted, on the thread that brings it;
   *     must not block. {@link dev.pollwise.client.poll.Poller#announce} is meant for it
   */
  public WebhookVerifier(WebhookRules rules, InstantSource wallClock, Consumer<JobId> news) {
    this.rules = requireNonNull(rules, "rules");
    this.wallClock = requireNonNull(wallClock, "wallClock");
    this.news = requireNonNull(news, "news");
  }

  /**
   * Judges a delivery, and wakes whoever waits for its job if it is accepted.
   *
   * @param headers all of them, or at least those that begin with {@code Heygen-}; names in any
   *     case
   * @param body as it came, before anybody has parsed it
   */
  public WebhookVerdict receive(Map<String, List<String>> headers, byte[] body) {
    WebhookVerdict verdict = judge(headers, body);
    if (verdict instanceof WebhookVerdict.Accepted accepted) {
      news.accept(accepted.jobId());
    }
    return verdict;
  }

  private WebhookVerdict judge(Map<String, List<String>> headers, byte[] body) {
    requireNonNull(headers, "headers");
    requireNonNull(body, "body");
    if (body.length > BODY_LIMIT) {
      return new Refused(Reason.TOO_LARGE);
    }
    Collection<String> signatures = values(headers, "Heygen-Signature");
    boolean isSigned = !signatures.isEmpty() && !rules.secrets().isEmpty();
    if (!isSigned && !rules.takesUnsigned()) {
      return new Refused(Reason.UNSIGNED);
    }
    if (isSigned && !WebhookSignature.isGenuine(signatures, body, rules.secrets())) {
      return new Refused(Reason.WRONG_SIGNATURE);
    }
    Instant now = wallClock.instant();
    Optional<Reason> untimely = untimely(values(headers, "Heygen-Timestamp"), isSigned, now);
    if (untimely.isPresent()) {
      return new Refused(untimely.get());
    }
    String headerId = values(headers, "Heygen-Event-Id").stream().findFirst().orElse("").strip();
    return WebhookFormat.event(headerId, body)
        .<WebhookVerdict>map(event ->
            seen.isNew(event.name(isSigned), now)
                ? event.verdict()
                : new WebhookVerdict.Duplicate(event.id()))
        .orElseGet(() -> new Refused(Reason.UNREADABLE));
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
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
    return age.compareTo(rules.tolerance()) > 0
        ? Optional.of(Reason.OUT_OF_TIME)
        : Optional.empty();
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
}
