package dev.pollwise.benchmarks.scale;

import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** HeyGen's API as it is; what it says of each job of a call counts as a poll. */
record ManySource(HeyGenApi api, Punctuality punctuality) implements StatusSource.Bulk {

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    return new SingleSource(api, punctuality).ask(job, attempt);
  }

  @Override
  public int mostJobs() {
    return api.mostJobs();
  }

  @Override
  public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
    jobs.forEach(job -> punctuality.asked(SingleSource.number(job)));
    CompletableFuture<Map<JobId, Answer>> call = api.askAll(jobs, attempt);
    var _ = call.thenRun(() -> jobs.forEach(job -> punctuality.answered(SingleSource.number(job))));
    return call;
  }
}
