package dev.pollwise.benchmarks.cases;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.store.TokenStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** As docs/client.md has it: a client, and a file of the waits that survives it. */
final class PollwiseProgram implements Program {

  private static final URI VIDEO = URI.create("https://example.com/a.mp4");
  private static final Duration LONGER = Duration.ofHours(1);

  private final TranslationClient client;
  private final TokenStore store;
  private final Map<String, TranslationJob> resumed = new ConcurrentHashMap<>();

  PollwiseProgram(Site site) {
    TranslationClient.Builder builder =
        TranslationClient.builder(site.server())
            .apiKey("benchmark")
            .policy(PollingPolicy.defaults().withDeadline(site.deadline()))
            .clock(site.clock());
    this.client = (site.knowsKeys() ? builder : builder.withoutIdempotencyKeys()).build();
    this.store = TokenStore.open(site.folder().resolve("waits"));
    for (TokenStore.Kept kept : store.kept()) {
      resumed.put(kept.reference(), client.resume(kept.token()));
    }
    store.followAll(List.copyOf(resumed.values()), (wait, outcome) -> {});
  }

  @Override
  public Told translate(String order) throws InterruptedException {
    Optional<String> key = store.begin(order);
    if (key.isEmpty()) {
      return told(requireNonNull(resumed.get(order)).await());
    }
    try {
      List<TranslationJob> jobs =
          client.translate(
              TranslationRequest.of(VIDEO, "Spanish (Spain)")
                  .withCallbackId(order)
                  .withIdempotencyKey(key.get()));
      store.followAll(order, jobs, (wait, outcome) -> {});
      return told(jobs.getFirst().await());
    } catch (FateUnknown unknown) {
      return new Told.Open("", String.valueOf(unknown.getMessage()));
    }
  }

  @Override
  public Told resume(Told.Open open) throws InterruptedException {
    ResumeToken token =
        store.all().stream()
            .filter(kept -> kept.jobId().value().equals(open.id()))
            .findFirst()
            .orElseThrow();
    return told(client.resume(token, client.policy().withDeadline(LONGER)).await());
  }

  private static Told told(JobOutcome outcome) {
    String id = outcome.jobId().value();
    return switch (outcome) {
      case JobOutcome.Ended(JobStatus.Completed done) ->
          new Told.Completed(id, done.videoUrl().map(URI::toString).orElse(""));
      case JobOutcome.Ended(JobStatus.Failed failed) -> new Told.Failed(id, failed.reason());
      case JobOutcome.TimedOut late -> new Told.Open(id, "timed out, last " + late.lastStatus());
      case JobOutcome.GaveUp lost -> new Told.Open(id, "gave up, " + lost.cause().describe());
      case JobOutcome.Cancelled cancelled -> new Told.Open(id, "stopped");
    };
  }

  @Override
  public void close() {
    client.close();
    store.close();
  }
}
