package dev.pollwise.fleet.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.fleet.sql.JobRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells listeners what becomes of a submit, as a client does: of the request that its row holds,
 * since the copy that sends it may be another than the one that was asked. Safe for any thread.
 */
final class SubmitEvents {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private final Copy copy;

  SubmitEvents(Copy copy) {
    this.copy = copy;
  }

  /** The request is being sent, for the {@linkplain JobRow#sends n-th} time. */
  void sending(JobRow row) {
    tell(row, "", SubmitEvent.Sending::new);
  }

  void retrying(JobRow row, String requestId, Miss cause, Duration delay) {
    tell(row, requestId, attempt -> new SubmitEvent.Retrying(attempt, cause, delay));
  }

  void accepted(JobRow row, String requestId, List<JobId> jobs, List<String> unusable) {
    tell(row, requestId, attempt -> new SubmitEvent.Accepted(attempt, jobs, unusable));
  }

  void refused(JobRow row, String requestId, Miss cause) {
    tell(row, requestId, attempt -> new SubmitEvent.Refused(attempt, cause));
  }

  /** It may be accepted yet, when its jobs are found in the list. */
  void fateUnknown(JobRow row, String requestId, Miss firstCause, Miss cause) {
    tell(row, requestId, attempt -> new SubmitEvent.FateUnknown(attempt, firstCause, cause));
  }

  private void tell(
      JobRow row, String requestId, Function<SubmitEvent.Attempt, SubmitEvent> event) {
    if (copy.submitListeners().isEmpty()) {
      return;
    }
    Instant now = copy.clock().instant();
    long sent = row.firstSentAt() == null ? FleetClock.micros(now) : row.firstSentAt();
    Duration elapsed = FleetClock.duration(Math.max(0, FleetClock.micros(now) - sent));
    TranslationRequest request;
    try {
      request = request(row);
    } catch (RuntimeException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "job {0}: its submit listeners are told nothing, since its request cannot be read, {1}",
          row.id(),
          unreadable.getMessage());
      return;
    }
    copy.publish(
        event.apply(
            new SubmitEvent.Attempt(
                request,
                row.idempotencyKey(),
                row.sends(),
                new JobEvent.Moment(now, elapsed),
                requestId)));
  }

  private static TranslationRequest request(JobRow row) {
    Order order = HeyGenApi.order(requireNonNull(row.body(), "body").getBytes(UTF_8));
    JobTraits traits = Rows.traits(row);
    TranslationRequest request =
        TranslationRequest.of(order.video(), order.languages())
            .withLabel(traits.label())
            .expecting(traits.expectation())
            .withIdempotencyKey(row.idempotencyKey());
    if (!traits.sourceLength().isZero()) {
      request = request.withSourceLength(traits.sourceLength());
    }
    for (Map.Entry<String, Object> option : order.options().entrySet()) {
      request = request.withOption(option.getKey(), option.getValue());
    }
    return request;
  }
}
