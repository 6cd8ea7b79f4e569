package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.webhook.ReceiverConnection.Answer;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts bodies to receivers; each call blocks until it is over, redirects included, for as long as
 * the settings say. Safe for use by many threads.
 */
final class HttpSender implements AutoCloseable {

  private static final int MOST_HOPS = 3;

  private final WebhookSettings settings;
  private final AddressRules rules;
  private final SSLSocketFactory tls;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  HttpSender(WebhookSettings settings, AddressRules rules, SSLSocketFactory tls) {
    this.settings = settings;
    this.rules = rules;
    this.tls = tls;
  }

  /** Posts; follows redirects as far as the settings allow, checking each address. */
  Attempt post(URI url, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/json");
    all.put("User-Agent", "pollwise-simulator");
    all.putAll(headers);
    try {
      return inTime(executor.submit(() -> follow(url, all, body)));
    } catch (RejectedExecutionException closed) {
      return new Attempt.Unanswered();
    }
  }

  private Attempt inTime(Future<Attempt> attempt) {
    try {
      return attempt.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new Attempt.Unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt.Unanswered();
    } finally {
      boolean unused = attempt.cancel(true);
    }
  }

  private Attempt follow(URI url, Map<String, String> headers, byte[] body) throws IOException {
    URI target = url;
    for (int hop = 0; ; hop++) {
      Answer answer;
      try (ReceiverConnection receiver =
          ReceiverConnection.open(target, rules.addresses(target), settings.timeout(), tls)) {
        answer = receiver.post(headers, body);
      } catch (ForbiddenAddressException e) {
        return new Attempt.Forbidden(String.valueOf(e.getMessage()));
      }
      int status = answer.status();
      Optional<URI> next =
          status == 307 || status == 308 ? location(target, answer) : Optional.empty();
      if (next.isEmpty() || hop == MOST_HOPS || !settings.allowed().contains(Allowed.REDIRECTS)) {
        boolean accepted = status >= 200 && status < 300;
        return accepted ? new Attempt.Accepted(status) : new Attempt.Rejected(status);
      }
      target = next.get();
    }
  }

  private static Optional<URI> location(URI from, Answer answer) {
    try {
      return answer.location().map(from::resolve);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
