package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobTable.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Removes what nobody needs any more, so that the tables stay small, and plans anew what has lost
 * its plan; one copy at a time.
 */
public final class Tidying {

  /** There is one of it. */
  public static final String ID = "fleet";

  private static final Duration ROUND = Duration.ofMinutes(1);
  private static final int ROUNDS_PER_SEARCH = 5;

  /** Who is told late may look at the job once more. */
  private static final Duration FULL = Duration.ofMinutes(10);

  /** Of each class: five times what a memory keeps. */
  private static final int ENDS = 1_000;

  /** In one statement; what is left is removed at once. */
  private static final int MOST = 5_000;

  private final Copy copy;

  /** Nothing is removed yet. */
  public Tidying(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  /** Removes; see {@link dev.pollwise.fleet.agenda.Agenda}. */
  public Optional<Instant> run() {
    long now = copy.clock().now();
    for (Account account : copy.accounts().values()) {
      WebhookVerifier.Rules webhooks = account.settings().webhooks();
      if (webhooks != null) {
        copy.events().remove(account.name(), now - FleetClock.micros(webhooks.remembered()));
      }
    }
    boolean isMore = copy.jobs().slim(now - FleetClock.micros(FULL), MOST) == MOST;
    isMore |= copy.jobs().remove(now - FleetClock.micros(copy.retention()), MOST) == MOST;
    copy.learned().removeOld(ENDS);
    if (now / FleetClock.micros(ROUND) % ROUNDS_PER_SEARCH == 0) {
      for (Plan plan : Plan.values()) {
        copy.jobs()
            .forgotten(plan, now - FleetClock.micros(ROUND), MOST)
            .forEach(id -> copy.waking().wake(Task.valueOf(plan.name()), id));
      }
    }
    Instant last = copy.clock().instant();
    return Optional.of(isMore ? last : last.plus(ROUND));
  }
}
