package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How far the request timeout of java.net.http reaches. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpClientTimeoutFactsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void endExchanges() {
    client.shutdownNow();
  }

  /** From JDK 26 on the body counts as well (JDK-8208693). */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_25)
  void requestTimeoutEndsWithTheHeaders() throws IOException, InterruptedException {
    CountDownLatch headers = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    FactsServer.Script script =
        connection -> {
          if (connection.readRequest().equals("/silent")) {
            connection.awaitEnd();
          } else {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncomp");
            release.await();
            connection.write("leted");
          }
        };

    try (FactsServer server = FactsServer.start(script)) {
      CompletableFuture<HttpResponse<String>> dribbled =
          client.sendAsync(
              get(server, "/dribbled"),
              head -> {
                headers.countDown();
                return BodySubscribers.ofString(StandardCharsets.UTF_8);
              });
      headers.await();
      // Begun later with the same timeout: when this one has timed out, the other is past its own.
      CompletableFuture<HttpResponse<String>> silent =
          client.sendAsync(get(server, "/silent"), BodyHandlers.ofString());
      assertThat(silent)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(HttpTimeoutException.class);
      assertThat(dribbled).isNotDone();
      release.countDown();

      assertThat(dribbled)
          .as("a body may dribble for ever: the whole exchange needs a guard of its own")
          .succeedsWithin(30, TimeUnit.SECONDS)
          .extracting(HttpResponse::body)
          .isEqualTo("completed");
    }
  }

  private static HttpRequest get(FactsServer server, String path) {
    return HttpRequest.newBuilder(server.uri(path)).timeout(TIMEOUT).build();
  }
}
