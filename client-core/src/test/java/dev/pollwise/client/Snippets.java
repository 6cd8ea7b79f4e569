package dev.pollwise.client;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.http.WebhookVerdict;
import dev.pollwise.client.http.WebhookVerifier;
import dev.pollwise.client.job.JobOutcome.Cancelled;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobOutcome.GaveUp;
import dev.pollwise.client.job.JobOutcome.TimedOut;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.JobStatus.Failed;
import dev.pollwise.client.pacing.DurationLaw;
import dev.pollwise.client.pacing.Pacing;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Forecast;
import dev.pollwise.client.poll.ForecastResult;
import java.net.URI;
import java.time.Duration;

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
          case Ended(Completed done) -> System.out.println(done.videoUrl().orElseThrow());
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
          WebhookVerdict verdict = webhooks.receive(exchange.getRequestHeaders(), body);
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
}
