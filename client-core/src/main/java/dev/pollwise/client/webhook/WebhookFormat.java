package dev.pollwise.client.webhook;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.JobIds;
import dev.pollwise.client.http.JsonDocument;
import dev.pollwise.client.http.ServerText;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerdict.Kind;
import jakarta.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** HeyGen's events as JSON. Pure. */
final class WebhookFormat {

  private static final String TRANSLATION = "video_translate.";

  private static final int LONGEST_ID = 255;

  private WebhookFormat() {}

  /**
   * An event.
   *
   * @param id what the server calls it; empty where it has no name for it
   * @param isIdInBody whether the body gives it, which a signature covers
   * @param fingerprint of its body
   * @param verdict what it is if it is new
   */
  record Event(String id, boolean isIdInBody, String fingerprint, WebhookVerdict verdict) {

    /**
     * What it is remembered by, apart for signed ones: nobody who cannot sign must be able to have
     * a genuine event taken for a repetition, nor a repetition for a new one by another header.
     */
    String name(boolean isSigned) {
      boolean isNamed = isSigned ? isIdInBody : !id.isEmpty();
      return (isSigned ? "signed " : "unsigned ") + (isNamed ? id : "body " + fingerprint);
    }
  }

  /**
   * Reads a delivery; empty if it is none of an event. The id in the body goes before that in the
   * header, which no signature covers.
   */
  static Optional<Event> event(String headerId, byte[] body) {
    Optional<JsonObject> read = JsonDocument.object(body);
    Optional<String> type = read.flatMap(event -> JsonDocument.text(event, "event_type"));
    if (read.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> own =
        JsonDocument.text(read.get(), "event_id").filter(text -> !text.isEmpty());
    String id = own.orElse(headerId);
    return isId(id)
        ? verdict(read.get(), type.get(), id)
            .map(verdict -> new Event(id, own.isPresent(), fingerprint(body), verdict))
        : Optional.empty();
  }

  private static Optional<WebhookVerdict> verdict(JsonObject event, String type, String id) {
    Kind kind =
        switch (type) {
          case TRANSLATION + "success" -> Kind.SUCCESS;
          case TRANSLATION + "fail" -> Kind.FAIL;
          default -> Kind.OTHER;
        };
    Optional<JsonObject> data = JsonDocument.object(event, "event_data");
    Optional<JobId> job =
        type.startsWith(TRANSLATION)
            ? data.flatMap(members -> JsonDocument.text(members, "video_translate_id"))
                .flatMap(JobIds::read)
            : Optional.empty();
    if (job.isPresent()) {
      String mark = data.flatMap(members -> JsonDocument.text(members, "callback_id")).orElse("");
      return Optional.of(new WebhookVerdict.Accepted(job.get(), kind, id, mark));
    }
    return kind == Kind.OTHER
        ? Optional.of(new WebhookVerdict.Unrelated(ServerText.shown(type, Credentials.none()), id))
        : Optional.empty();
  }

  private static boolean isId(String id) {
    return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static String fingerprint(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
