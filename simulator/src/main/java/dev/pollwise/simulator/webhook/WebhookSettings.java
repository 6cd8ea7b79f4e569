package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the senders of webhooks are told.
 *
 * @param allowed where they may send beyond {@code https} to public addresses
 * @param callbackSecret with which deliveries to a job's {@code callback_url} are signed; empty
 *     (default) for not at all: HeyGen knows no secret of a job, and says nothing about it
 * @param timeout wall-clock time within which a receiver must answer 2xx, redirects included;
 *     default 10 s, as HeyGen has it; at most an hour
 * @param signatureHeader header that carries the signature; default {@code Heygen-Signature}, as
 *     most receivers have it; some know {@code Signature}
 * @param idField field of an event that names a translation; default {@code video_translate_id};
 *     some receivers read {@code video_translation_id} or {@code id}
 */
public record WebhookSettings(
    Set<Allowed> allowed,
    String callbackSecret,
    Duration timeout,
    String signatureHeader,
    String idField) {

  /** How long a receiver may take. */
  public static final Range<Duration> TIMEOUTS = Range.positive(Duration.ofHours(1));

  /** Headers that every webhook has beside its signature. */
  static final String TIMESTAMP = "Heygen-Timestamp";

  static final String EVENT_ID = "Heygen-Event-Id";

  private static final Set<String> TAKEN_HEADERS =
      Set.of(
          TIMESTAMP.toLowerCase(Locale.ROOT),
          EVENT_ID.toLowerCase(Locale.ROOT),
          "content-type",
          "host",
          "user-agent");
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z_]{0,63}");
  private static final Set<String> TAKEN_FIELDS =
      Set.of("callback_id", "message", "output_language", "url");

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

  /** Refuses a timeout out of range, and names that are none or taken. */
  public WebhookSettings {
    allowed = Set.copyOf(allowed);
    TIMEOUTS.require("timeout", timeout);
    Fault.ExtraHeaders unused = new Fault.ExtraHeaders(Map.of(signatureHeader, ""));
    if (TAKEN_HEADERS.contains(signatureHeader.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "header \"" + signatureHeader + "\": must be one that a webhook does not have otherwise");
    }
    if (!FIELD.matcher(idField).matches() || TAKEN_FIELDS.contains(idField)) {
      throw new IllegalArgumentException(
          "field \""
              + idField
              + "\": must be lower-case letters and underscores, and none that an event has"
              + " otherwise");
    }
  }

  /** {@code https} to public addresses only, callbacks not signed. */
  public static WebhookSettings safe() {
    return new WebhookSettings(
        Set.of(), "", Duration.ofSeconds(10), "Heygen-Signature", "video_translate_id");
  }

  /** As {@link #safe()}, but plain {@code http} and this machine's addresses are allowed. */
  public static WebhookSettings local() {
    return safe().allowing(EnumSet.of(Allowed.LOOPBACK, Allowed.HTTP));
  }

  /** With exactly this allowed. */
  public WebhookSettings allowing(Set<Allowed> other) {
    return new WebhookSettings(other, callbackSecret, timeout, signatureHeader, idField);
  }

  /** With callbacks signed by this secret; empty for not at all. */
  public WebhookSettings signingCallbacks(String secret) {
    return new WebhookSettings(allowed, secret, timeout, signatureHeader, idField);
  }

  /** With so much time for a receiver. */
  public WebhookSettings withTimeout(Duration other) {
    return new WebhookSettings(allowed, callbackSecret, other, signatureHeader, idField);
  }

  /** With the signature in another header. */
  public WebhookSettings withSignatureHeader(String other) {
    return new WebhookSettings(allowed, callbackSecret, timeout, other, idField);
  }

  /** With another field that names a translation. */
  public WebhookSettings withIdField(String other) {
    return new WebhookSettings(allowed, callbackSecret, timeout, signatureHeader, other);
  }

  /** Why the form of an address is refused; empty if it is fine. Looks nothing up. */
  public Optional<String> objectionToForm(URI url) {
    return new AddressRules(allowed, Set.of()).objectionToForm(url);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "WebhookSettings[allowed="
        + allowed
        + ", timeout="
        + timeout
        + ", signatureHeader="
        + signatureHeader
        + ", idField="
        + idField
        + "]";
  }
}
