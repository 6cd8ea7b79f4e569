package dev.pollwise.client.webhook;

import dev.pollwise.client.http.HeyGenApi.WebhookBody;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Kind;
import java.util.Optional;

/** What HeyGen's events mean. Pure. */
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
  record Event(String id, boolean isIdInBody, String fingerprint, Verdict verdict) {

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
    return WebhookBody.of(body)
        .flatMap(event -> {
          boolean isIdInBody = !event.eventId().isEmpty();
          String id = isIdInBody ? event.eventId() : headerId;
          return isId(id)
              ? verdict(event, id)
                  .map(verdict -> new Event(id, isIdInBody, event.fingerprint(), verdict))
              : Optional.empty();
        });
  }

  private static Optional<Verdict> verdict(WebhookBody event, String id) {
    Kind kind =
        switch (event.type()) {
          case TRANSLATION + "success" -> Kind.SUCCESS;
          case TRANSLATION + "fail" -> Kind.FAIL;
          default -> Kind.OTHER;
        };
    Optional<JobId> job = event.type().startsWith(TRANSLATION) ? event.jobId() : Optional.empty();
    if (job.isPresent()) {
      return Optional.of(new Verdict.Accepted(job.get(), kind, id, event.callbackId()));
    }
    return kind == Kind.OTHER
        ? Optional.of(new Verdict.Unrelated(event.shownType(), id))
        : Optional.empty();
  }

  private static boolean isId(String id) {
    return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
