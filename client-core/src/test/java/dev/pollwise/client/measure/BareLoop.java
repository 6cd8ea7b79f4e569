package dev.pollwise.client.measure;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What anybody would write: ask, parse, come again in a second. No limit, no end, no listener. */
final class BareLoop implements PollCost.Loop {

  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final LongAdder answers = new LongAdder();

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on until it is closed
  BareLoop(URI server, int jobs) {
    for (int i = 0; i < jobs; i++) {
      URI job = server.resolve("/v3/video-translations/job-" + i);
      timer.schedule(() -> ask(job), 1_000_000L * i / jobs, TimeUnit.MICROSECONDS);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on until it is closed
  private void ask(URI job) {
    HttpRequest request =
        HttpRequest.newBuilder(job)
            .header("Accept", "application/json")
            .header("User-Agent", "bare")
            .header("X-Api-Key", "demo")
            .GET()
            .build();
    http.sendAsync(request, BodyHandlers.ofString())
        .thenAccept(response -> {
          if (response.statusCode() == 200 && status(response.body()).equals("running")) {
            answers.increment();
            timer.schedule(() -> ask(job), 1, TimeUnit.SECONDS);
          }
        });
  }

  private static String status(String body) {
    try (JsonReader reader = READERS.createReader(new StringReader(body))) {
      return reader.readObject().getJsonObject("data").getString("status");
    }
  }

  @Override
  public long polls() {
    return answers.sum();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
    http.close();
  }
}
