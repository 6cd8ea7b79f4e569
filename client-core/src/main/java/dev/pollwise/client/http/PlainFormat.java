package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import jakarta.json.JsonObject;
import java.time.Duration;
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
      return misses.instead(answer, "no result in it");
    }
    Hint hint = Hints.of(answer);
    Duration held = PreferredWait.applied(answer.headers());
    return switch (result.get()) {
      case "pending" -> alive(new JobStatus.Pending(), hint, held);
      case "completed" ->
          new Answer.Seen(
              new JobStatus.Completed(
                  job, new JobStatus.Result(JsonDocument.fields(body.get())), Evidence.oneLook()));
      case "error" ->
          new Answer.Seen(
              new JobStatus.Failed(
                  job,
                  misses.itemError(body.get()).orElse("the server reports an error"),
                  Evidence.oneLook()));
      case "running" -> alive(new JobStatus.Running(), hint, held);
      default ->
          alive(
              JobStatus.Running.unrecognised(ServerText.shown(result.get(), credentials)),
              hint,
              held);
    };
  }

  private static Answer alive(JobStatus status, Hint hint, Duration held) {
    return new Answer.Seen(status, hint, Answer.Detail.WHOLE, held);
  }
}
