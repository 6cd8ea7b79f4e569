package dev.pollwise.client.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.http.HeyGenApi.Listed;
import dev.pollwise.client.http.HeyGenApi.ListedJob;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which translations bear a mark: said only of a list that was read to its end. */
@Timeout(60)
class ListedCallTest {

  private static final String MARK = "order-17/1";
  private static final ListedJob SPANISH = new ListedJob(JobId.of("a-es"), "Spanish (Spain)");
  private static final ListedJob FRENCH = new ListedJob(JobId.of("a-fr"), "");
  private static final String OURS =
      "{\"id\":\"a-es\",\"callback_id\":\"order-17/1\",\"output_language\":\"Spanish (Spain)\","
          + "\"status\":\"running\"}";
  private static final String OURS_TOO =
      "{\"id\":\"a-fr\",\"callback_id\":\"order-17/1\",\"output_language\":null}";
  private static final String OTHERS =
      "{\"id\":\"b\",\"callback_id\":\"order-17/10\"},{\"id\":\"c\",\"callback_id\":null},{\"id\":\"d\"}";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Attempt attempt = Attempt.immediate();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static String page(String items, String nextToken) {
    return "{\"data\":[%s],\"has_more\":%s,\"next_token\":%s}"
        .formatted(
            items, !nextToken.isEmpty(), nextToken.isEmpty() ? "null" : "\"" + nextToken + "\"");
  }

