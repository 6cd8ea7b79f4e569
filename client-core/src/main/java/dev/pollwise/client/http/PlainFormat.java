package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobResult;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.JsonObject;
import java.util.Optional;

/** A bare status server: {@code {"result": "pending" | "completed" | "error"}}. Pure. */
final class PlainFormat {

  private final Credentials credentials;
  private final Misses misses;

  PlainFormat(Credentials credentials) {
    this.credentials = credentials;
    this.misses = new Misses(credentials);
  }

  /** What an answer of {@code GET /status} says. */
  Answer status(JobId job, WireAnswer answer) {
    if (!answer.isSuccess()) {
      return misses.of(answer);
    }
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    Optional<String> result = body.flatMap(object -> JsonDocument.text(object, "result"));
    if (body.isEmpty() || result.isEmpty()) {
      return misses.unreadable(answer, "no result in it");
    }
    Hint hint = RetryAfter.of(answer.headers(), answer.receivedAt());
    return switch (result.get()) {
      case "pending" -> new Answer.Seen(new JobStatus.Pending(), hint);
      case "completed" ->
          new Answer.Seen(
              new JobStatus.Completed(
                  job, new JobResult(JsonDocument.fields(body.get())), Evidence.oneLook()));
      case "error" ->
          new Answer.Seen(
              new JobStatus.Failed(job, "the server reports an error", Evidence.oneLook()));
      case "running" -> new Answer.Seen(new JobStatus.Running(), hint);
      default ->
          new Answer.Seen(new JobStatus.Running(ServerText.shown(result.get(), credentials)), hint);
    };
  }
}
