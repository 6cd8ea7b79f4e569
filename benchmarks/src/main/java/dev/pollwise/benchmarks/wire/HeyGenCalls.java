package dev.pollwise.benchmarks.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the programs around the other pollers ask of a server, by the JDK's HTTP client. */
final class HeyGenCalls implements AutoCloseable {

  private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([a-z]+)\"");
  private static final Pattern ID =
      Pattern.compile("\"video_translation_ids\"\\s*:\\s*\\[\"([^\"]+)");
  private static final String PATH = "/v3/video-translations";
  private static final double TIMEOUT = 30;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI server;
  private final Pace pace;

  HeyGenCalls(URI server, Pace pace) {
    this.server = server;
    this.pace = pace;
  }

  /** The status of a job; anything but a proper answer is an exception. */
  String status(String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request("/" + id).GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    Matcher status = STATUS.matcher(answer.body());
    if (!status.find()) {
      throw new IOException("no status in the answer");
    }
    return status.group(1);
  }

  /**
   * Submits a job as often as it needs: the others do not submit, so that this is done for them as
   * well as it can be.
   *
   * @param name of the job, by which the server plans it
   */
  String submit(String name) throws InterruptedException {
    String body =
        """
        {"video":{"type":"url","url":"https://example.com/a.mp4"},\
        "output_languages":["Spanish (Spain)"],"callback_id":"%s"}\
        """
            .formatted(name);
    HttpRequest request =
        request("")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", name)
            .POST(BodyPublishers.ofString(body))
            .build();
    while (true) {
      Duration pause = pace.seconds(1);
      try {
        HttpResponse<String> answer = send(request);
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() == 200 && id.find()) {
          return id.group(1);
        }
        pause =
            answer
                .headers()
                .firstValue("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(pause);
      } catch (IOException e) {
        // Nobody knows whether it got through: the key makes asking again safe.
      }
      Thread.sleep(pause);
    }
  }

  /**
   * The timeout covers the body, too: the client's own ends with the headers, and who goes by that
   * hangs for ever on a body that stalls.
   */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString());
    try {
      return answer.get(pace.seconds(TIMEOUT).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(PATH + path)).header("X-Api-Key", "benchmark");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
