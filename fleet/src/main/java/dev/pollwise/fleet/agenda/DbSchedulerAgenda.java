package dev.pollwise.fleet.agenda;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An {@link Agenda} kept by db-scheduler, one row for each thing to do. Safe for any thread. */
public final class DbSchedulerAgenda implements Agenda {

  private static final String TABLE = "pollwise_task";

  private static final String INSERT =
      "insert into "
          + TABLE
          + " (task_name, task_instance, execution_time, picked, version) values (?, ?, ?, ?, 1) on"
          + " conflict (task_name, task_instance) do nothing";

  private static final String AHEAD =
      "select execution_time from "
          + TABLE
          + " where picked = ? and execution_time > ? and execution_time <= ? order by"
          + " execution_time limit ?";

  /**
   * A copy whose heart has not beaten for four times as long is taken for dead, which is looked for
   * every two beats: 21 s after its death at the latest.
   */
  public static final Duration HEARTBEAT = Duration.ofMillis(3_500);

  /** Finds what is overdue, since whoever had planned it is gone. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  private static final Duration AFTER_COMMIT = Duration.ofMillis(60);

  private static final Duration NEVER = Duration.ofDays(36_500);

  /** What is broken is tried again after a while, and after twice as long each time. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private static final int MOST_DOUBLINGS = 7;

  /** Who has more to do than that looks all the time anyway. */
  private static final int MOST_AHEAD = 2_000;

  /** Moments so close to each other are looked at together: that shares statements and calls. */
  private static final long TOGETHER_MILLIS = 50;

  /** What somebody waits for is not late for the sake of company. */
  private static final long AT_ONCE_MILLIS = 5;

  /** What is under way may bring ids that cost money. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration AFTER_FAREWELL = Duration.ofMillis(200);

  private final PollClock clock;
  private final Database database;
  private final JdbcCustomization customization;
  private final Rescheduling rescheduling;
  private final String copy;
  private final int atOnce;
  private final Duration heartbeat;
  private final Set<Long> expected = ConcurrentHashMap.newKeySet();
  private final Pauses pauses;
  private volatile @Nullable Scheduler scheduler;

  /**
   * An agenda, not yet started.
   *
   * @param clock the same for all copies, as well as that is known
   * @param copy what this copy is called in the table
   * @param atOnce how many things are done at the same time by this copy
   * @param heartbeat from beat to beat
   */
  public DbSchedulerAgenda(
      Database database, PollClock clock, String copy, int atOnce, Duration heartbeat) {
    this.database = requireNonNull(database, "database");
    this.clock = requireNonNull(clock, "clock");
    this.pauses = new Pauses(clock);
    this.customization =
        switch (database.dialect()) {
          case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
          case SQLITE -> new SqliteJdbcCustomization();
        };
    this.rescheduling = new Rescheduling(database, customization, clock);
    this.copy = requireNonNull(copy, "copy");
    this.atOnce = atOnce;
    this.heartbeat = requireNonNull(heartbeat, "heartbeat");
  }

