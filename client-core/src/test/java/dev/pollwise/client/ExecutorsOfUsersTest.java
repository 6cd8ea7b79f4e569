package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever executor a user hands in, every wait ends, and no paid job is lost. */
@Timeout(60)
class ExecutorsOfUsersTest {

  private final FastClock clock = new FastClock();

  private TranslationClient client(RawServer server, Executor executor) {
    return Clients.builder(server.uri(), clock, new Clients.Heard()).executor(executor).build();
  }

  private static void serve(RawServer.Exchange exchange) throws java.io.IOException {
    if (exchange.request().isSubmit()) {
      exchange.answer(200, Bodies.accepted("t-es"));
    } else {
      exchange.answer(200, Bodies.COMPLETED);
    }
  }

  @Test
  void aPoolThatIsTooSmallEndsEveryWait() throws Exception {
    try (ThreadPoolExecutor pool =
            new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(32));
        RawServer server = new RawServer(ExecutorsOfUsersTest::serve);
        Logged log = new Logged();
        TranslationClient client = client(server, pool)) {
      List<TranslationJob> jobs =
          IntStream.range(0, 100).mapToObj(i -> client.watch(JobId.of("t-es"))).toList();

      for (TranslationJob job : jobs) {
        assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      }
      assertThat(log.warnings()).filteredOn(said -> said.contains("the executor")).hasSize(1);
    }
  }

  @Test
  void aPoolThatIsShutDownDuringASubmitLosesNoPaidJob() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    CountDownLatch shutDown = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit()) {
                received.countDown();
                exchange.hold(shutDown);
              }
              serve(exchange);
            });
        TranslationClient client = client(server, pool)) {
      CompletableFuture<List<TranslationJob>> submitted =
          client.translateAsync(TranslationRequest.of(Clients.VIDEO, "German"));
      received.await();
      pool.shutdownNow();
      shutDown.countDown();

      assertThat(submitted.join().getFirst().await()).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @Test
  void closingAfterThePoolThrowsNothingAndLeavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.RUNNING))) {
      TranslationClient client =
          TranslationClient.builder(server.uri()).policy(Clients.POLICY).executor(pool).build();
      TranslationJob job = client.watch(JobId.of("t-es"));
      await().until(() -> job.status().isPresent());

      pool.shutdown();

      assertThat(client.shutdown()).containsExactly(job.resumeToken());
      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
      await()
          .until(() ->
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> !before.contains(thread))
                  .noneMatch(thread -> thread.getName().matches("pollwise-timer|HttpClient.*")));
    }
  }

  @Test
  void anExecutorThatRunsTasksAtOnceBlocksNobody() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(exchange -> {
              if (!exchange.request().isSubmit()) {
                exchange.hold(asked);
              }
              serve(exchange);
            });
        TranslationClient client = client(server, Runnable::run)) {
      List<TranslationJob> jobs = client.translate(TranslationRequest.of(Clients.VIDEO, "German"));
      asked.countDown();

      assertThat(jobs.getFirst().await()).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @Test
  void aListenerMayAwaitAJobThoughThereIsOneThread() throws Exception {
    CompletableFuture<JobOutcome> other = new CompletableFuture<>();
    CompletableFuture<TranslationClient> built = new CompletableFuture<>();
    try (ExecutorService pool = Executors.newSingleThreadExecutor();
        RawServer server = new RawServer(ExecutorsOfUsersTest::serve);
        TranslationClient client =
            Clients.builder(server.uri(), clock, new Clients.Heard())
                .executor(pool)
                .listener(event -> {
                  if (event instanceof JobEvent.Ended && !other.isDone()) {
                    other.complete(built.join().watch(JobId.of("t-es")).outcome().join());
                  }
                })
                .build()) {
      built.complete(client);
      client.watch(JobId.of("t-es"));

      assertThat(other.join().jobId()).isEqualTo(JobId.of("t-es"));
    }
  }
}
