package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Which requests java.net.http sends again without saying so. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpClientRetryFactsTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void endExchanges() {
    client.shutdownNow();
  }

  /** The first connection answers one request and dies over the second; the others answer. */
  private static void dieOverTheSecondRequest(FactsServer.Connection connection)
      throws IOException {
    connection.readRequest();
    connection.answer(connection.number() == 0 ? "pending" : "completed");
    connection.readRequest();
  }

  @Test
  void sendsAGetAgainWhenAReusedConnectionDiesBeforeTheFirstByteOfTheAnswer()
      throws IOException, InterruptedException {
    FactsServer.Script script = HttpClientRetryFactsTest::dieOverTheSecondRequest;

    try (FactsServer server = FactsServer.start(script)) {
      send(get(server, "/first"));
      HttpResponse<String> second = send(get(server, "/second"));

      assertThat(second.body()).isEqualTo("completed");
      assertThat(server.requests())
          .as("one call of ours, two at the server: its count of calls may exceed the client's")
          .containsExactly("GET /first", "GET /second", "GET /second");
    }
  }

  @Test
  void sendsAPostOnceThoughAReusedConnectionDies() throws IOException, InterruptedException {
    FactsServer.Script script = HttpClientRetryFactsTest::dieOverTheSecondRequest;

    try (FactsServer server = FactsServer.start(script)) {
      send(get(server, "/first"));

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> send(post(server, "/second")))
          .withMessageContaining("received no bytes");
      assertThat(server.requests())
          .as("an idle connection may be dead: submit has to retry for itself, with its key")
          .containsExactly("GET /first", "POST /second");
    }
  }

  @Test
  void sendsAGetAgainWhenAFreshConnectionDiesToo() throws IOException, InterruptedException {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          if (connection.number() > 0) {
            connection.answer("completed");
          }
        };

    try (FactsServer server = FactsServer.start(script)) {
      HttpResponse<String> first = send(get(server, "/first"));

      assertThat(first.body())
          .as("a single dead connection is never seen by the caller of a GET")
          .isEqualTo("completed");
      assertThat(server.requests()).containsExactly("GET /first", "GET /first");
    }
  }

  @Test
  void sendsAGetAgainOnlyOnce() throws IOException {
    try (FactsServer server = FactsServer.start(FactsServer.Connection::readRequest)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> send(get(server, "/first")))
          .withMessageContaining("received no bytes");
      assertThat(server.requests())
          .as("a fault has to hit twice in a row to be seen: probability p looks like p squared")
          .containsExactly("GET /first", "GET /first");
    }
  }

  @Test
  void sendsAPostOnceWhenAFreshConnectionDies() throws IOException {
    try (FactsServer server = FactsServer.start(FactsServer.Connection::readRequest)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> send(post(server, "/first")))
          .withMessageContaining("received no bytes");
      assertThat(server.requests()).containsExactly("POST /first");
    }
  }

  @Test
  void sendsAGetOnceWhenTheConnectionDiesWithinTheAnswer() throws IOException {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncomp");
        };

    try (FactsServer server = FactsServer.start(script)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(get(server, "/first")));
      assertThat(server.requests()).containsExactly("GET /first");
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest get(FactsServer server, String path) {
    return HttpRequest.newBuilder(server.uri(path)).build();
  }

  private static HttpRequest post(FactsServer server, String path) {
    return HttpRequest.newBuilder(server.uri(path)).POST(BodyPublishers.ofString("{}")).build();
  }
}
