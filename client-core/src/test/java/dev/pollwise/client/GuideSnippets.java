package dev.pollwise.client;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.metrics.ClientMetrics;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** The examples of docs/client.md, compiled; each block there is found here, line by line. */
final class GuideSnippets {

  private GuideSnippets() {}

  static TranslationClient policy(URI server, String key) {
    return TranslationClient.builder(server)
        .apiKey(key)
        .policy(
            PollingPolicy.defaults()
                .withCallPrice(ofSeconds(2)) // one call is worth two seconds of lateness
                .withDeadline(ofMinutes(45)))
        .expecting(ofMinutes(5)) // about so long, until the client has seen better
        .build();
  }

  static TranslationRequest request(URI video, String orderNumber) {
    return TranslationRequest.of(video, "Spanish (Spain)", "French (France)")
        .withTitle("Trailer, second cut")
        .withMode(TranslationRequest.Mode.PRECISION)
        .withCaptions(true)
        .withOption("speaker_num", 2)
        .withCallbackId(orderNumber)
        .withIdempotencyKey("order-" + orderNumber)
        .withLabel("trailers")
        .withSourceLength(ofSeconds(95));
  }

  static void batch(TranslationClient client, List<TranslationRequest> requests) throws Exception {
    TranslationBatch batch = client.translateBatch(BatchRequest.of(requests).withTitle("Spring"));
    BatchId id = batch.id(); // keep it: client.batch(id) takes the batch up again
    for (TranslationBatch.Item item : batch.items().get()) {
      switch (item) {
        case TranslationBatch.Item.Started started -> System.out.println(started.job().await());
        case TranslationBatch.Item.Unidentified paid ->
            System.err.println(id + ": garbled id " + paid.id());
        case TranslationBatch.Item.Refused refused ->
            System.err.println(id + ": " + refused.reason());
      }
    }
  }

  static TranslationClient metrics(URI server, String key, MeterRegistry registry) {
    // @start region="metrics"
    TranslationClient client =
        ClientMetrics.monitor(registry, TranslationClient.builder(server).apiKey(key));
    // @end
    return client;
  }

  static Poller poller(StatusSource source, LearnedDurations learned) {
    return Poller.builder(source)
        .server(URI.create("https://renderer.example"))
        .policy(PollingPolicy.defaults().withCallPrice(ofSeconds(1)))
        .callBudget(60, ofMinutes(1)) // for all waits together
        .learned(learned)
        .build();
  }

  static void statusEndpoint(URI status) throws InterruptedException {
    try (Poller poller = TranslationClient.forStatusEndpoint(status).build()) {
      System.out.println(poller.watch(JobId.of("exercise")).await());
    }
  }

  static TranslationClient events(URI server, String key) {
    return TranslationClient.builder(server)
        .apiKey(key)
        .listener(event -> {
          if (event instanceof JobEvent.Waiting waiting) {
            System.out.printf(
                "%s: next in %s because %s%n",
                waiting.jobId(), waiting.delay(), waiting.reason().describe());
          }
        })
        .submitListener(event -> {
          if (event instanceof SubmitEvent.Accepted paid) {
            System.out.printf("%s under key %s%n", paid.jobs(), paid.attempt().idempotencyKey());
          }
        })
        .build();
  }

  static void resume(TranslationClient client, TranslationClient next) {
    for (ResumeToken token : client.shutdown()) {
      String line = token.toString(); // kept anywhere
      next.resume(ResumeToken.parse(line), next.policy().withDeadline(ofMinutes(120)));
    }
  }

  static void asTheyEnd(TranslationClient client, TranslationRequest request)
      throws InterruptedException {
    // @start region="as they end"
    CompletionQueue<TranslationJob> jobs = CompletionQueue.of(client.translate(request));
    for (TranslationJob job : jobs) {
      System.out.println(job.title() + ": " + job.await());
    }
    System.out.println(jobs.summary()); // 1 completed, 1 failed, 0 unfinished
    // @end
  }

  static void tune(TranslationClient client, TranslationJob job) {
    job.pollNow();
    job.changePolicy(job.policy().withCallPrice(ofSeconds(1))); // this job
    client.changePolicy(client.policy().withDeadline(ofMinutes(120))); // all jobs, at once
    job.stopWatching();
  }

  static void report(TranslationClient client) {
    for (ClassReport report : client.reports()) {
      System.out.printf(
          "%s: %d jobs, %.1f calls each%n",
          report.jobClass().label(),
          report.ledger().jobs(),
          report.ledger().calls() / report.ledger().jobs());
      report
          .regret(ofSeconds(5), ofMinutes(60))
          .ifPresent(regret ->
              System.out.printf(
                  "at most %.0f %% above the best%n", 100 * regret.most() / regret.optimum()));
    }
  }

  static ForecastResult forecast(PollingPolicy mine) {
    List<Duration> recorded = List.of(ofSeconds(212), ofSeconds(187), ofSeconds(640));
    DurationLaw law = DurationLaw.empirical(recorded).withStuck(0.01);
    return Forecast.of(mine, law)
        .withServer(Forecast.Server.ideal().withFailures(0.02))
        .withCount(2_000)
        .run();
  }

  static TranslationClient platform(URI server, String key, HttpClient withProxy) {
    return TranslationClient.builder(server).apiKey(key).httpClient(withProxy).build();
  }

  static TranslationClient traced(URI server, String key, HttpClient instrumented) {
    return TranslationClient.builder(server)
        .apiKey(key)
        .httpClient(instrumented) // each call through it is a span, and carries its traceparent
        .build();
  }
}
