package dev.pollwise.dashboard.feed;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.dashboard.form.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose answers the test gives by hand. */
final class ScriptedServer implements JobService {

  final URI address;
  final Secret key;
  final JobEvent.Listener listener;
  final List<PollingPolicy> policies = new CopyOnWriteArrayList<>();
  final List<CompletableFuture<List<JobHandle>>> submits = new CopyOnWriteArrayList<>();
  final List<TranslationRequest> requests = new CopyOnWriteArrayList<>();
  final List<Expectation> expected = new CopyOnWriteArrayList<>();
  final CompletableFuture<List<String>> languages = new CompletableFuture<>();
  final List<JobId> stopped = new CopyOnWriteArrayList<>();
  final List<ResumeToken> resumed = new CopyOnWriteArrayList<>();
  final List<ResumeToken> unfinished = new ArrayList<>();
  final List<ScriptedWait> waits = new CopyOnWriteArrayList<>();
  String refusal = "";
  volatile boolean idle = true;
  volatile boolean shut;

  ScriptedServer(URI address, Secret key, PollingPolicy policy, JobEvent.Listener listener) {
    this.address = address;
    this.key = key;
    this.listener = listener;
    policies.add(policy);
  }

  void say(JobEvent event) {
    listener.onEvent(event);
  }

  /** What a submit started. */
  ScriptedWait wait(String id, String title) {
    return wait(token(id), title);
  }

  private ScriptedWait wait(ResumeToken token, String title) {
    ScriptedWait wait = ScriptedWait.of(token, title);
    waits.add(wait);
    return wait;
  }

  ResumeToken token(String id) {
    return new ResumeToken(address, JobId.of(id), Instant.parse("2026-11-21T10:00:00Z"));
  }

  @Override
  public CompletableFuture<List<JobHandle>> launch(
      TranslationRequest request, Expectation expectation) {
    requests.add(request);
    expected.add(expectation);
    CompletableFuture<List<JobHandle>> submit = new CompletableFuture<>();
    submits.add(submit);
    return submit;
  }

  @Override
  public Outlook outlook(Expectation expectation) {
    return Outlook.expecting(expectation);
  }

  @Override
  public CompletableFuture<List<String>> languages() {
    return languages;
  }

  @Override
  public JobHandle resume(ResumeToken token) {
    if (!refusal.isEmpty()) {
      throw new IllegalArgumentException(refusal);
    }
    resumed.add(token);
    return wait(token, token.jobId().value());
  }

  @Override
  public JobHandle watchSubmitted(JobId job, String title) {
    return wait(job.value(), title);
  }

  @Override
  public void stopWatching(JobId job) {
    stopped.add(job);
  }

  @Override
  public void changePolicy(PollingPolicy policy) {
    policies.add(policy);
  }

  @Override
  public boolean isIdle() {
    return idle;
  }

  @Override
  public List<ResumeToken> shutdown() {
    shut = true;
    submits.forEach(submit -> submit.completeExceptionally(new IllegalStateException("shut down")));
    return unfinished;
  }
}
