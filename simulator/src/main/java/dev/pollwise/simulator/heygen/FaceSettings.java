package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.time.Duration;

/**
 * What the simulated faces can be told.
 *
 * @param heyGen of the HeyGen API
 * @param plainLimit how many requests one client address may make to the plain API
 * @param plainDelay wall-clock time by which each answer of the plain API is late
 * @param webhooks of the senders of webhooks
 * @param bodyLimit how many bytes a request's body may have, 1 kB to 64 MB
 */
public record FaceSettings(
    HeyGenOptions heyGen,
    RequestLimit plainLimit,
    DurationLaw plainDelay,
    WebhookSettings webhooks,
    int bodyLimit) {

  /** Bytes that a request's body may have at most. */
  public static final Range<Integer> BODY_LIMITS = Range.of(1_024, 64 * 1_024 * 1_024);

  /** Refuses a body limit out of range. */
  public FaceSettings {
    BODY_LIMITS.require("body limit", bodyLimit);
  }

  /**
   * HeyGen's defaults, neither limit nor delay on the plain API, webhooks to this machine allowed,
   * bodies of 1 MB.
   */
  public static FaceSettings defaults() {
    return new FaceSettings(
        HeyGenOptions.defaults(),
        RequestLimit.none(),
        DurationLaw.fixed(Duration.ZERO),
        WebhookSettings.local(),
        1_024 * 1_024);
  }

  /** With other settings of the HeyGen API. */
  public FaceSettings withHeyGen(HeyGenOptions options) {
    return new FaceSettings(options, plainLimit, plainDelay, webhooks, bodyLimit);
  }

  /** With another limit on the plain API. */
  public FaceSettings withPlainLimit(RequestLimit limit) {
    return new FaceSettings(heyGen, limit, plainDelay, webhooks, bodyLimit);
  }

  /** With another delay on the plain API. */
  public FaceSettings withPlainDelay(DurationLaw delay) {
    return new FaceSettings(heyGen, plainLimit, delay, webhooks, bodyLimit);
  }

  /** With other settings of the senders of webhooks. */
  public FaceSettings withWebhooks(WebhookSettings settings) {
    return new FaceSettings(heyGen, plainLimit, plainDelay, settings, bodyLimit);
  }

  /** With another limit on bodies. */
  public FaceSettings withBodyLimit(int bytes) {
    return new FaceSettings(heyGen, plainLimit, plainDelay, webhooks, bytes);
  }
}
