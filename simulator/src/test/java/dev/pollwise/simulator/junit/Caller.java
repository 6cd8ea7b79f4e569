package dev.pollwise.simulator.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A program under test, in a few lines. */
final class Caller {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String JOBS = "/v3/video-translations";

  private final URI server;

  Caller(URI server) {
    this.server = server;
  }

  /** Asks for the one job of the plain API. */
  int poll() {
    return send(request("/status")).statusCode();
  }

  /** The id of a new job. */
  String submit() {
    String body =
        "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
            + "\"output_languages\":[\"French\"]}";
    String answer = send(request(JOBS).POST(BodyPublishers.ofString(body))).body();
    return answer.replaceAll("(?s).*\"video_translation_ids\"\\s*:\\s*\\[\\s*\"([^\"]+)\".*", "$1");
  }

  void poll(String job) {
    HttpResponse<String> unused = send(request(JOBS + "/" + job));
  }

  String get(String path) {
    return send(request(path)).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("X-Api-Key", "demo")
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
