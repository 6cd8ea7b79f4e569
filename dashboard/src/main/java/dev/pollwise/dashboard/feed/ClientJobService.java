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
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.wire.RecordingHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The jobs of a server, reached over HTTP by the client library. */
public final class ClientJobService implements JobService {

  private final TranslationClient client;
  private final Runnable afterwards;
  private final LearnedDurations learned;
  private final JobClass jobClass;
  private final Map<JobId, TranslationJob> watched = new ConcurrentHashMap<>();
  private final AtomicInteger awaited = new AtomicInteger();

  private ClientJobService(
      TranslationClient client, Runnable afterwards, LearnedDurations learned, URI server) {
    this.client = client;
    this.afterwards = afterwards;
    this.learned = learned;
    this.jobClass = jobClass(server);
  }

  /**
   * Opens servers that share what they learn of how long jobs take: with another key, or after a
   * rest, or in another session, a server is no stranger.
   *
   * @param store what is known of servers that stay
   * @param passing whether a server is gone with this session, and with it what it taught
   * @param clock the wall clock
   */
  public static Factory factory(LearnedStore store, Predicate<URI> passing, InstantSource clock) {
    LearnedDurations session = new LearnedDurations();
    return new Factory() {
      @Override
      public JobService open(
          URI server,
          Secret key,
          PollingPolicy policy,
          Listener listener,
          SubmitEvent.Listener submits) {
        boolean isPassing = passing.test(server);
        LearnedDurations learned = isPassing ? session : store.learned();
        RecordingHttp http = new RecordingHttp(server, key, clock);
        TranslationClient.Builder builder =
            builder(server, key, policy, learned, event -> hear(event, http, listener))
                .httpClient(http)
                .submitListener(submits);
        if (!isPassing) {
          builder.listener(store);
        }
        return new ClientJobService(builder.build(), http::shutdownNow, learned, server);
      }

      @Override
      public void forget(URI server) {
        (passing.test(server) ? session : store.learned()).forget(jobClass(server));
        store.save();
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  private static void hear(JobEvent event, RecordingHttp http, Listener listener) {
    listener.onEvent(event);
    http.take(event)
        .ifPresent(exchange -> listener.onExchange(event.jobId(), call(event), exchange));
  }

  private static int call(JobEvent event) {
    return switch (event) {
      case JobEvent.Polled polled -> polled.call();
      case JobEvent.Missed missed -> missed.call();
      case JobEvent.Submitted other -> 0;
      case JobEvent.Waiting other -> 0;
      case JobEvent.StatusChanged other -> 0;
      case JobEvent.Ended other -> 0;
      case JobEvent.Broken other -> 0;
    };
  }

  /** Opens a server of which nothing is known; what is learned there is kept nowhere. */
  static JobService fresh(
      URI server, Secret key, PollingPolicy policy, JobEvent.Listener listener) {
    LearnedDurations learned = new LearnedDurations();
    return new ClientJobService(
        builder(server, key, policy, learned, listener).build(), () -> {}, learned, server);
  }

  private static TranslationClient.Builder builder(
      URI server,
      Secret key,
      PollingPolicy policy,
      LearnedDurations learned,
      JobEvent.Listener listener) {
    TranslationClient.Builder builder =
        TranslationClient.builder(server).policy(policy).learned(learned).listener(listener);
    return key.value().isEmpty() ? builder : builder.apiKey(key.value());
  }

  private static JobClass jobClass(URI server) {
    return new JobClass(server.toString(), "", "");
  }

  @Override
  public CompletableFuture<List<JobHandle>> launch(
      TranslationRequest request, Expectation expectation) {
    return awaiting(() ->
        client
            .translateAsync(request.expecting(expectation))
            .thenApply(jobs -> jobs.stream().<JobHandle>map(this::keep).toList()));
  }

  private <T> CompletableFuture<T> awaiting(Supplier<CompletableFuture<T>> call) {
    awaited.incrementAndGet();
    CompletableFuture<T> answer;
    try {
      answer = call.get();
    } catch (IllegalArgumentException | IllegalStateException refused) {
      answer = CompletableFuture.failedFuture(refused);
    }
    return answer.whenComplete((found, failed) -> awaited.decrementAndGet());
  }

  /** An id that is given anew names another job, and the one that had it is gone. */
  private TranslationJob keep(TranslationJob job) {
    TranslationJob gone = watched.put(job.id(), job);
    var _ = job.outcome().whenComplete((outcome, broken) -> watched.remove(job.id(), job));
    if (gone != null) {
      gone.stopWatching();
    }
    return job;
  }

  @Override
  public Outlook outlook(Expectation expectation) {
    return learned.knowledge(jobClass, LearnedDurations.SourceLength.unknown(), expectation);
  }

  @Override
  public CompletableFuture<List<String>> languages() {
    return awaiting(client::languagesAsync);
  }

  @Override
  public JobHandle resume(ResumeToken token) {
    return keep(client.resume(token));
  }

  @Override
  public JobHandle watchSubmitted(JobId job, String title) {
    return keep(client.watchSubmitted(job, title));
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
  public boolean isIdle() {
    return watched.isEmpty() && awaited.get() == 0;
  }

  @Override
  public List<ResumeToken> shutdown() {
    List<ResumeToken> unfinished = client.shutdown();
    afterwards.run();
    return unfinished;
  }
}
