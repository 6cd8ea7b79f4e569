package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What aborts an exchange of java.net.http, and what only looks so. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpClientCancelFactsTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch heard = new CountDownLatch(1);
  private FactsServer server;

  /** Serves "/parked" until the client hangs up; answers anything else when a test says so. */
  private void serve(FactsServer.Connection connection) throws IOException, InterruptedException {
    String path = connection.readRequest();
    asked.countDown();
    if (path.equals("/answered")) {
      answer.await();
      connection.answer("completed");
    }
    connection.awaitEnd();
    ended.countDown();
  }

  @BeforeEach
  void startServer() throws IOException {
    server = FactsServer.start(this::serve);
  }

  @AfterEach
  void end() throws IOException {
    client.shutdownNow();
    server.close();
  }

  @Test
  void cancelTrueClosesTheConnection() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange = ask("/parked");

    exchange.cancel(true);

    assertThat(exchange)
        .as("not always isCancelled(): the aborted exchange may be first to fail the future")
        .isCompletedExceptionally();
    assertThat(ended.await(30, TimeUnit.SECONDS)).as("the server saw the end").isTrue();
    assertThat(server.requests()).as("and no silent retry").containsExactly("GET /parked");
  }

  @Test
  void cancelTrueOnADependentStageClosesTheConnection() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange = ask("/parked");
    CompletableFuture<String> dependent =
        exchange.thenApply(HttpResponse::body).thenCompose(CompletableFuture::completedFuture);

    dependent.cancel(true);

    assertThat(ended.await(30, TimeUnit.SECONDS))
        .as("derived futures carry the exchange with them")
        .isTrue();
    assertThat(exchange).failsWithin(30, TimeUnit.SECONDS);
  }

  @Test
  void cancelFalseOnlyForgetsTheExchange() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange = ask("/answered");

    exchange.cancel(false);
    answer.countDown();

    assertThat(exchange).isCancelled();
    assertThat(heard.await(30, TimeUnit.SECONDS))
        .as("it goes on, holds its connection, and its answer is read: cancel with true")
        .isTrue();
  }

  @Test
  void completingTheFutureByHandOnlyForgetsTheExchange() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange = ask("/answered");

    exchange.completeExceptionally(new TimeoutException());
    answer.countDown();

    assertThat(heard.await(30, TimeUnit.SECONDS))
        .as("orTimeout does no more than this, so it guards the caller and not the connection")
        .isTrue();
  }

  @Test
  void cancelTrueOnAFutureThatWasOnlyCompletedFromTheExchangeDoesNotReachIt()
      throws InterruptedException {
    CompletableFuture<HttpResponse<String>> own = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> exchange =
        ask("/answered").whenComplete((response, error) -> own.complete(response));

    own.cancel(true);
    answer.countDown();

    assertThat(exchange)
        .as("a future of our own has to pass cancel on")
        .succeedsWithin(30, TimeUnit.SECONDS);
  }

  /** Sends a request and returns once the server has read it. */
  private CompletableFuture<HttpResponse<String>> ask(String path) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(
            HttpRequest.newBuilder(server.uri(path)).build(),
            head -> {
              heard.countDown();
              return BodySubscribers.ofString(StandardCharsets.UTF_8);
            });
    asked.await();
    return exchange;
  }
}
