package dev.pollwise.client.http;

import dev.pollwise.client.http.HeyGenApi.Listed;
import dev.pollwise.client.http.HeyGenApi.ListedJob;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource.Attempt;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The question which translations bear a mark of the caller's own, page by page to the end of the
 * list. That there is none is only said of a list that was read to its end.
 */
final class ListedCall {

  /** As many as the server gives in one. */
  private static final int PAGE = 100;

  /** Ten thousand translations. */
  private static final int MOST_PAGES = 100;

  private final HttpTransport transport;
  private final Misses misses;
  private final URI translations;
  private final String callbackId;
  private final Attempt attempt;
  private final Map<JobId, ListedJob> found = new LinkedHashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private volatile @Nullable CompletableFuture<Page> underWay;
  private volatile boolean aborted;

  ListedCall(HttpTransport transport, URI translations, String callbackId, Attempt attempt) {
    this.transport = transport;
    this.misses = new Misses(transport.credentials());
    this.translations = translations;
    this.callbackId = callbackId;
    this.attempt = attempt;
  }

  /** Asks; cancelling what it returns aborts the page that is under way. */
  CompletableFuture<Listed> run() {
    return Attempt.abortable(from(""), this::abort);
  }

  private CompletableFuture<Listed> from(String token) {
    CompletableFuture<Page> page = page(token);
    underWay = page;
    if (aborted) {
      page.cancel(true);
    }
    return page.thenCompose(brought ->
        switch (brought) {
          case Page.Missed(Miss miss) -> CompletableFuture.completedFuture(new Listed.Missed(miss));
          case Page.Known(var jobs, boolean isLast, String next) -> {
            jobs.forEach(job -> found.putIfAbsent(job.id(), job));
            if (isLast) {
              yield CompletableFuture.completedFuture(found());
            }
            if (next.isEmpty() || !tokens.add(next) || tokens.size() >= MOST_PAGES) {
              yield CompletableFuture.completedFuture(endless());
            }
            if (transport.paused().isEmpty()) {
              attempt.sentAgain();
            }
            yield from(next);
          }
        });
  }

  private Listed found() {
    return new Listed.Found(List.copyOf(found.values()));
  }

  private Listed endless() {
    return found.isEmpty()
        ? new Listed.Missed(
            new Miss.Unreadable(
                "the list of translations does not end: a token that leads nowhere or in a"
                    + " circle, or more than "
                    + MOST_PAGES * PAGE))
        : found();
  }

  private CompletableFuture<Page> page(String token) {
    String page = token.isEmpty() ? "" : "&token=" + HeyGenApi.encoded(token);
    return transport.get(
        URI.create(translations + "?limit=" + PAGE + page), attempt, this::read, Page.Missed::new);
  }

  private Page read(WireAnswer answer) {
    if (!answer.isSuccess()) {
      return new Page.Missed(misses.ofKnownPath(answer));
    }
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    if (body.isEmpty() || !(body.get().get("data") instanceof JsonArray data)) {
      return new Page.Missed(misses.instead(answer, "no list in its data"));
    }
    List<JsonObject> marked =
        JsonDocument.objects(data).stream()
            .filter(one -> JsonDocument.scalar(one, "callback_id").orElse("").equals(callbackId))
            .toList();
    List<ListedJob> jobs = marked.stream().flatMap(one -> job(one).stream()).toList();
    return jobs.size() < marked.size()
        ? new Page.Missed(misses.unreadable(answer, "a translation in it has an unusable id"))
        : new Page.Known(
            jobs,
            !JsonValue.TRUE.equals(body.get().get("has_more")),
            JsonDocument.nextToken(body.get()));
  }

  private static Optional<ListedJob> job(JsonObject translation) {
    return JsonDocument.text(translation, "id")
        .flatMap(JsonDocument::jobId)
        .map(id -> new ListedJob(id, JsonDocument.text(translation, "output_language").orElse("")));
  }

  private void abort() {
    aborted = true;
    CompletableFuture<Page> page = underWay;
    if (page != null) {
      page.cancel(true);
    }
  }

  /** What one page says. */
  private sealed interface Page {

    /**
     * Those of its translations that bear the mark.
     *
     * @param nextToken leads to the rest; empty where the server does not say
     */
    record Known(List<ListedJob> jobs, boolean isLast, String nextToken) implements Page {}

    /** Nothing. */
    record Missed(Miss miss) implements Page {}
  }
}
