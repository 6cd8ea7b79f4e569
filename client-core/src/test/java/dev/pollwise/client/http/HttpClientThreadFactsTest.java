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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Which threads java.net.http works on. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpClientThreadFactsTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().name("facts-http-", 0).daemon().factory());
  private FactsServer server;

  @BeforeEach
  void startServer() throws IOException {
    server =
        FactsServer.start(connection -> {
          connection.readRequest();
          release.await();
          connection.answer("completed");
          connection.awaitEnd();
        });
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    executor.shutdownNow();
  }

  @Test
  void everyClientWithoutAnExecutorBringsAPoolOfItsOwn() {
    try (HttpClient one = HttpClient.newHttpClient();
        HttpClient other = HttpClient.newHttpClient()) {
      assertThat(one.executor()).isEmpty();

      String ofOne = exchange(one).bodyHandler();
      String ofOther = exchange(other).bodyHandler();

      assertThat(ofOne).matches("HttpClient-\\d+-Worker-\\d+");
      assertThat(ofOther).matches("HttpClient-\\d+-Worker-\\d+");
      assertThat(poolOf(ofOther))
          .as("threads that nobody counted on, per client: hand an executor in")
          .isNotEqualTo(poolOf(ofOne));
    }
  }

  @Test
  void aClientWithAnExecutorReadsAnswersOnIt() {
    try (HttpClient client = HttpClient.newBuilder().executor(executor).build()) {
      assertThat(exchange(client).bodyHandler()).startsWith("facts-http-");
    }
  }

  @Test
  void stagesHungOnAnExchangeDoNotRunOnTheExecutorOfTheClient() {
    try (HttpClient client = HttpClient.newBuilder().executor(executor).build()) {
      assertThat(exchange(client).dependentStage())
          .as("they run on the default pool of CompletableFuture: name an executor there too")
          .doesNotStartWith("facts-http-")
          .doesNotStartWith("HttpClient-");
    }
  }

  private record Threads(String bodyHandler, String dependentStage) {}

  /** Runs one exchange and tells the names of the threads that took part. */
  private Threads exchange(HttpClient client) {
    AtomicReference<String> bodyHandler = new AtomicReference<>("none");
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(server.uri("/status")).build(),
            head -> {
              bodyHandler.set(Thread.currentThread().getName());
              return BodySubscribers.ofString(StandardCharsets.UTF_8);
            });
    CompletableFuture<String> dependent =
        answer.thenApply(response -> Thread.currentThread().getName());
    release.countDown();
    assertThat(dependent).succeedsWithin(30, TimeUnit.SECONDS);
    return new Threads(bodyHandler.get(), dependent.join());
  }

  private static String poolOf(String threadName) {
    return threadName.substring(0, threadName.indexOf("-Worker-"));
  }
}
