package dev.pollwise.client;

import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HeyGenApi.Languages;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is asked once, within one attempt timeout; fails with {@link RequestFailedException}, on the
 * executor of the client.
 */
record SingleRequests(HeyGenApi api, ServerContext context, Supplier<PollingPolicy> policy) {

  CompletableFuture<JobStatus> status(JobId job) {
    return once(
        "status of " + job,
        attempt -> api.ask(job, attempt),
        (answer, failed) ->
            switch (answer) {
              case Answer.Seen seen -> seen.status();
              case Miss miss -> throw failed.apply(miss);
            });
  }

  CompletableFuture<List<String>> languages() {
    return once(
        "languages",
        api::languages,
        (answer, failed) ->
            switch (answer) {
              case Languages.Known known -> known.names();
              case Languages.Missed missed -> throw failed.apply(missed.miss());
            });
  }

  private <A, T> CompletableFuture<T> once(
      String request,
      Function<Attempt, CompletableFuture<A>> call,
      BiFunction<A, Function<Miss, RequestFailedException>, T> read) {
    Duration timeout = policy.get().attemptTimeout();
    Attempt attempt = Attempt.immediate();
    Function<Miss, RequestFailedException> failed =
        miss -> new RequestFailedException(request, miss, attempt.requestId());
    return RepeatedRequest.once(() -> call.apply(attempt), timeout, context, failed)
        .thenApply(answer -> read.apply(answer, failed));
  }
}
