package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A bare status server, {@code {"result": "pending" | "completed" | "error"}}, that knows one job
 * and no ids: the id is only what the caller names it.
 */
final class StatusEndpoint implements StatusSource, AutoCloseable {

  private final HttpTransport transport;
  private final Misses misses;
  private final URI uri;

  /** The server that answers at an address, for instance {@code http://localhost:8080/status}. */
  StatusEndpoint(HttpTransport transport, URI uri) {
    this.transport = transport;
    this.misses = new Misses(transport.credentials());
    this.uri = uri;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    return transport.get(uri, attempt, answer -> status(job, answer, misses), miss -> miss);
  }

  /** What an answer of {@code GET /status} says. */
  static Answer status(JobId job, WireAnswer answer, Misses misses) {
    if (!answer.isSuccess()) {
      return misses.of(answer);
    }
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    Optional<String> result = body.flatMap(object -> JsonDocument.text(object, "result"));
    if (body.isEmpty() || result.isEmpty()) {
      return misses.instead(answer, "no result in it");
    }
    Hint hint = answer.hint();
    Duration held = PreferredWait.applied(answer.headers());
    return switch (result.get()) {
      case "pending" -> HeyGenFormat.alive(new JobStatus.Pending(), hint, held);
      case "completed" ->
          new Answer.Seen(
              new JobStatus.Completed(
                  job, new JobStatus.Result(answer.resolved(JsonDocument.fields(body.get())))));
      case "error" ->
          new Answer.Seen(
              new JobStatus.Failed(
                  job, misses.itemError(body.get()).orElse("the server reports an error")));
      case "running" -> HeyGenFormat.alive(new JobStatus.Running(), hint, held);
      default ->
          HeyGenFormat.alive(
              JobStatus.Running.unrecognised(misses.shown(result.get())), hint, held);
    };
  }
}
