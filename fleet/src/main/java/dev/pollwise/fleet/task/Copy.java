package dev.pollwise.fleet.task;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.agenda.Agenda;
import dev.pollwise.fleet.agenda.Agenda.NotHereException;
import dev.pollwise.fleet.agenda.Pauses;
import dev.pollwise.fleet.sql.AccountTable;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.EventTable;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable;
import dev.pollwise.fleet.sql.LearnedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of this copy of the service work with.
 *
 * @param pauses end when this copy closes
 * @param handler null where this copy has none: outcomes are for the others
 * @param meters counts what the tasks do
 */
public record Copy(
    Database database,
    FleetClock clock,
    Pauses pauses,
    Agenda agenda,
    Waking waking,
    Executor worker,
    RandomGenerator random,
    Map<String, Account> accounts,
    JobTable jobs,
    AccountTable accountTable,
    EventTable events,
    LearnedTable learned,
    SharedLearning learning,
    List<JobEvent.Listener> listeners,
    List<SubmitEvent.Listener> submitListeners,
    @Nullable HandlerCalls handler,
    Duration retention,
    Meters meters,
    Steps steps) {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofMinutes(1);

  /** What is counted; does nothing by default. */
  public interface Meters {

    /** Counts nothing. */
    Meters NONE = new Meters() {};

    /** A row was left alone that this copy cannot read or has no account for. */
    default void leftAlone() {}

    /** The handler was told, or has thrown. */
    default void delivered(FleetOutcome outcome, boolean isTaken) {}

    /** A submit was sent; {@code isRepeat} if not for the first time. */
    default void sent(boolean isRepeat) {}

    /** A step was not written, since another copy has taken one meanwhile. */
    default void overtaken() {}

    /** A step began so much later than it was due. */
    default void late(Duration late) {}

    /** A call about a job was over: {@code seen}, or what it missed by. */
    default void polled(String result) {}

    /** How many jobs there are, by account and state, and how many ends nobody was told of. */
    default void jobs(Map<String, Map<State, Long>> counts, long untold) {}

    /** The database could not be asked, or not written, and what it says of itself. */
    default void databaseFailed(String state) {}

    /** A step of a kind could not be done. */
    default void stepFailed(String step) {}

    /** A webhook was taken, told apart, or is about no job. */
    default void webhook(String verdict) {}
  }

  /**
   * Where a test can halt the process: told of each moment, and of which job, by the fleet's id.
   */
  @FunctionalInterface
  public interface Steps {

    /** Nobody looks. */
    Steps UNWATCHED = (step, id) -> {};

    void reached(Step step, String id);
  }

  /** The moments between which a crash makes a difference. */
  public enum Step {
    /** The intent is a row, of a transaction that is not committed. */
    ASKED,
    /** It is committed, and a copy sets about sending it. */
    TAKEN,
    /** It is committed that a byte may leave; none has. */
    SENDING,
    /** The submit is under way. */
    SENT,
    /** Its answer has been read, and is not committed. */
    ANSWERED,
    /** The ids are rows, of a transaction that is not committed. */
    ACCEPTING,
    /** The ids are committed. */
    ACCEPTED,
    /** A call about a job begins. */
    ASKING,
    /** Its answer has been read, and is not committed. */
    LOOKED,
    /** The outcome is committed, nobody was told. */
    OVER,
    /** The handler has returned, its transaction is not committed. */
    HANDLED,
    /** Its transaction is committed. */
    TOLD
  }

  /** What a decision about a wait has to know that is not part of the wait. */
  Surroundings around(
      Account account, String id, JobTraits traits, Instant begun, Duration elapsed, boolean news) {
    return new Surroundings(
        elapsed,
        clock.instant(),
        chance(),
        learning.outlook(id, account.server(), traits, Rows.expectation(traits, account)),
        news ? 0 : learning.announced(), // it comes once
        Duration.between(Instant.EPOCH, begun),
        account.calls().isShared(),
        account.calls().calls());
  }

  double chance() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  /** Brings events to the listeners, in order; one that throws keeps nothing from the others. */
  void publish(List<JobEvent> events) {
    events.forEach(event -> listeners.forEach(listener -> guarded(() -> listener.onEvent(event))));
  }

  /** As {@link #publish(List)}, of a submit. */
  void publish(SubmitEvent event) {
    submitListeners.forEach(listener -> guarded(() -> listener.onEvent(event)));
  }

  private static void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException thrown) {
      LOG.log(System.Logger.Level.WARNING, "a listener threw", thrown);
    }
  }

  /**
   * A row that this copy cannot do anything with: another version or another copy may, and soon.
   * The longer nobody could, the less often it is looked at.
   *
   * @param due since when it waits, in microseconds since 1970
   */
  NotHereException leftAlone(String id, long due, String why) {
    meters.leftAlone();
    Duration share = Duration.between(FleetClock.micros(due), clock.instant()).dividedBy(4);
    Duration delay =
        share.compareTo(SOONEST) < 0 ? SOONEST : share.compareTo(LATEST) > 0 ? LATEST : share;
    LOG.log(
        share.compareTo(SOONEST) < 0 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "job {0} is left alone: {1}",
        id,
        why);
    return new NotHereException(clock.instant().plus(delay));
  }

  /** The jobs that have waited longest for room at the server may be submitted. */
  void wakeForRoom(List<String> ids) {
    ids.forEach(id -> waking.wake(Agenda.Task.SUBMIT, id));
  }
}
