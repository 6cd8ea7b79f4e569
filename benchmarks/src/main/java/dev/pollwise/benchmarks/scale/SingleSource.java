package dev.pollwise.benchmarks.scale;

import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * HeyGen's API without its calls about several jobs, of which the other contenders know nothing.
 */
record SingleSource(HeyGenApi api, Punctuality punctuality) implements StatusSource {

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    int number = number(job);
    punctuality.asked(number);
    CompletableFuture<Answer> call = api.ask(job, attempt);
    var _ = call.thenRun(() -> punctuality.answered(number));
    return call;
  }

  static int number(JobId job) {
    return Integer.parseInt(job.value(), "job-".length(), job.value().length(), 10);
  }
}
