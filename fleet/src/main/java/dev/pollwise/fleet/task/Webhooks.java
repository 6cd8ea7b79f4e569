package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobTable.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes webhooks at any copy, each once, and wakes whoever waits for their jobs. */
public final class Webhooks {

  private final Copy copy;

  /** Nothing has come yet. */
  public Webhooks(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  private record Taken(boolean isNew, Optional<JobRow> job) {}

  /** Judges a delivery. One about a job that nobody here has is genuine, and leaves no trace. */
  public Verdict receive(Account account, Map<String, List<String>> headers, byte[] body) {
    WebhookVerifier verifier = account.verifier();
    if (verifier == null) {
      throw new IllegalStateException(
          "account " + account.name() + ": takes no webhooks, see AccountBuilder.webhooks");
    }
    Verdict verdict = verifier.verify(headers, body);
    if (!(verdict instanceof Verdict.Accepted accepted)) {
      copy.meters().webhook(word(verdict));
      return verdict;
    }
    Taken taken = taken(account, accepted);
    if (!taken.isNew()) {
      copy.meters().webhook("duplicate");
      return new Verdict.Duplicate(accepted.eventId());
    }
    copy.meters().webhook(taken.job().isPresent() ? "accepted" : "nobody");
    taken
        .job()
        .ifPresent(job -> {
          switch (job.state()) {
            case WATCHING -> copy.waking().wake(Task.WATCH, job.id());
            case UNKNOWN -> copy.waking().wake(Task.SUBMIT, job.id()); // the list shows it now
            case ASKED, SUBMITTING, OVER -> {}
          }
        });
    return verdict;
  }

  private Taken taken(Account account, Verdict.Accepted accepted) {
    long now = copy.clock().now();
    Optional<JobRow> job =
        copy.jobs().announced(account.name(), accepted.jobId().value(), accepted.callbackId());
    if (job.isEmpty()) {
      return new Taken(true, job);
    }
    return copy.database()
        .inTransaction(transaction -> {
          String event =
              accepted.eventId().isEmpty()
                  ? accepted.jobId() + " " + accepted.kind()
                  : accepted.eventId();
          boolean isNew =
              copy.events()
                  .take(
                      transaction,
                      account.name(),
                      event.length() <= 200 ? event : event.substring(0, 200),
                      now);
          if (isNew) {
            copy.jobs().wish(transaction, job.get().id(), Wish.NEWS, now, now);
          }
          return new Taken(isNew, job);
        });
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> "accepted";
      case Verdict.Unrelated unrelated -> "unrelated";
      case Verdict.Duplicate duplicate -> "duplicate";
      case Verdict.Refused refused -> "refused";
    };
  }
}
