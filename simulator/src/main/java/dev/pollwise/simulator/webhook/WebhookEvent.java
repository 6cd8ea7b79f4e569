package dev.pollwise.simulator.webhook;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That something happened of which clients can be told.
 *
 * @param id by which receivers tell duplicates
 * @param number from 1, in the order of happening
 * @param owner whose job it was; a fingerprint, never the key itself
 * @param createdAt wall-clock time
 */
public record WebhookEvent(String id, long number, String owner, Data data, Instant createdAt) {

  /**
   * The names of HeyGen's events. Only those of translations, proofreads and batches ever happen
   * here.
   */
  public static final class Types {

    static final String TRANSLATED = "video_translate.success";
    static final String NOT_TRANSLATED = "video_translate.fail";
    static final String PROOFREAD = "proofread_creation.success";
    static final String NOT_PROOFREAD = "proofread_creation.fail";
    static final String BATCH_FINISHED = "batch.finished";

    private static final List<String> PAIRS =
        List.of(
            "avatar_video",
            "avatar_video_gif",
            "avatar_video_caption",
            "video_translate",
            "proofread_creation",
            "video_agent",
            "hyperframes_video",
            "ai_clipping",
            "instant_avatar",
            "photo_avatar_generation",
            "photo_avatar_train",
            "photo_avatar_add_motion",
            "live_avatar");

    private static final Map<String, String> ALL = all();

    private Types() {}

    /** Every name that an endpoint may subscribe to, with a sentence about it. */
    public static Map<String, String> described() {
      return ALL;
    }

    /** Every name that an endpoint may subscribe to. */
    public static Set<String> names() {
      return ALL.keySet();
    }

    private static Map<String, String> all() {
      Map<String, String> all = new LinkedHashMap<>();
      for (String kind : PAIRS) {
        String words = kind.replace('_', ' ');
        all.put(kind + ".success", "The " + words + " job completed.");
        all.put(kind + ".fail", "The " + words + " job failed.");
      }
      all.put(
          "video_translate.preflight.validation_failed",
          "A video translation was refused before its work began.");
      all.put(
          "video_translate.preflight.download_failed",
          "The source of a video translation could not be fetched.");
      all.put("personalized_video", "A personalized video changed its state.");
      all.put(BATCH_FINISHED, "Every item of a batch is over.");
      return Collections.unmodifiableMap(all);
    }
  }

  /** What an event tells. Texts that do not apply are empty. */
  public sealed interface Data {

    /** A translation completed; {@code url} leads to the video. */
    record Translated(String jobId, String url, String callbackId, String language)
        implements Data {}

    /** A translation failed; {@code message} says why. */
    record NotTranslated(String jobId, String message, String callbackId, String language)
        implements Data {}

    /** A proofread is over; {@code failure} says why it failed, and is empty if it did not. */
    record Proofread(String jobId, String failure, String language) implements Data {}

    /** Every item of a batch is over; {@code counts} by the status words of batches. */
    record BatchFinished(String batchId, String title, String status, Map<String, Integer> counts)
        implements Data {

      /** Copies the counts. */
      public BatchFinished {
        counts = Map.copyOf(counts);
      }
    }

    /** The name of the event. */
    default String type() {
      return switch (this) {
        case Translated done -> WebhookEvent.Types.TRANSLATED;
        case NotTranslated failed -> WebhookEvent.Types.NOT_TRANSLATED;
        case Proofread proofread ->
            proofread.failure().isEmpty()
                ? WebhookEvent.Types.PROOFREAD
                : WebhookEvent.Types.NOT_PROOFREAD;
        case BatchFinished batch -> WebhookEvent.Types.BATCH_FINISHED;
      };
    }

    /** Whom it concerns: the id of a translation, a proofread or a batch. */
    default String entityId() {
      return switch (this) {
        case Translated done -> done.jobId();
        case NotTranslated failed -> failed.jobId();
        case Proofread proofread -> proofread.jobId();
        case BatchFinished batch -> batch.batchId();
      };
    }
  }
}
