package dev.pollwise.simulator.webhook;

import java.util.Map;

/** What an event tells. Texts that do not apply are empty. */
public sealed interface EventData {

  /** A translation completed; {@code url} leads to the video. */
  record Translated(String jobId, String url, String callbackId, String language)
      implements EventData {}

  /** A translation failed; {@code message} says why. */
  record NotTranslated(String jobId, String message, String callbackId, String language)
      implements EventData {}

  /** A proofread is over; {@code failure} says why it failed, and is empty if it did not. */
  record Proofread(String jobId, String failure, String language) implements EventData {}

  /** Every item of a batch is over; {@code counts} by the status words of batches. */
  record BatchFinished(String batchId, String title, String status, Map<String, Integer> counts)
      implements EventData {

    /** Copies the counts. */
    public BatchFinished {
      counts = Map.copyOf(counts);
    }
  }

  /** The name of the event. */
  default String type() {
    return switch (this) {
      case Translated done -> EventTypes.TRANSLATED;
      case NotTranslated failed -> EventTypes.NOT_TRANSLATED;
      case Proofread proofread ->
          proofread.failure().isEmpty() ? EventTypes.PROOFREAD : EventTypes.NOT_PROOFREAD;
      case BatchFinished batch -> EventTypes.BATCH_FINISHED;
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
