package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.agenda.Agenda;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes jobs due at once that somebody wants something of, as their rows say. What is being done at
 * the moment cannot be moved: that is tried again until the row says that it is done.
 */
public final class Waking {

  private static final Duration AGAIN = Duration.ofMillis(250);

  /** When a transaction of somebody else's may be committed: nobody tells. */
  private static final List<Duration> COMMITS =
      List.of(AGAIN, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));

  /** Longer than a step takes. */
  private static final int MOST = 400;

  private final Agenda agenda;
  private final JobTable jobs;
  private final PollClock clock;
  private final Executor worker;
  private volatile boolean isClosed;

  /** Nobody is woken yet. */
  public Waking(Agenda agenda, JobTable jobs, PollClock clock, Executor worker) {
    this.agenda = requireNonNull(agenda, "agenda");
    this.jobs = requireNonNull(jobs, "jobs");
    this.clock = requireNonNull(clock, "clock");
    this.worker = requireNonNull(worker, "worker");
  }

  /** A job is due now; where it is being worked on, right after that. */
  public void wake(Task task, String id) {
    wake(task, id, 0);
  }

  /** As {@link #wake}, of a job that is due as soon as a transaction is committed. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls it off
  public void wakeSoon(Task task, String id) {
    for (Duration delay : COMMITS) {
      clock.after(delay, () -> worker.execute(() -> wakeIfDue(task, id, 0)));
    }
  }

  private void wake(Task task, String id, int tried) {
    boolean isDone;
    try {
      isDone = agenda.move(task, id, clock.instant());
    } catch (RuntimeException failed) {
      isDone = false;
    }
    if (!isDone) {
      again(task, id, tried);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls it off
  private void again(Task task, String id, int tried) {
    if (tried < MOST && !isClosed) {
      clock.after(AGAIN, () -> worker.execute(() -> wakeIfDue(task, id, tried + 1)));
    }
  }

  private void wakeIfDue(Task task, String id, int tried) {
    if (isClosed) {
      return;
    }
    boolean isDue;
    try {
      isDue = jobs.find(id).map(this::isDue).orElse(false);
    } catch (RuntimeException failed) {
      isDue = true;
    }
    if (isDue) {
      wake(task, id, tried);
    }
  }

  private boolean isDue(JobRow row) {
    return row.state() != JobRow.State.OVER
        && (row.hasWish() || row.due().orElse(0) <= FleetClock.micros(clock.instant()));
  }

  /** Nobody is woken any more. */
  public void close() {
    isClosed = true;
  }
}
