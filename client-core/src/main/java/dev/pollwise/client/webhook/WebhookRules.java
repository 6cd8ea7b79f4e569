package dev.pollwise.client.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Which deliveries are taken for genuine.
 *
 * @param secrets any of them may have signed, so that one can be replaced while deliveries are
 *     under way; as the server gave them, {@code whsec_} included
 * @param tolerance by how much the time of sending may differ from now, either way; default 5 min,
 *     as the server's documentation advises, which dates every attempt anew. A server that repeats
 *     a delivery under its first date needs as long as it goes on repeating, 24 h for instance;
 *     events are told apart from their repetitions for as long
 * @param takesUnsigned whether a delivery without any signature is taken too; default false
 */
public record WebhookRules(List<String> secrets, Duration tolerance, boolean takesUnsigned) {

  private static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

  /** Refuses empty secrets, rules that nothing could meet, and a tolerance of nothing. */
  public WebhookRules {
    secrets = List.copyOf(requireNonNull(secrets, "secrets"));
    requireNonNull(tolerance, "tolerance");
    if (secrets.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("secrets: must not be blank");
    }
    if (secrets.isEmpty() && !takesUnsigned) {
      throw new IllegalArgumentException("secrets []: must hold at least one");
    }
    if (tolerance.isNegative() || tolerance.isZero()) {
      throw new IllegalArgumentException("tolerance " + tolerance + ": must be more than zero");
    }
  }

  /** Takes what any of these secrets has signed. */
  public static WebhookRules signedBy(String... secrets) {
    return new WebhookRules(List.of(secrets), USUAL_TOLERANCE, false);
  }

  /**
   * Takes everything, signed or not. For deliveries to the {@code callback_url} of a single job,
   * for which the server knows no secret: let that address hold one. Whoever knows the address can
   * then cause calls, one for each id of a job that is being waited for, and nothing else.
   */
  public static WebhookRules unsigned() {
    return new WebhookRules(List.of(), USUAL_TOLERANCE, true);
  }

  /** By how much the time of sending may differ from now. */
  public WebhookRules withTolerance(Duration tolerance) {
    return new WebhookRules(secrets, tolerance, takesUnsigned);
  }

  /** Takes deliveries without any signature too, see {@link #unsigned()}; a wrong one never. */
  public WebhookRules withUnsigned() {
    return new WebhookRules(secrets, tolerance, true);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "WebhookRules["
        + secrets.size()
        + " secrets, tolerance="
        + tolerance
        + ", takesUnsigned="
        + takesUnsigned
        + "]";
  }
}
