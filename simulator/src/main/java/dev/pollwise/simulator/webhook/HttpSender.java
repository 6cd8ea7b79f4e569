package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts bodies to receivers; each call blocks until it is over. Safe for use by many threads. */
final class HttpSender implements AutoCloseable {

  private static final int MOST_HOPS = 3;

  private final WebhookSettings settings;
  private final AddressRules rules;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  HttpSender(WebhookSettings settings) {
    this.settings = settings;
    this.rules = new AddressRules(settings.allowed());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .executor(executor)
            .build();
  }

  /** Posts; follows redirects as far as the settings allow, checking each address. */
  Attempt post(URI url, Map<String, String> headers, byte[] body) {
    URI target = url;
    for (int hop = 0; ; hop++) {
      Optional<String> objection = rules.objection(target);
      if (objection.isPresent()) {
        return new Attempt.Forbidden(objection.get());
      }
      Optional<HttpResponse<Void>> answer = exchange(target, headers, body);
      if (answer.isEmpty()) {
        return new Attempt.Unanswered();
      }
      int status = answer.get().statusCode();
      Optional<URI> next =
          status == 307 || status == 308 ? location(answer.get()) : Optional.empty();
      if (next.isEmpty() || hop == MOST_HOPS || !settings.allowed().contains(Allowed.REDIRECTS)) {
        boolean accepted = status >= 200 && status < 300;
        return accepted ? new Attempt.Accepted(status) : new Attempt.Rejected(status);
      }
      target = next.get();
    }
  }

  /** Empty if there is no answer in time, whatever the reason. */
  private Optional<HttpResponse<Void>> exchange(
      URI target, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "pollwise-simulator")
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(request.build(), BodyHandlers.discarding());
    try {
      // The client's own timeout ends with the headers; this one covers the body as well.
      return Optional.of(exchange.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      boolean unused = exchange.cancel(true);
    }
  }

  private static Optional<URI> location(HttpResponse<Void> answer) {
    try {
      return answer.headers().firstValue("Location").map(answer.uri()::resolve);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }
}
