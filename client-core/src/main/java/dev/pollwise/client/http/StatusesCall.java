package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One question about several jobs, page by page until each is told of, or the server says that
 * there is no more, or a page brings nothing new.
 */
final class StatusesCall {

  /** What separates the ids, so that none may hold it. */
  static final String SEPARATOR = ",";

  private final HttpTransport transport;
  private final StatusesFormat format;
  private final URI statuses;
  private final Set<JobId> jobs;
  private final String query;
  private final Attempt attempt;
  private volatile @Nullable CompletableFuture<Page> underWay;
  private volatile boolean aborted;

  StatusesCall(
      HttpTransport transport,
      StatusesFormat format,
      URI statuses,
      List<JobId> jobs,
      Attempt attempt) {
    this.transport = transport;
    this.format = format;
    this.statuses = statuses;
    this.jobs = new LinkedHashSet<>(jobs);
    this.attempt = attempt;
    this.query =
        this.jobs.stream()
            .map(JobId::value)
            .filter(id -> !id.contains(SEPARATOR))
            .map(HeyGenApi::encoded)
            .collect(Collectors.joining(SEPARATOR));
  }

  /** Asks; cancelling what it returns aborts the page that is under way. */
  CompletableFuture<Map<JobId, Answer>> run() {
    return Attempt.abortable(pages("", Map.of()).thenApply(this::complete), this::abort);
  }

  private CompletableFuture<Map<JobId, Answer>> pages(String token, Map<JobId, Answer> known) {
    CompletableFuture<Page> page = page(token);
    underWay = page;
    if (aborted) {
      page.cancel(true);
    }
    return page.thenCompose(brought -> {
      Page all = brought.after(known);
      boolean goesOn =
          !all.nextToken().isEmpty()
              && all.answers().size() > known.size()
              && all.answers().size() < jobs.size();
      if (!goesOn) {
        return CompletableFuture.completedFuture(all.answers());
      }
      if (transport.paused().isEmpty()) {
        attempt.sentAgain();
      }
      return pages(all.nextToken(), all.answers());
    });
  }

  private CompletableFuture<Page> page(String token) {
    String page = token.isEmpty() ? "" : "&token=" + HeyGenApi.encoded(token);
    return transport.get(
        URI.create(statuses + "?video_translation_ids=" + query + page),
        attempt,
        answer -> format.page(jobs, answer),
        miss -> Page.missed(jobs, miss));
  }

  /** With a reason for each job that no page told of. */
  private Map<JobId, Answer> complete(Map<JobId, Answer> known) {
    Map<JobId, Answer> all = new HashMap<>(known);
    for (JobId job : jobs) {
      all.putIfAbsent(job, new Miss.Unreadable("the answer about several jobs leaves it out"));
    }
    return all;
  }

  private void abort() {
    aborted = true;
    CompletableFuture<Page> page = underWay;
    if (page != null) {
      page.cancel(true);
    }
  }

  /**
   * What one answer says about several jobs.
   *
   * @param answers of the jobs that it tells of
   * @param nextToken leads to the rest; empty where there is none
   */
  record Page(Map<JobId, Answer> answers, String nextToken) {

    Page {
      answers = Map.copyOf(answers);
    }

    /** A call that told of none of the jobs. */
    static Page missed(Set<JobId> jobs, Miss miss) {
      return new Page(
          jobs.stream().collect(Collectors.toMap(Function.identity(), job -> miss)), "");
    }

    /** Together with what earlier pages told: the first word on a job counts. */
    Page after(Map<JobId, Answer> earlier) {
      Map<JobId, Answer> all = new HashMap<>(answers);
      all.putAll(earlier);
      return new Page(all, nextToken);
    }
  }
}
