package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/client.md do and print what it says. */
@Timeout(60)
class GuideRunsTest {

  private static final JobId SPANISH = JobId.of("t-es");

  private final FastClock clock = new FastClock();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private volatile boolean isRunning;
  private RawServer server;

  /** Two jobs, of which one completes and one fails, by whatever way they are asked about. */
  private void serve(RawServer.Exchange exchange) throws IOException {
    String line = exchange.request().line();
    if (line.startsWith("POST /v3/video-translations/batches")) {
      exchange.answer(202, "{\"data\":{\"batch_id\":\"b-1\"}}");
    } else if (exchange.request().isSubmit()) {
      exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
    } else if (line.contains("/batches/b-1")) {
      exchange.answer(
          200,
          "{\"data\":{\"batch_id\":\"b-1\",\"total_items\":2,\"items\":["
              + "{\"item_index\":0,\"status\":\"completed\",\"video_id\":\"t-es\"},"
              + "{\"item_index\":1,\"status\":\"failed\",\"error\":{\"message\":\"no room\"}}]}}");
    } else if (line.contains("/statuses")) {
      exchange.answer(404, Bodies.error("not_found", "no such route"));
    } else if (line.contains("/status")) {
      exchange.answer(200, "{\"result\":\"completed\"}");
    } else if (line.contains("t-fr")) {
      exchange.answer(200, Bodies.failed("no audio").replace("t-es", "t-fr"));
    } else {
      exchange.answer(200, isRunning ? Bodies.RUNNING : Bodies.COMPLETED);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = new RawServer(this::serve);
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void stop() throws IOException {
    System.setOut(out);
    System.setErr(err);
    server.close();
  }

  private TranslationClient client() {
    return Clients.builder(server.uri(), clock, new Clients.Heard()).build();
  }

  private List<String> printed() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static TranslationRequest request() {
    return TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)", "French (France)");
  }

  static Stream<String> examples() {
    return Stream.of(GuideSnippets.class, Snippets.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !method.isSynthetic())
        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsRun(String call) throws IOException {
    Path folder = Path.of("src/test/java/dev/pollwise/client");
    String tests =
        Files.readString(folder.resolve("GuideRunsTest.java"))
            + Files.readString(folder.resolve("SnippetsTest.java"))
            + Files.readString(folder.resolve("CrashRecipeTest.java"));

    assertThat(tests).contains(call);
  }

  @Test
  void clientsAreBuiltAsTheyAreDescribed() {
    try (TranslationClient client = GuideSnippets.policy(server.uri(), "demo")) {
      assertThat(client.policy().callPrice()).isEqualTo(Duration.ofSeconds(2));
      assertThat(client.policy().deadline()).isEqualTo(Duration.ofMinutes(45));
    }
    try (HttpClient http = HttpClient.newHttpClient();
        TranslationClient client = GuideSnippets.platform(server.uri(), "demo", http)) {
      assertThat(client.status(SPANISH)).isInstanceOf(JobStatus.Completed.class);
    }
  }

  @Test
  void aClientIsMeasured() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TranslationClient client = GuideSnippets.metrics(server.uri(), "demo", registry)) {
      assertThat(client.watched()).isEmpty();
      assertThat(registry.get("pollwise.waits").gauges()).isNotEmpty();
    }
  }

