package dev.pollwise.client;

import dev.pollwise.client.job.JobOutcome.Cancelled;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobOutcome.GaveUp;
import dev.pollwise.client.job.JobOutcome.TimedOut;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.JobStatus.Failed;
import java.net.URI;

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
}
