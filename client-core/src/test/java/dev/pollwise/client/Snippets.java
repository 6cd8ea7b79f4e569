package dev.pollwise.client;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.Cancelled;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobOutcome.GaveUp;
import dev.pollwise.client.job.JobOutcome.TimedOut;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.JobStatus.Failed;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import dev.pollwise.client.webhook.WebhookVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The examples that the documentation shows, compiled. */
final class Snippets {

  private Snippets() {}

  static void translate(URI server, URI videoUrl) throws InterruptedException {
    // @start region="translate"
    // @replace substring='server' replacement='URI.create("http://localhost:8080")' :
    try (var client = TranslationClient.builder(server).apiKey("demo").build()) {
      var request = TranslationRequest.of(videoUrl, "Spanish (Spain)", "French (France)");
      for (TranslationJob job : client.translate(request)) {
        switch (job.await()) {
          case Ended(Completed done) ->
              System.out.println(done.videoUrl().map(URI::toString).orElse(done + ": no URL"));
          case Ended(Failed failed) -> System.err.println(failed.reason());
          case TimedOut late -> System.err.println("resume with " + late.resumeToken());
          case GaveUp lost -> System.err.println("lost " + lost.jobId() + ": " + lost.cause());
          case Cancelled cancelled -> System.err.println("stopped watching " + cancelled.jobId());
        }
      }
    }
    // @end
  }

  static void webhook(TranslationClient client, HttpServer server) {
    // @start region="webhook"
    WebhookVerifier webhooks = client.webhooks("whsec_…");
    server.createContext(
        "/hook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readNBytes(1 << 21);
          WebhookVerifier.Verdict verdict = webhooks.receive(exchange.getRequestHeaders(), body);
          exchange.sendResponseHeaders(verdict.httpStatus(), -1);
          exchange.close();
        });
    // @end
  }

  static void forecast() {
    // @start region="forecast"
    DurationLaw law = DurationLaw.logNormal(Duration.ofMinutes(5), 0.5);
    PollingPolicy everyTenSeconds =
        PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofSeconds(10)));
    ForecastResult found = Forecast.of(everyTenSeconds, law).run();
    System.out.printf(
        "%.1f calls, %.1f s late, cost %.1f; the best possible is %.1f%n",
        found.figures().calls(),
        found.figures().meanLateness().toMillis() / 1e3,
        found.figures().inCalls(),
        found.optimum().inCalls());
    // @end
  }

  static JobScript script() {
    // @start region="script"
    JobScript bumpyRoad =
        JobScript.begin()
            .pending(Duration.ofSeconds(20))
            .running(Duration.ofMinutes(4))
            .unreachable(Duration.ofSeconds(90))
            .throttled(Duration.ofMinutes(1), Duration.ofSeconds(30))
            .silent(Duration.ofMinutes(2))
            .failed("no audio");
    // @end
    return bumpyRoad;
  }

  static void virtualClient() {
    // @start region="virtualClient"
    VirtualClock clock = new VirtualClock();
    ScriptedTranslations server = new ScriptedTranslations(clock);
    server.jobs(() -> JobScript.begin().running(Duration.ofMinutes(55)).failed("no audio"));
    TranslationClient client = server.client().build();
    URI video = URI.create("https://videos.example/launch.mp4");

    var submit = client.translateAsync(TranslationRequest.of(video, "Spanish (Spain)"));
    JobOutcome outcome = clock.await(clock.await(submit).getFirst());

    System.out.println(outcome instanceof Ended(Failed failed));
    System.out.println(server.submits().size());
    // @end
    clock.close(client);
  }

  static void virtual() {
    // @start region="virtual"
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller =
        clock.poller(
            Poller.builder(server)
                .policy(
                    PollingPolicy.defaults()
                        .withPacing(Pacing.fixed(Duration.ofMinutes(10)))
                        .withJitter(Jitter.none())));
    JobId film = server.begin(JobScript.begin().running(Duration.ofMinutes(55)).completed());

    JobOutcome outcome = clock.await(poller.watchSubmitted(film, "a film"));

    System.out.println(outcome instanceof Ended(Completed done));
    System.out.println(clock.steady()); // an hour has passed, in a few milliseconds
    System.out.println(server.asked(film).size());
    // @end
    clock.close(poller);
  }

  static void learned(Path file, StatusSource source, JobId job, PollingPolicy policy)
      throws InterruptedException {
    // @start region="learned"
    try (LearnedStore store = LearnedStore.open(file);
        Poller poller =
            Poller.builder(source)
                .policy(policy)
                .learned(store.learned())
                .listener(store)
                .build()) {
      JobOutcome outcome = poller.watchSubmitted(job, "a film").await();
      System.out.println(outcome.evidence().calls());
    }
    // @end
  }

  /** What the program knows of its orders, in a database for instance. */
  interface Orders {
    List<Order> unsettled();

    void settle(TokenStore.Kept wait, JobOutcome outcome) throws Exception;
  }

  /** An order of one translation or several. */
  record Order(String number, TranslationRequest request) {}

  static void orders(TokenStore store, TranslationClient client, Orders orders)
      throws InterruptedException {
    // @start region="orders"
    List<TranslationJob> jobs = new ArrayList<>();
    for (ResumeToken token : store.all()) { // waits that a crash has cut short
      jobs.add(client.resume(token));
    }
    store.followAll(jobs, orders::settle); // the token goes when settle has returned
    for (Order order : orders.unsettled()) {
      Optional<String> key = store.begin(order.number()); // on the disk before it costs anything
      if (key.isPresent()) { // empty: its jobs are known, and followed
        TranslationRequest request = order.request().withIdempotencyKey(key.get());
        List<TranslationJob> begun = client.translate(request);
        store.followAll(order.number(), begun, orders::settle);
        jobs.addAll(begun);
      }
    }
    for (TranslationJob job : jobs) {
      job.await();
    }
    // @end
  }
}
