package dev.pollwise.benchmarks.peers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the programs around the other pollers ask of a server, by the JDK's HTTP client. */
public final class HeyGenCalls implements AutoCloseable {

  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());
  private static final Pattern STATUS = text("status");
  private static final Pattern URL = text("video_url");
  private static final Pattern REASON = text("failure_message");
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

  /** Of that server; calls take 30 simulated seconds at most. */
  public HeyGenCalls(URI server, Pace pace) {
    this.server = server;
    this.pace = pace;
  }

  /**
   * What a proper answer says of a job.
   *
   * @param status its word
   * @param url of the video; empty where there is none
   * @param reason of a failure; empty where there is none
   */
  public record Look(String status, String url, String reason) {}

  /** An answer that is none. */
  public static final class BadAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Optional<Duration> retryAfter;

    BadAnswerException(HttpResponse<String> answer) {
      super("HTTP " + answer.statusCode());
      this.status = answer.statusCode();
      this.retryAfter =
          answer
              .headers()
              .firstValue("Retry-After")
              .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** When to come again, as the server says it. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** The status of a job; anything but a proper answer is an exception. */
  public String status(String id) throws IOException, InterruptedException {
    return look(id).status();
  }

  /** What is known of a job; anything but a proper answer is an exception. */
  public Look look(String id) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request("/" + id).GET().build());
    Matcher status = STATUS.matcher(answer.body());
    if (answer.statusCode() != 200 || !status.find()) {
      throw new BadAnswerException(answer);
    }
    return new Look(status.group(1), field(URL, answer), field(REASON, answer));
  }

  /**
   * The statuses of up to a hundred jobs, in one call; anything but a proper answer is an
   * exception.
   */
  Map<String, String> statuses(List<String> ids) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(request("/statuses?video_translation_ids=" + String.join(",", ids)).GET().build());
    if (answer.statusCode() != 200) {
      throw new BadAnswerException(answer);
    }
    try (JsonReader reader = JSON.createReader(new StringReader(answer.body()))) {
      return reader.readObject().getJsonArray("data").getValuesAs(JsonObject.class).stream()
          .collect(
              Collectors.toMap(job -> job.getString("video_id"), job -> job.getString("status")));
    } catch (RuntimeException e) {
      throw new BadAnswerException(answer);
    }
  }

  /**
   * Submits a job once; anything but its id is an exception.
   *
   * @param name of the job, by which the server plans it
   * @param key under which the server does it once; empty for none
   */
  public String submit(String name, String key) throws IOException, InterruptedException {
    String body =
        """
        {"video":{"type":"url","url":"https://example.com/a.mp4"},\
        "output_languages":["Spanish (Spain)"],"callback_id":"%s"}\
        """
            .formatted(name);
    HttpRequest.Builder request =
        request("").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    HttpResponse<String> answer =
        send((key.isEmpty() ? request : request.header("Idempotency-Key", key)).build());
    Matcher id = ID.matcher(answer.body());
    if (answer.statusCode() != 200 || !id.find()) {
      throw new BadAnswerException(answer);
    }
    return id.group(1);
  }

  /**
   * Submits a job as often as it needs: the others do not submit, so that this is done for them as
   * well as it can be.
   *
   * @param name of the job, by which the server plans it, and its key
   */
  public String submitted(String name) throws InterruptedException {
    while (true) {
      Duration pause = pace.seconds(1);
      try {
        return submit(name, name);
      } catch (BadAnswerException e) {
        pause = e.retryAfter().orElse(pause);
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
      throw new IOException("timeout", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(PATH + path)).header("X-Api-Key", "benchmark");
  }

  private static Pattern text(String field) {
    return Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]+)\"");
  }

  private static String field(Pattern pattern, HttpResponse<String> answer) {
    Matcher field = pattern.matcher(answer.body());
    return field.find() ? field.group(1) : "";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
