package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.document.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the senders of webhooks are told.
 *
 * @param allowed where they may send beyond {@code https} to public addresses
 * @param callbackSecret with which deliveries to a job's {@code callback_url} are signed; empty
 *     (default) for not at all: HeyGen knows no secret of a job, and says nothing about it
 * @param timeout wall-clock time within which a receiver must answer 2xx, redirects included;
 *     default 10 s, as HeyGen has it; at most an hour
 */
public record WebhookSettings(Set<Allowed> allowed, String callbackSecret, Duration timeout) {

  /** Something that is refused unless it is allowed. */
  public enum Allowed {
    /** Addresses of this machine, by whatever interface; the simulator's own listeners never. */
    LOOPBACK,
    /** Addresses of private networks; link-local, shared and benchmarking ones included. */
    PRIVATE,
    /** Plain {@code http}. */
    HTTP,
    /** Following redirects (307 and 308 only); each new address is checked like the first. */
    REDIRECTS
  }

  /** Refuses a timeout out of range. */
  public WebhookSettings {
    allowed = Set.copyOf(allowed);
    Durations.requirePositive("webhook timeout", timeout, Duration.ofHours(1));
  }

  /** {@code https} to public addresses only, callbacks not signed. */
  public static WebhookSettings safe() {
    return new WebhookSettings(Set.of(), "", Duration.ofSeconds(10));
  }

  /** As {@link #safe()}, but plain {@code http} and this machine's addresses are allowed. */
  public static WebhookSettings local() {
    return safe().allowing(EnumSet.of(Allowed.LOOPBACK, Allowed.HTTP));
  }

  /** With exactly this allowed. */
  public WebhookSettings allowing(Set<Allowed> other) {
    return new WebhookSettings(other, callbackSecret, timeout);
  }

  /** With callbacks signed by this secret; empty for not at all. */
  public WebhookSettings signingCallbacks(String secret) {
    return new WebhookSettings(allowed, secret, timeout);
  }

  /** With so much time for a receiver. */
  public WebhookSettings withTimeout(Duration other) {
    return new WebhookSettings(allowed, callbackSecret, other);
  }

  /** Why the form of an address is refused; empty if it is fine. Looks nothing up. */
  public Optional<String> objectionToForm(URI url) {
    return new AddressRules(allowed, Set.of()).objectionToForm(url);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "WebhookSettings[allowed=" + allowed + ", timeout=" + timeout + "]";
  }
}