  /** A server that has a body for each path. */
  private static FactsServer serving(UnaryOperator<String> bodies) throws IOException {
    return FactsServer.start(connection -> {
      while (true) {
        String body = bodies.apply(connection.readRequest());
        connection.write(
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
      }
    });
  }

  private Listed listed(FactsServer server) throws Exception {
    try (HttpTransport transport = transport(server)) {
      return new HeyGenApi(transport, server.uri("")).listed(MARK, attempt).get(20, SECONDS);
    }
  }

  private HttpTransport transport(FactsServer server) {
    return HttpTransport.to(server.uri("/"), executor, Credentials.none(), InstantSource.system());
  }

  private static Listed found(ListedJob... jobs) {
    return new Listed.Found(List.of(jobs));
  }

  @Test
  void findsThoseThatBearTheMarkOnAllPages() throws Exception {
    try (FactsServer server =
        serving(path ->
            path.endsWith("token=t%202%2F")
                ? page(OURS_TOO + "," + OURS, "")
                : page(OTHERS + "," + OURS, "t 2/"))) {
      assertThat(listed(server)).isEqualTo(found(SPANISH, FRENCH));
      assertThat(server.requests())
          .containsExactly(
              "GET /v3/video-translations?limit=100",
              "GET /v3/video-translations?limit=100&token=t%202%2F");
      assertThat(attempt.repeats()).as("each further page is a request").isEqualTo(1);
    }
  }

  @Test
  void saysThatThereIsNoneOfAListThatItHasReadToItsEnd() throws Exception {
    try (FactsServer server =
        serving(path -> path.contains("token=") ? page(OTHERS, "") : page(OTHERS, "t"))) {
      assertThat(listed(server)).isEqualTo(found());
    }
    try (FactsServer server = serving(path -> "{\"data\":[]}")) {
      assertThat(listed(server)).isEqualTo(found());
    }
  }

  @Test
  void doesNotSayThatThereIsNoneOfAListWithoutAnEnd() throws Exception {
    assertEndless(path -> page(OTHERS, "t"), 2);
    assertEndless(path -> "{\"data\":[],\"has_more\":true,\"next_token\":null}", 1);
    assertEndless(path -> page("", "t" + path.length() + path.hashCode()), 100);
  }

  private void assertEndless(UnaryOperator<String> bodies, int pages) throws Exception {
    try (FactsServer server = serving(bodies)) {
      assertThat(listed(server))
          .isInstanceOfSatisfying(
              Listed.Missed.class,
              missed -> assertThat(missed.miss().describe()).contains("does not end"));
      assertThat(server.requests()).hasSize(pages);
    }
  }

  @Test
  void tellsWhatItHasFoundInAListWithoutAnEnd() throws Exception {
    try (FactsServer server = serving(path -> page(OURS, "t"))) {
      assertThat(listed(server)).isEqualTo(found(SPANISH));
    }
  }

  @Test
  void missesThemAllWhereOnePageIsMissing() throws Exception {
    try (FactsServer server =
        serving(path -> path.contains("token=") ? "<html>" : page(OURS, "t"))) {
      assertThat(listed(server)).isInstanceOf(Listed.Missed.class);
    }
  }

  @Test
  void missesAJobWhoseIdIsOfNoUse() throws Exception {
    try (FactsServer server =
        serving(path -> page("{\"id\":\"a b\",\"callback_id\":\"order-17/1\"}," + OURS, ""))) {
      assertThat(listed(server))
          .isInstanceOfSatisfying(
              Listed.Missed.class,
              missed -> assertThat(missed.miss().describe()).contains("an unusable id"));
    }
  }

  @Test
  void tellsWhyAListIsNotToBeHad() throws Exception {
    try (FactsServer server =
        FactsServer.start(connection -> {
          connection.readRequest();
          connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
          connection.awaitEnd();
        })) {
      assertThat(listed(server))
          .isInstanceOfSatisfying(
              Listed.Missed.class,
              missed -> assertThat(missed.miss()).isInstanceOf(Miss.Denied.class));
    }
    URI nobody = URI.create("http://127.0.0.1:1");
    try (HttpTransport transport =
        HttpTransport.to(nobody, executor, Credentials.none(), InstantSource.system())) {
      assertThat(new HeyGenApi(transport, nobody).listed(MARK, attempt).get(20, SECONDS))
          .isInstanceOfSatisfying(
              Listed.Missed.class,
              missed -> assertThat(missed.miss()).isInstanceOf(Miss.Unreachable.class));
    }
  }

  @Test
  void survivesWhateverAPageSays() throws Exception {
    Random random = new Random(1);
    byte[] golden = page(OTHERS + "," + OURS, "next").getBytes(StandardCharsets.ISO_8859_1);
    try (FactsServer server =
            serving(path -> new String(Mutation.of(golden, random), StandardCharsets.ISO_8859_1));
        HttpTransport transport = transport(server)) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));
      for (int i = 0; i < 300; i++) {
        Listed listed = api.listed(MARK, attempt).get(20, SECONDS);

        if (listed instanceof Listed.Found(List<ListedJob> jobs)) {
          assertThat(jobs).allSatisfy(job -> assertThat(job.id()).isNotNull());
        }
      }
    }
  }

  @Test
  void cancellingItAbortsThePage() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (FactsServer silent =
            FactsServer.start(connection -> {
              connection.readRequest();
              asked.countDown();
              connection.awaitEnd();
              ended.countDown();
            });
        HttpTransport transport = transport(silent)) {
      CompletableFuture<Listed> listed =
          new HeyGenApi(transport, silent.uri("")).listed(MARK, attempt);
      assertThat(asked.await(20, SECONDS)).isTrue();

      listed.cancel(true);

      assertThat(ended.await(20, SECONDS)).as("the server saw the end").isTrue();
    }
  }

  @Test
  void refusesNoMark() throws Exception {
    try (FactsServer server = serving(path -> "");
        HttpTransport transport = transport(server)) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));

      assertThatIllegalArgumentException().isThrownBy(() -> api.listed("", attempt));
    }
  }

  @Test
  void submitsTheVeryBytesThatWereKept() throws Exception {
    Order order =
        new Order(URI.create("https://x.test/v"), List.of("French"), Map.of("title", "é"));
    byte[] kept = HeyGenApi.submission(order);
    try (FactsServer server = serving(path -> "{}");
        HttpTransport transport = transport(server)) {
      HeyGenApi api = new HeyGenApi(transport, server.uri(""));
      String ofOrder = api.submit(order, "key").fingerprint();
      HeyGenApi.SubmitCall<HeyGenApi.AcceptedJobs> ofKept = api.submit(kept, 1, "another key");

      kept[0] = ' ';

      assertThat(ofKept.fingerprint()).isEqualTo(ofOrder);
    }
  }
}
