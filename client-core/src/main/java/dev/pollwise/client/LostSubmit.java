package dev.pollwise.client;

import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.http.HeyGenApi.Listed;
import dev.pollwise.client.http.HeyGenApi.ListedJob;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A submit that may have been accepted, and that may not be repeated: its jobs are looked for in
 * the server's list, by the {@code callback_id} that they bear.
 */
final class LostSubmit {

  private final HeyGenApi api;
  private final String mark;
  private final List<String> languages;

  LostSubmit(HeyGenApi api, String mark, List<String> languages) {
    this.api = api;
    this.mark = mark;
    this.languages = languages;
  }

  /**
   * Looks once. A list that shows none of them may be late; one that the server has not is none.
   */
  CompletableFuture<Reply<AcceptedJobs>> look() {
    CompletableFuture<Listed> asked = api.listed(mark, Attempt.immediate());
    return Attempt.abortable(asked.thenApply(this::reply), () -> asked.cancel(true));
  }

  /** Nobody finds anything of it. */
  static <T> Reply<T> notFound(String what) {
    return new Reply.Refused<>(new Miss.Unreadable("no list shows what became " + what), true);
  }

  private Reply<AcceptedJobs> reply(Listed listed) {
    return switch (listed) {
      case Listed.Found(List<ListedJob> jobs) when jobs.isEmpty() ->
          new Reply.Lost<>(new Miss.Unreadable("no job in the list has callback_id " + mark));
      case Listed.Found(List<ListedJob> jobs) -> accepted(jobs);
      case Listed.Missed(Miss.Throttled busy) -> new Reply.Busy<>(busy);
      case Listed.Missed(Miss.Denied denied) -> new Reply.Refused<>(denied, true);
      case Listed.Missed(Miss.Rejected none) when none.status() < 500 ->
          new Reply.Refused<>(none, true);
      case Listed.Missed(Miss miss) -> new Reply.Lost<>(miss);
    };
  }

  /** By their languages where the server tells them, the others in the order of the list. */
  private Reply<AcceptedJobs> accepted(List<ListedJob> jobs) {
    List<ListedJob> left = new ArrayList<>(jobs.reversed()); // the newest stands first
    List<JobId> ids = new ArrayList<>();
    for (String language : languages) {
      left.stream()
          .filter(job -> job.language().equalsIgnoreCase(language))
          .findFirst()
          .ifPresent(job -> {
            left.remove(job);
            ids.add(job.id());
          });
    }
    left.forEach(job -> ids.add(job.id()));
    AcceptedJobs accepted = new AcceptedJobs(ids, List.of());
    return ids.size() < languages.size()
        ? new Reply.Partial<>(
            accepted, new Miss.Unreadable(ids.size() + " jobs in the list for " + languages.size()))
        : new Reply.Done<>(accepted);
  }
}
