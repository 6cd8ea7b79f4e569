package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A wait that ends when the test says so. */
record ScriptedWait(ResumeToken resumeToken, String title, CompletableFuture<JobOutcome> outcome)
    implements JobHandle {

  private static final Evidence EVIDENCE = new Evidence(1, new Evidence.Lateness.Unknown());

  static ScriptedWait of(ResumeToken token, String title) {
    return new ScriptedWait(token, title, new CompletableFuture<>());
  }

  void complete() {
    outcome.complete(
        new JobOutcome.Ended(
            new JobStatus.Completed(id(), new JobStatus.Result(Map.of()), EVIDENCE)));
  }

  void giveUp() {
    outcome.complete(
        new JobOutcome.TimedOut(
            id(),
            JobOutcome.Limit.DEADLINE,
            JobOutcome.LastLook.TAKEN,
            new JobOutcome.LastStatus.Unseen(),
            resumeToken,
            EVIDENCE));
  }

  @Override
  public JobId id() {
    return resumeToken.jobId();
  }

  @Override
  public Optional<JobStatus> status() {
    return Optional.empty();
  }

  @Override
  public Evidence evidence() {
    return EVIDENCE;
  }

  @Override
  public PollingPolicy policy() {
    return PollingPolicy.defaults();
  }

  @Override
  public void changePolicy(PollingPolicy policy) {}

  @Override
  public void pollNow() {}

  @Override
  public void stopWatching() {
    outcome.complete(
        new JobOutcome.Cancelled(id(), JobOutcome.StoppedBy.USER, resumeToken, EVIDENCE));
  }
}
