package dev.pollwise.dashboard.feed;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs of a server, reached over HTTP by the client library. */
public final class ClientJobService implements JobService {

  private final TranslationClient client;
  private final LearnedDurations learned;
  private final JobClass jobClass;
  private final Map<JobId, TranslationJob> watched = new ConcurrentHashMap<>();

  private ClientJobService(TranslationClient client, LearnedDurations learned, URI server) {
    this.client = client;
    this.learned = learned;
    this.jobClass = new JobClass(server.toString(), "", "");
  }

  /**
   * Opens a server.
   *
   * @throws IllegalArgumentException if the address or the key could not be used
   */
  public static JobService open(
      URI server,
      Secret key,
      PollingPolicy policy,
      JobEvent.Listener listener,
      SubmitEvent.Listener submits) {
    LearnedDurations learned = new LearnedDurations();
    TranslationClient.Builder builder =
        TranslationClient.builder(server)
            .policy(policy)
            .learned(learned)
            .listener(listener)
            .submitListener(submits);
    if (!key.value().isEmpty()) {
      builder.apiKey(key.value());
    }
    return new ClientJobService(builder.build(), learned, server);
  }

  @Override
  public CompletableFuture<List<JobId>> launch(
      URI video, List<String> languages, Expectation expectation) {
    try {
      return client
          .translateAsync(TranslationRequest.of(video, languages).expecting(expectation))
          .thenApply(jobs -> jobs.stream().map(this::keep).toList());
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private JobId keep(TranslationJob job) {
    watched.put(job.id(), job);
    var _ = job.outcome().whenComplete((outcome, broken) -> watched.remove(job.id()));
    return job.id();
  }

  @Override
  public Outlook outlook(Expectation expectation) {
    return learned.knowledge(jobClass, LearnedDurations.SourceLength.unknown(), expectation);
  }

  @Override
  public CompletableFuture<List<String>> languages() {
    try {
      return client.languagesAsync();
    } catch (IllegalStateException closed) {
      return CompletableFuture.failedFuture(closed);
    }
  }

  @Override
  public void resume(ResumeToken token) {
    keep(client.resume(token));
  }

  @Override
  public void stopWatching(JobId job) {
    TranslationJob running = watched.get(job);
    if (running != null) {
      running.stopWatching();
    }
  }

  @Override
  public void changePolicy(PollingPolicy policy) {
    client.changePolicy(policy);
  }

  @Override
  public List<ResumeToken> unfinished() {
    return watched.values().stream()
        .filter(job -> !(job.status().orElse(null) instanceof JobStatus.Terminal))
        .map(TranslationJob::resumeToken)
        .toList();
  }

  @Override
  public List<ResumeToken> shutdown() {
    return client.shutdown();
  }
}
