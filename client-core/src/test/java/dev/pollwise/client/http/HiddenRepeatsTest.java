package dev.pollwise.client.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.ClosedPort;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's count of calls and the server's: where they agree, and how far they can differ. */
@Timeout(60)
class HiddenRepeatsTest {

  private static final JobId JOB = JobId.of("a");
  private static final String PENDING = "{\"data\":{\"status\":\"pending\"}}";

  private static final Order ORDER =
      new Order(URI.create("https://x.test/v"), List.of("English"), Map.of());

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private int calls;

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private HttpTransport transport(URI server) {
    return HttpTransport.to(server, executor, Credentials.none(), InstantSource.system());
  }

  /** Asks once and counts what the client knows to have sent. */
  private Answer ask(HeyGenApi api) throws Exception {
    Attempt attempt = Attempt.immediate();
    Answer answer = api.ask(JOB, attempt).get(20, SECONDS);
    calls += 1 + attempt.repeats();
    return answer;
  }

  @Test
  void aCallThatNoFreshConnectionAnswersWasSentTwiceAndCountsTwice() throws Exception {
    try (FactsServer server = FactsServer.start(FactsServer.Connection::readRequest);
        HttpTransport transport = transport(server.uri("/"))) {
      assertThat(ask(new HeyGenApi(transport, server.uri(""))))
          .isInstanceOf(Miss.Unreachable.class);

      assertThat(server.requests()).hasSize(2).hasSize(calls);
    }
  }

  @Test
  void aCallThatNeitherAKeptNorAFreshConnectionAnswersCountsTwice() throws Exception {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          if (connection.number() == 0) {
            connection.answer(PENDING);
            connection.readRequest();
          }
        };
    try (FactsServer server = FactsServer.start(script);
        HttpTransport transport = transport(server.uri("/"))) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));
      assertThat(ask(api)).isInstanceOf(Answer.Seen.class);
      assertThat(ask(api)).isInstanceOf(Miss.Unreachable.class);

      assertThat(server.requests()).hasSize(3).hasSize(calls);
    }
  }

  @Test
  void aCallThatIsCutOffWithinItsAnswerWasSentOnceAndCountsOnce() throws Exception {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"data\"");
        };
    try (FactsServer server = FactsServer.start(script);
        HttpTransport transport = transport(server.uri("/"))) {
      assertThat(ask(new HeyGenApi(transport, server.uri("")))).isInstanceOf(Miss.Unreadable.class);

      assertThat(server.requests()).hasSize(1).hasSize(calls);
    }
  }

  @Test
  void aCallThatIsCutOffWithinItsHeadWasSentOnceAndCountsOnce() throws Exception {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 200 OK\r\nContent-Le");
        };
    try (FactsServer server = FactsServer.start(script);
        HttpTransport transport = transport(server.uri("/"))) {
      assertThat(ask(new HeyGenApi(transport, server.uri("")))).isInstanceOf(Miss.class);

      assertThat(server.requests()).hasSize(1).hasSize(calls);
    }
  }

  @Test
  void aCallThatNobodyListensForCountsOnce() throws Exception {
    try (ClosedPort nobody = new ClosedPort();
        HttpTransport transport = transport(nobody.uri())) {
      assertThat(ask(new HeyGenApi(transport, nobody.uri()))).isInstanceOf(Miss.Unreachable.class);

      assertThat(calls).isEqualTo(1);
    }
  }

  @Test
  void aRepeatThatBringsAnAnswerIsHiddenSoThatTheServerMayCountOneMore() throws Exception {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          if (connection.number() > 0) {
            connection.answer(PENDING);
          }
        };
    try (FactsServer server = FactsServer.start(script);
        HttpTransport transport = transport(server.uri("/"))) {
      assertThat(ask(new HeyGenApi(transport, server.uri("")))).isInstanceOf(Answer.Seen.class);

      assertThat(server.requests().size()).isEqualTo(2).isEqualTo(2 * calls);
    }
  }

  @Test
  void aSubmitIsNeverRepeatedBelowTheClientNeitherKeptNorFresh() throws Exception {
    FactsServer.Script script =
        connection -> {
          connection.readRequest();
          if (connection.number() == 0) {
            connection.answer(PENDING);
            connection.readRequest();
          }
        };
    try (FactsServer server = FactsServer.start(script);
        HttpTransport transport = transport(server.uri("/"))) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));
      ask(api);

      for (int submit = 1; submit <= 2; submit++) {
        assertThat(api.submit(ORDER, "key-1").get().get(20, SECONDS))
            .isInstanceOf(Reply.Lost.class);
        assertThat(server.requests())
            .as("the first submit dies with the kept connection, the second with a fresh one")
            .filteredOn(request -> request.startsWith("POST"))
            .hasSize(submit);
      }
      assertThat(server.heads())
          .filteredOn(head -> head.startsWith("POST"))
          .allSatisfy(head -> assertThat(head).containsIgnoringCase("idempotency-key: key-1"));
    }
  }

  @Test
  void aBodyPublisherWouldCountAttemptsButChangesWhatIsSent() throws Exception {
    try (FactsServer server =
            FactsServer.start(connection -> {
              connection.readRequest();
              connection.answer(PENDING);
            });
        HttpClient http = HttpClient.newHttpClient()) {
      send(http, HttpRequest.newBuilder(server.uri("/a")).GET().build());
      send(
          http,
          HttpRequest.newBuilder(server.uri("/b")).method("GET", BodyPublishers.noBody()).build());

      assertThat(server.heads().getFirst()).doesNotContainIgnoringCase("content-length");
      assertThat(server.heads().getLast()).containsIgnoringCase("content-length: 0");
    }
  }

  private static void send(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }
}
