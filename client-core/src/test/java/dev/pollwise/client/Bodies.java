package dev.pollwise.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What HeyGen says. */
final class Bodies {

  static final String PENDING = "{\"data\":{\"status\":\"pending\"}}";
  static final String RUNNING = "{\"data\":{\"status\":\"running\"}}";
  static final String COMPLETED =
      """
      {"data":{"status":"completed","video_url":"https://x.test/v.mp4?Signature=s"}}\
      """;

  private Bodies() {}

  static String failed(String message) {
    return "{\"data\":{\"status\":\"failed\",\"failure_message\":\"" + message + "\"}}";
  }

  static String accepted(String... ids) {
    return Arrays.stream(ids)
        .map(id -> "\"" + id + "\"")
        .collect(Collectors.joining(",", "{\"data\":{\"video_translation_ids\":[", "]}}"));
  }

  static String batchAccepted(String id) {
    return "{\"data\":{\"batch_id\":\"" + id + "\"}}";
  }

  static String error(String code, String message) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
  }
}
