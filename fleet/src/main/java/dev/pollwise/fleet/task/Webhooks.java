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
import org.jspecify.annotations.Nullable;

/** Takes webhooks at any copy, each once, and wakes whoever waits for their jobs. */
public final class Webhooks {

  private final Copy copy;

  /** Nothing has come yet. */
  public Webhooks(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  /** Whose event it is. */
  private static final class Taken {
    private @Nullable JobRow job;
  }

  /** Judges a delivery. One about a job that nobody here has is genuine, and leaves no trace. */
  public Verdict receive(Account account, Map<String, List<String>> headers, byte[] body) {
    WebhookVerifier verifier = account.verifier();
    if (verifier == null) {
      throw new IllegalStateException(
          "account " + account.name() + ": takes no webhooks, see AccountBuilder.webhooks");
    }
    Taken taken = new Taken();
    Verdict verdict =
        verifier.verify(
            headers,
            body,
            (name, event) ->
                !(event instanceof Verdict.Accepted accepted)
                    || isNew(account, name, accepted, taken));
    JobRow job = taken.job;
    copy.meters()
        .webhook(verdict instanceof Verdict.Accepted && job == null ? "nobody" : word(verdict));
    if (job != null && verdict instanceof Verdict.Accepted) {
      switch (job.state()) {
        case WATCHING -> copy.waking().wake(Task.WATCH, job.id());
        case UNKNOWN -> copy.waking().wake(Task.SUBMIT, job.id()); // the list shows it now
        case ASKED, SUBMITTING, OVER -> {}
      }
    }
    return verdict;
  }

  private boolean isNew(Account account, String name, Verdict.Accepted event, Taken taken) {
    long now = copy.clock().now();
    Optional<JobRow> job =
        copy.jobs().announced(account.name(), event.jobId().value(), event.callbackId());
    taken.job = job.orElse(null);
    return job.isEmpty()
        || copy.database()
            .inTransaction(transaction -> {
              boolean isNew = copy.events().take(transaction, account.name(), name, now);
              if (isNew) {
                copy.jobs().wish(transaction, job.get().id(), Wish.NEWS, now, now);
              }
              return isNew;
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