  @Test
  void everyCallGoesThroughAnInstrumentedHttpClient() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        TranslationClient client =
            GuideSnippets.traced(server.uri(), "demo", new TracedHttp(http))) {
      TranslationJob job = client.translate(request()).getFirst();
      assertThat(client.status(SPANISH)).isInstanceOf(JobStatus.Completed.class);
      job.pollNow();
      assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      client.translateBatch(BatchRequest.of(List.of(request()))).items().get();
    }
    List<String> parents =
        server.requests().stream().map(request -> request.header("traceparent")).toList();
    assertThat(parents).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    assertThat(parents).allSatisfy(parent -> assertThat(parent).startsWith("00-"));
  }

  @Test
  void aRequestSaysWhatItIsGiven() {
    TranslationRequest order = GuideSnippets.request(Clients.VIDEO, "17");
    assertThat(order.languages()).hasSize(2);
    assertThat(order.options())
        .containsEntry("callback_id", "17")
        .containsEntry("mode", "precision")
        .containsEntry("speaker_num", 2);
  }

  @Test
  void aBatchTellsOfStartedAndRefusedItems() throws Exception {
    try (TranslationClient client = client()) {
      GuideSnippets.batch(
          client,
          List.of(
              TranslationRequest.of(Clients.VIDEO, "German"),
              TranslationRequest.of(Clients.VIDEO, "Dutch")));
    }
    assertThat(printed()).hasSize(2);
    assertThat(printed().getFirst()).startsWith("Ended[");
    assertThat(printed().getLast()).isEqualTo("b-1: no room");
  }

  @Test
  void aBareStatusServerIsWatched() throws InterruptedException {
    GuideSnippets.statusEndpoint(server.uri().resolve("/status"));

    assertThat(printed()).singleElement().asString().startsWith("Ended[");
  }

  @Test
  void anythingThatHasAStatusIsWatched() throws InterruptedException {
    try (Poller poller =
        GuideSnippets.poller(
            job ->
                CompletableFuture.completedFuture(
                    new Answer.Seen(new JobStatus.Completed(job, JobStatus.Result.empty()))),
            new LearnedDurations())) {
      assertThat(poller.watch(SPANISH).resumeToken().server())
          .isEqualTo(URI.create("https://renderer.example"));
    }
  }

  @Test
  void waitsTellWhenTheyAskNextAndWhy() {
    isRunning = true;
    try (TranslationClient client = GuideSnippets.events(server.uri(), "demo")) {
      client.watch(SPANISH);

      await().until(() -> !printed().isEmpty());
      assertThat(printed().getFirst()).matches("t-es: next in PT\\S+ because .+");
    }
  }

  @Test
  void whatWasStoppedIsTakenUpByAnotherClient() {
    isRunning = true;
    try (TranslationClient client = client();
        TranslationClient next = client()) {
      client.watch(SPANISH);
      await().until(() -> !server.requests().isEmpty());
      int before = server.requests().size();

      GuideSnippets.resume(client, next);

      await().until(() -> server.requests().size() > before);
      assertThat(next.shutdown()).extracting(ResumeToken::jobId).containsExactly(SPANISH);
    }
  }

  @Test
  void jobsAreTakenAsTheyEnd() throws InterruptedException {
    try (TranslationClient client = client()) {
      GuideSnippets.asTheyEnd(client, request());
    }
    assertThat(printed()).hasSize(3);
    assertThat(printed().subList(0, 2))
        .anySatisfy(line -> assertThat(line).startsWith("Spanish (Spain): Ended["))
        .anySatisfy(line -> assertThat(line).startsWith("French (France): Ended["));
    assertThat(printed().getLast()).isEqualTo("1 completed, 1 failed, 0 unfinished");
  }

  @Test
  void aPolicyChangesWhileJobsAreWaitedFor() throws InterruptedException {
    isRunning = true;
    try (TranslationClient client = client()) {
      TranslationJob job = client.watch(SPANISH);

      GuideSnippets.tune(client, job);

      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      assertThat(client.policy().deadline()).isEqualTo(Duration.ofMinutes(120));
    }
  }

  @Test
  void reportsSayWhatWaitingHasCostBesideWhatItCouldHave() throws InterruptedException {
    try (TranslationClient client = client()) {
      for (int i = 0; i < 3; i++) {
        for (TranslationJob job : client.translate(request().withLabel("trailers"))) {
          job.await();
        }
      }
      GuideSnippets.report(client);
      ClassReport report = client.reports().getFirst();
      ClassReport.Ledger.Regret regret =
          report.regret(Duration.ofSeconds(5), Duration.ofMinutes(60)).orElseThrow();
      assertThat(printed())
          .containsExactly(
              "trailers: %d jobs, %.1f calls each"
                  .formatted(report.ledger().jobs(), report.ledger().calls() / 6),
              "at most %.0f %% above the best"
                  .formatted(100 * (regret.mostCost() / regret.optimum() - 1)));
      assertThat(report.ledger().jobs()).isEqualTo(6);
    }
  }

  @Test
  void forecastsCountCallsAndLateness() {
    assertThat(GuideSnippets.forecast(PollingPolicy.defaults()).figures().calls())
        .isBetween(1.0, 50.0);
  }

  @Test
  void deliveriesAreJudged() throws Exception {
    HttpServer hooks =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hooks.start();
    try (TranslationClient client = client();
        HttpClient http = HttpClient.newHttpClient()) {
      Snippets.webhook(client, hooks);

      HttpRequest unsigned =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + hooks.getAddress().getPort() + "/hook"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(http.send(unsigned, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(401);
    } finally {
      hooks.stop(0);
    }
  }

  @Test
  void aBumpyRoadLeadsToItsEnd() {
    VirtualClock virtual = new VirtualClock();
    ScriptedSource source = new ScriptedSource(virtual);
    Poller poller = virtual.poller(Poller.builder(source));
    JobHandle job = poller.watchSubmitted(source.begin(Snippets.script()), "bumpy");

    assertThat(virtual.await(job))
        .isInstanceOfSatisfying(
            JobOutcome.Ended.class,
            ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Failed.class));
    virtual.close(poller);
  }
}
