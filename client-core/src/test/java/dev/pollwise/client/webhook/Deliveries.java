package dev.pollwise.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Accepted;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Kind;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Deliveries at noon, and who judges them. */
abstract class Deliveries {

  static final String SECRET = "whsec_0123456789";
  static final String SUCCESS =
      """
      {"event_id":"evt_1","event_type":"video_translate.success","event_data":
       {"video_translate_id":"a-es","url":"https://x.test/v.mp4","callback_id":"order-7"}}\
      """;

  Instant now = Instant.parse("2026-11-21T12:00:00Z");
  final WebhookVerifier verifier = verifier(Rules.signedBy(SECRET));

  WebhookVerifier verifier(Rules rules) {
    return new WebhookVerifier(rules, () -> now);
  }

  static String signature(String body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Map<String, List<String>> signed(String body) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Heygen-Signature", List.of(signature(body, SECRET)));
    headers.put("Heygen-Timestamp", List.of(Long.toString(now.getEpochSecond())));
    return headers;
  }

  Verdict receive(String body) {
    return verifier.receive(signed(body), body.getBytes(UTF_8));
  }

  static Accepted success(String eventId) {
    return new Accepted(JobId.of("a-es"), Kind.SUCCESS, eventId, "order-7");
  }
}
