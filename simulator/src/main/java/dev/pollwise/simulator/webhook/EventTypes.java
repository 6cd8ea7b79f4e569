package dev.pollwise.simulator.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of HeyGen's events. Only those of translations, proofreads and batches ever happen
 * here.
 */
public final class EventTypes {

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

  private EventTypes() {}

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