  @Override
  public void start(Handler handler) {
    requireNonNull(handler, "handler");
    Clock time = clock::instant;
    List<CustomTask<Void>> tasks =
        Arrays.stream(Task.values()).map(task -> task(task, handler)).toList();
    SchedulerBuilder builder =
        Scheduler.create(database.source(), List.copyOf(tasks))
            .tableName(TABLE)
            .jdbcCustomization(customization)
            .schedulerName(new SchedulerName.Fixed(copy))
            .clock(time)
            .threads(atOnce)
            .executorService(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual()
                        .uncaughtExceptionHandler(
                            (thread, thrown) -> handler.failed(DatabaseException.in(thrown)))
                        .factory()))
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onSchedulerEvent(SchedulerEventType type) {
                    if (type == SchedulerEventType.UNEXPECTED_ERROR) {
                      handler.failed(Optional.empty());
                    }
                  }
                })
            .heartbeatInterval(heartbeat)
            .missedHeartbeatsLimit(4)
            .pollingInterval(ROUND)
            .deleteUnresolvedAfter(NEVER) // rows of a newer version are left alone
            .shutdownMaxWait(AFTER_FAREWELL)
            .commitWhenAutocommitDisabled(true)
            .failureLogging(LogLevel.OFF, false); // the handler has said it
    Scheduler made =
        (switch (database.dialect()) {
              case POSTGRESQL -> builder.pollUsingLockAndFetch(0.5, 1.0);
              case SQLITE -> builder.pollUsingFetch(0.5, 1.0);
            })
            .build();
    scheduler = made;
    made.start();
  }

  private CustomTask<Void> task(Task task, Handler handler) {
    return Tasks.custom(TaskDescriptor.of(name(task)))
        .onDeadExecutionRevive()
        .onFailure((complete, operations) -> {
          Instant due = clock.instant().plus(afterFailure(complete));
          patiently(() -> operations.reschedule(complete, due));
        })
        .execute((instance, context) -> {
          Optional<Instant> next;
          try {
            next = handler.run(task, instance.getId());
          } catch (NotHereException elsewhere) {
            return again(elsewhere.due());
          }
          next.ifPresent(this::expect);
          return next.map(this::again)
              .orElseGet(() -> (complete, operations) -> patiently(operations::remove));
        });
  }

  private CompletionHandler<Void> again(Instant due) {
    return (complete, operations) -> patiently(() -> rescheduling.reschedule(complete, due));
  }

  /**
   * Frees what was done: what a database that is away cannot free now would stay taken until this
   * copy, which lives, is taken for dead.
   */
  private void patiently(Runnable freeing) {
    while (true) {
      try {
        freeing.run();
        return;
      } catch (RuntimeException failed) {
        Optional<DatabaseException> said = DatabaseException.in(failed);
        if (said.isEmpty() || said.get().isRefusal() || !pauses.pause(ROUND)) {
          throw failed;
        }
      }
    }
  }

  private static Duration afterFailure(ExecutionComplete failed) {
    int before = Math.min(failed.getExecution().consecutiveFailures, MOST_DOUBLINGS);
    return AFTER_FAILURE.multipliedBy(1L << before);
  }

  private static String name(Task task) {
    return "pollwise-" + task.name().toLowerCase(Locale.ROOT);
  }

  /** The engine's own way fails the caller's transaction where another copy adds the same. */
  @Override
  public void add(Connection transaction, Task task, String id, Instant due) throws SQLException {
    try (PreparedStatement insert = transaction.prepareStatement(INSERT)) {
      insert.setString(1, name(task));
      insert.setString(2, id);
      customization.setInstant(insert, 3, due);
      insert.setBoolean(4, false);
      insert.executeUpdate();
    }
    expect(due);
    expect(due.plus(AFTER_COMMIT)); // nobody sees it before the caller has committed
  }

  @Override
  public boolean move(Task task, String id, Instant due) {
    Scheduler running = scheduler;
    SchedulerClient client =
        running != null
            ? running
            : SchedulerClient.Builder.create(database.source())
                .tableName(TABLE)
                .jdbcCustomization(customization)
                .build();
    try {
      boolean moved = client.reschedule(TaskInstanceId.of(name(task), id), due);
      expect(due);
      return moved;
    } catch (TaskInstanceCurrentlyExecutingException busy) {
      return false;
    } catch (TaskInstanceNotFoundException gone) {
      client.scheduleIfNotExists(new TaskInstance<>(name(task), id), due);
      expect(due);
      return true;
    } catch (TaskInstanceException raced) {
      return false; // somebody moved it at the same moment
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls it off
  public void expect(Instant due) {
    Duration left = Duration.between(clock.instant(), due);
    Duration delay = left.isNegative() ? Duration.ZERO : left;
    if (delay.compareTo(Duration.ofHours(1)) > 0) {
      return; // rounds are often enough by then
    }
    long grid = delay.isZero() ? AT_ONCE_MILLIS : TOGETHER_MILLIS;
    long moment = Math.ceilDiv(clock.steady().plus(delay).toMillis(), grid) * grid;
    if (expected.add(moment)) {
      Duration until = Duration.ofMillis(moment).minus(clock.steady());
      clock.after(until.isNegative() ? Duration.ZERO : until, () -> look(moment));
    }
  }

  @Override
  public void lookAhead(Duration length) {
    Instant now = clock.instant();
    try (Connection connection = database.source().getConnection();
        PreparedStatement select = connection.prepareStatement(AHEAD)) {
      select.setBoolean(1, false);
      customization.setInstant(select, 2, now);
      customization.setInstant(select, 3, now.plus(length));
      select.setInt(4, MOST_AHEAD);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          expect(customization.getInstant(rows, "execution_time"));
        }
      }
    } catch (SQLException failed) {
      throw new DatabaseException(failed.getMessage(), failed);
    }
  }

  private void look(long moment) {
    expected.remove(moment);
    Scheduler running = scheduler;
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }

  @Override
  public void close() {
    Scheduler running = scheduler;
    scheduler = null;
    if (running != null) {
      running.pause();
      pauses.end();
      Duration limit = clock.steady().plus(FAREWELL);
      Pauses farewell = new Pauses(clock);
      while (!running.getCurrentlyExecuting().isEmpty() && clock.steady().compareTo(limit) < 0) {
        farewell.pause(LOOK);
      }
      List<CurrentlyExecuting> left = running.getCurrentlyExecuting();
      running.stop();
      left.forEach(one -> handOver(one.getExecution()));
    }
  }

  /** What was not heard out is another copy's now; if it is over by itself, nothing changes. */
  private void handOver(Execution left) {
    Instant now = clock.instant();
    try {
      rescheduling.reschedule(ExecutionComplete.success(left, now, now), now);
    } catch (DatabaseException unreachable) {
      // Another copy takes this one for dead, and goes on a little later.
    }
  }
}
