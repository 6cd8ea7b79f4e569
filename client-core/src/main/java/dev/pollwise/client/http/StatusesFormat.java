package dev.pollwise.client.http;

import dev.pollwise.client.http.StatusesCall.Page;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * HeyGen's answers about several jobs at once, which have a vocabulary of their own and tell less
 * than the answer about a single job: how a job ended, but not where its video is. Pure.
 */
final class StatusesFormat {

  private final Misses misses;

  StatusesFormat(Credentials credentials) {
    this.misses = new Misses(credentials);
  }

  /**
   * What an answer of {@code GET /v3/video-translations/statuses} says.
   *
   * @param jobs the jobs that were asked about
   */
  Page page(Set<JobId> jobs, WireAnswer answer) {
    if (!answer.isSuccess()) {
      return Page.missed(jobs, misses.ofKnownPath(answer));
    }
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    if (body.isEmpty() || !(body.get().get("data") instanceof JsonArray items)) {
      return Page.missed(jobs, misses.instead(answer, "no list data in it"));
    }
    Map<String, JobId> byName =
        jobs.stream().collect(Collectors.toMap(JobId::value, Function.identity()));
    Hint hint = answer.hint();
    Map<JobId, Answer> answers = new HashMap<>();
    for (JsonObject item : JsonDocument.objects(items)) {
      Optional<JobId> job = JsonDocument.text(item, "video_id").map(byName::get);
      job.ifPresent(
          known -> answers.merge(known, answer(known, item, hint), StatusesFormat::agreed));
    }
    return new Page(answers, JsonDocument.nextToken(body.get()));
  }

  private Answer answer(JobId job, JsonObject item, Hint hint) {
    Optional<String> word = JsonDocument.text(item, "status");
    if (word.isEmpty()) {
      return new Miss.Unreadable("no status of the job in the answer about several");
    }
    return switch (word.get()) {
      case "queued" -> new Answer.Seen(new JobStatus.Pending(), hint);
      case "processing" -> new Answer.Seen(new JobStatus.Running(), hint);
      case "completed" ->
          new Answer.Seen(
              new JobStatus.Completed(job, JobStatus.Result.empty()),
              hint,
              Answer.Detail.STATUS_ONLY);
      case "failed" -> failed(job, item, hint);
      case "not_found" -> new Miss.NotFound("not_found in the answer about several jobs");
      default -> new Answer.Seen(JobStatus.Running.unrecognised(misses.shown(word.get())), hint);
    };
  }

  private Answer failed(JobId job, JsonObject item, Hint hint) {
    String reason = misses.reason(item, item);
    return reason.equals(Misses.NO_REASON)
        ? new Answer.Seen(
            new JobStatus.Failed(job, Misses.NO_REASON), hint, Answer.Detail.STATUS_ONLY)
        : new Answer.Seen(new JobStatus.Failed(job, reason), hint);
  }

  /** A job that an answer tells of twice: which of the two is true, nobody knows. */
  private static Answer agreed(Answer one, Answer other) {
    return one.equals(other)
        ? one
        : new Miss.Unreadable("the answer about several jobs tells of this one twice, differently");
  }
}
