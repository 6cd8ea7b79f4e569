package dev.pollwise.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A submit of somebody who has the same key, and no fleet. */
final class SubmitByHand {

  private static final String BODY =
      """
      {"video": {"type": "url", "url": "https://example.com/a.mp4"}, "output_languages": ["French"]}
      """;

  private SubmitByHand() {}

  /** Returns the status. */
  static int submit(URI server, String key) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(server.resolve("/v3/video-translations"))
                  .header("X-Api-Key", key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(BODY))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
