package dev.pollwise.benchmarks.scale;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The call that every other contender makes: the JDK's HTTP client, the executor, headers and JSON
 * parser that ours uses as well, so that what differs is the waiting.
 */
final class Question implements AutoCloseable {

  /** Finding the factory searches the class path: done once, as our client does. */
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final Setting setting;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build();

  Question(Setting setting) {
    this.setting = setting;
  }

  /** The status of a job, to come. */
  CompletableFuture<String> ask(int job) {
    setting.punctuality().asked(job);
    return http.sendAsync(request(job), BodyHandlers.ofString())
        .thenApply(response -> status(job, response));
  }

  /** The status of a job; blocks. */
  String askAndWait(int job) throws IOException, InterruptedException {
    setting.punctuality().asked(job);
    return status(job, http.send(request(job), BodyHandlers.ofString()));
  }

  private HttpRequest request(int job) {
    URI uri = setting.server().resolve("/v3/video-translations/job-" + job);
    return HttpRequest.newBuilder(uri)
        .header("Accept", "application/json")
        .header("User-Agent", "bare")
        .header("X-Api-Key", "demo")
        .GET()
        .build();
  }

  private String status(int job, HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("HTTP " + response.statusCode());
    }
    try (JsonReader reader = READERS.createReader(new StringReader(response.body()))) {
      String status = reader.readObject().getJsonObject("data").getString("status");
      setting.punctuality().answered(job);
      return status;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
    executor.close();
  }
}
