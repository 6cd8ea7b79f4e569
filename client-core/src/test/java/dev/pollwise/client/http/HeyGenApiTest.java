package dev.pollwise.client.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire for a question, and what comes of it. */
@Timeout(60)
class HeyGenApiTest {

  private static final JobId A = JobId.of("a-es");
  private static final JobId B = JobId.of("b-fr");
  private static final String PENDING = "{\"data\":{\"status\":\"pending\"}}";
  private static final Answer.Seen QUEUED = new Answer.Seen(new JobStatus.Pending());

  private static final Attempt BLOCKING = Attempt.blocking(Duration.ZERO);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Attempt attempt = Attempt.immediate();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "tr_abc123-es, 1, true",
    "'a,b', 1, false",
    "x, 70, true",
    "x, 71, false",
    "/, 24, false"
  })
  void takesIntoSharedCallsWhatTheirUrlCanCarry(String part, int times, boolean isTaken) {
    try (HttpTransport transport = transport(URI.create("http://localhost:1"))) {
      HeyGenApi api = new HeyGenApi(transport, URI.create("http://localhost:1"));

      assertThat(api.takes(JobId.of(part.repeat(times)))).isEqualTo(isTaken);
    }
  }

  @Test
  void aSubmitThatAPauseHoldsBackAtTheLastMomentWasNotSent() throws Exception {
    URI server = URI.create("http://localhost:1");
    try (ServerContext context = new ServerContext(server, null, executor, new Random(1));
        HeyGenApi api = HeyGenApi.at(server, Credentials.none(), context, null)) {
      Hint pause = new Hint.RetryAfter(Duration.ofMinutes(1));
      context.heard(new Miss.Throttled("calm down", pause));
      Order order = new Order(URI.create("https://x.test/v"), List.of("French"), Map.of());

      assertThat(api.submit(order, "key").get().get(20, SECONDS)).isInstanceOf(Reply.Busy.class);
    }
  }

  private HttpTransport transport(URI server) {
    return HttpTransport.to(server, executor, Credentials.none(), InstantSource.system());
  }

  /** Gives each request the next of some answers, header lines and body separated. */
  private static FactsServer answering(String... answers) throws IOException {
    return FactsServer.start(connection -> {
      for (String answer : answers) {
        connection.readRequest();
        int end = answer.lastIndexOf('\n') + 1;
        connection.write(
            "HTTP/1.1 200 OK\r\n"
                + answer.substring(0, end).replace("\n", "\r\n")
                + "Content-Length: "
                + (answer.length() - end)
                + "\r\n\r\n"
                + answer.substring(end));
      }
      connection.awaitEnd();
    });
  }

  private static String head(FactsServer server) {
    assertThat(server.heads()).hasSize(1);
    return server.heads().getFirst();
  }

  @Test
  void asksTheServerToHoldTheAnswerAndTellsWhetherItWasWillingTo() throws Exception {
    try (FactsServer server = answering("Preference-Applied: wait=20\n" + PENDING);
        HttpTransport transport = transport(server.uri("/"))) {
      Answer answer =
          new HeyGenApi(transport, server.uri(""))
              .ask(A, new Attempt(Duration.ofSeconds(20)))
              .get(20, SECONDS);

      assertThat(answer)
          .isEqualTo(
              new Answer.Seen(
                  new JobStatus.Pending(),
                  QUEUED.hint(),
                  Answer.Detail.COMPLETE,
                  Duration.ofSeconds(20)));
      assertThat(head(server))
          .startsWith("GET /v3/video-translations/a-es HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nPrefer: wait=20\r\n");
    }
  }

  @Test
  void answersBeforeItReturnsWhereAVirtualThreadMayBlock() throws Exception {
    try (FactsServer server = answering(PENDING);
        HttpTransport transport = transport(server.uri("/"))) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));

      boolean isDone = executor.submit(() -> api.ask(A, BLOCKING).isDone()).get(20, SECONDS);

      assertThat(isDone).isTrue();
    }
  }

  @Test
  void neverBlocksAThreadOfThePlatformNorOneThatHasOtherThingsToDo() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (FactsServer silent = FactsServer.start(FactsServer.Connection::awaitEnd);
        HttpTransport transport = transport(silent.uri("/"))) {
      HeyGenApi api = new HeyGenApi(transport, silent.uri(""));

      CompletableFuture<Answer> ofThePlatform = api.ask(A, BLOCKING);
      executor.execute(() -> {
        var unused = api.ask(B, Attempt.immediate());
        asked.countDown();
      });

      assertThat(asked.await(20, SECONDS)).isTrue();
      ofThePlatform.cancel(true);
    }
  }

  @Test
  void interruptingTheThreadThatIsBlockedAbortsTheExchange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (FactsServer parked =
            FactsServer.start(connection -> {
              connection.readRequest();
              asked.countDown();
              connection.awaitEnd();
              ended.countDown();
            });
        HttpTransport transport = transport(parked.uri("/"))) {
      HeyGenApi api = new HeyGenApi(transport, parked.uri(""));
      Future<Answer> call = executor.submit(() -> api.ask(A, BLOCKING).join());
      assertThat(asked.await(20, SECONDS)).isTrue();

      call.cancel(true);

      assertThat(ended.await(20, SECONDS)).as("the server saw the end").isTrue();
    }
  }

  @Test
  void asksABareServerToHoldTheAnswerToo() throws Exception {
    try (FactsServer server = answering("Preference-Applied: wait=3\n{\"result\":\"running\"}");
        HttpTransport transport = transport(server.uri("/"))) {
      Answer answer =
          new StatusEndpoint(transport, server.uri("/status"))
              .ask(A, new Attempt(Duration.ofSeconds(7)))
              .toCompletableFuture()
              .get(20, SECONDS);

      assertThat(((Answer.Seen) answer).held()).isEqualTo(Duration.ofSeconds(3));
      assertThat(head(server)).containsIgnoringCase("\r\nPrefer: wait=7\r\n");
    }
  }

  @Test
  void prefersNothingWithoutPatience() throws Exception {
    try (FactsServer server = answering(PENDING);
        HttpTransport transport = transport(server.uri("/"))) {
      assertThat(new HeyGenApi(transport, server.uri("")).ask(A).get(20, SECONDS))
          .isEqualTo(QUEUED);

      assertThat(head(server)).doesNotContainIgnoringCase("prefer");
    }
  }

  private Map<JobId, Answer> askAll(FactsServer server, List<JobId> jobs) throws Exception {
    try (HttpTransport transport = transport(server.uri("/"))) {
      return new HeyGenApi(transport, server.uri("")).askAll(jobs, attempt).get(20, SECONDS);
    }
  }

  @Test
  void asksAboutSeveralJobsInOneCall() throws Exception {
    String body = "{\"data\":[" + queued("b-fr") + "," + queued("a-es") + "]}";
    try (FactsServer server = answering(body)) {
      assertThat(askAll(server, List.of(A, B))).isEqualTo(Map.of(A, QUEUED, B, QUEUED));

      assertThat(server.requests())
          .containsExactly("GET /v3/video-translations/statuses?video_translation_ids=a-es,b-fr");
      assertThat(attempt.repeats()).isZero();
    }
  }

  private static String queued(String id) {
    return "{\"video_id\":\"" + id + "\",\"status\":\"queued\"}";
  }

  @Test
  void aJobThatTheServerLeavesOutIsAMiss() throws Exception {
    try (FactsServer server = answering("{\"data\":[" + queued("a-es") + "]}")) {
      Map<JobId, Answer> answers = askAll(server, List.of(A, B));

      assertThat(answers).containsEntry(A, QUEUED).containsOnlyKeys(A, B);
      assertThat(answers.get(B)).isInstanceOf(Miss.Unreadable.class);
    }
  }

  @Test
  void followsThePagesAndTellsOfEachFurtherCall() throws Exception {
    String more = ",\"has_more\":true,\"next_token\":\"t &2\"}";
    try (FactsServer server =
        answering(
            "{\"data\":[" + queued("a-es") + "]" + more, "{\"data\":[" + queued("b-fr") + "]}")) {
      assertThat(askAll(server, List.of(A, B))).isEqualTo(Map.of(A, QUEUED, B, QUEUED));

      assertThat(server.requests())
          .last()
          .asString()
          .endsWith("?video_translation_ids=a-es,b-fr&token=t%20%262");
      assertThat(attempt.repeats()).isEqualTo(1);
    }
  }

  @Test
  void tellsTheGreatestAgeOfThePagesAndTheIdOfTheLast() throws Exception {
    String more = ",\"has_more\":true,\"next_token\":\"t\"}";
    try (FactsServer server =
        answering(
            "Age: 3600\nX-Request-Id: r-1\n{\"data\":[" + queued("a-es") + "]" + more,
            "X-Request-Id: r-2\n{\"data\":[" + queued("b-fr") + "]}")) {
      askAll(server, List.of(A, B));

      assertThat(attempt.age()).isGreaterThanOrEqualTo(Duration.ofHours(1));
      assertThat(attempt.requestId()).isEqualTo("r-2");
    }
  }

  @Test
  void stopsFollowingPagesThatBringNothingNew() throws Exception {
    String again = "{\"data\":[" + queued("a-es") + "],\"has_more\":true,\"next_token\":\"round\"}";
    try (FactsServer server = answering(again, again, again, again)) {
      assertThat(askAll(server, List.of(A, B)).get(B)).isInstanceOf(Miss.Unreadable.class);

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aPageThatDoesNotComeIsAMissForTheJobsThatAreLeft() throws Exception {
    try (FactsServer server =
        FactsServer.start(connection -> {
          connection.readRequest();
          if (connection.number() == 0) {
            connection.answer(
                "{\"data\":[" + queued("a-es") + "],\"has_more\":true,\"next_token\":\"t\"}");
            connection.readRequest();
          }
        })) {
      Map<JobId, Answer> answers = askAll(server, List.of(A, B));

      assertThat(answers).containsEntry(A, QUEUED);
      assertThat(answers.get(B)).isInstanceOf(Miss.Unreachable.class);
    }
  }

  @Test
  void cancellingEndsThePageThatIsUnderWay() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (FactsServer server =
            FactsServer.start(connection -> {
              connection.readRequest();
              connection.answer(
                  "{\"data\":[" + queued("a-es") + "],\"has_more\":true,\"next_token\":\"t\"}");
              connection.readRequest();
              connection.awaitEnd();
              gone.countDown();
            });
        HttpTransport transport = transport(server.uri("/"))) {
      CompletableFuture<Map<JobId, Answer>> asked =
          new HeyGenApi(transport, server.uri("")).askAll(List.of(A, B), attempt);
      await().until(() -> server.requests().size() == 2);

      asked.cancel(true);

      assertThat(gone.await(20, SECONDS)).isTrue();
    }
  }
}
