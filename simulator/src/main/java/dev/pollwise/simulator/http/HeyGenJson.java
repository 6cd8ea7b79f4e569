package dev.pollwise.simulator.http;

import dev.pollwise.simulator.job.JobState;
import dev.pollwise.simulator.simulation.Job;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** HeyGen's resources as JSON. Fields without a value are left out, as its service does. */
final class HeyGenJson {

  private final ResultUrls urls;

  HeyGenJson(ResultUrls urls) {
    this.urls = urls;
  }

  static JsonObjectBuilder data(JsonObjectBuilder data) {
    return Json.object().add("data", data);
  }

  /** The translation resource. */
  JsonObjectBuilder translation(Job job, JobState state, Call call) {
    JsonObjectBuilder json = Json.object().add("id", job.id()).add("status", state.word());
    addText(json, "title", job.title());
    addText(json, "input_language", job.spec().inputLanguage());
    addText(json, "output_language", job.spec().language());
    addText(json, "callback_id", job.spec().callbackId());
    if (job.spec().audioOnly()) {
      json.add("translate_audio_only", JsonValue.TRUE);
    }
    json.add("created_at", job.createdOnWall().getEpochSecond());
    switch (state) {
      case JobState.Pending pending -> {}
      case JobState.Running running -> {}
      case JobState.Failed(String message) -> json.add("failure_message", message);
      case JobState.Completed completed -> {
        json.add("duration", ResultFiles.SECONDS);
        if (!job.spec().audioOnly()) {
          json.add("video_url", urls.to(job, ResultFiles.Kind.VIDEO, call));
        }
        json.add("audio_url", urls.to(job, ResultFiles.Kind.AUDIO, call));
        if (job.spec().captions()) {
          json.add("srt_caption_url", urls.to(job, ResultFiles.Kind.SRT, call));
          json.add("vtt_caption_url", urls.to(job, ResultFiles.Kind.VTT, call));
        }
      }
    }
    return json;
  }

  /** An item of the bulk statuses, which have words of their own. */
  static JsonObjectBuilder status(Job job, JobState state) {
    JsonObjectBuilder json =
        Json.object().add("video_id", job.id()).add("status", Batch.word(state));
    return state instanceof JobState.Failed(String message)
        ? json.add("error", Json.object().add("message", message))
        : json;
  }

  private static void addText(JsonObjectBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.add(name, value);
    }
  }
}
