package dev.pollwise.fleet;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.fleet.agenda.Agenda;
import dev.pollwise.fleet.agenda.Agenda.NotHereException;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.fleet.agenda.Pauses;
import dev.pollwise.fleet.sql.AccountTable;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.fleet.sql.EventTable;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.task.Account;
import dev.pollwise.fleet.task.Copy;
import dev.pollwise.fleet.task.Delivering;
import dev.pollwise.fleet.task.Failures;
import dev.pollwise.fleet.task.FleetClock;
import dev.pollwise.fleet.task.SharedLearning;
import dev.pollwise.fleet.task.Submitting;
import dev.pollwise.fleet.task.Tidying;
import dev.pollwise.fleet.task.Waking;
import dev.pollwise.fleet.task.Watching;
import dev.pollwise.fleet.task.Webhooks;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts a copy together, starts it, keeps it up to date, ends it. */
final class Engine implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Until the next round, which may be late. */
  private static final Duration AHEAD = Duration.ofMillis(1_500);

  private static final Duration FIRST_DELAY = Duration.ofMillis(250);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LAST_ROUND = Duration.ofSeconds(1);
  private static final int ROUNDS_PER_COUNT = 5;
  private static final int ROUNDS_PER_ADJUST = 60;

  private final Copy copy;
  private final Agenda agenda;
  private final Submitting submitting;
  private final Watching watching;
  private final Delivering delivering;
  private final Tidying tidying;
  private final Webhooks webhooks;
  private final Failures failures;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final Thread atExit = new Thread(this::close, "pollwise-fleet-exit");
  private final Thread keeper =
      Thread.ofVirtual().name("pollwise-fleet-keeper").unstarted(this::keep);

  /** Known to the keeper alone. */
  private boolean isDown;

  Engine(FleetBuilder builder, Database database) {
    FleetClock clock = new FleetClock(builder.clock, database);
    Executor worker = ServerContext.virtualThreads();
    String name =
        builder.copy.isEmpty() ? ManagementFactory.getRuntimeMXBean().getName() : builder.copy;
    this.agenda =
        new DbSchedulerAgenda(database, clock, shortened(name), builder.atOnce, builder.heartbeat);
    AccountTable accountTable = new AccountTable(database);
    LearnedTable learned = new LearnedTable(database);
    Map<String, Account> accounts = new LinkedHashMap<>();
    builder.accounts.forEach((id, settings) -> accountTable.open(id, Account.address(settings)));
    builder.accounts.forEach((id, settings) -> {
      Account account =
          new Account(
              settings, clock, accountTable, new SplittableRandom(builder.random.nextLong()));
      accounts.put(id, account);
    });
    JobTable jobs = new JobTable(database);
    this.copy =
        new Copy(
            database,
            clock,
            new Pauses(clock),
            agenda,
            new Waking(agenda, jobs, clock, worker),
            worker,
            builder.random,
            Map.copyOf(accounts),
            jobs,
            accountTable,
            new EventTable(database),
            learned,
            new SharedLearning(learned),
            List.copyOf(builder.listeners),
            List.copyOf(builder.submitListeners),
            builder.handlerCalls(clock),
            builder.retention,
            builder.meters(),
            builder.steps);
    this.submitting = new Submitting(copy);
    this.watching = new Watching(copy);
    this.delivering = new Delivering(copy);
    this.tidying = new Tidying(copy);
    this.webhooks = new Webhooks(copy);
    this.failures = new Failures(copy);
    refresh(0);
    database.inTransaction(transaction -> {
      agenda.add(transaction, Task.TIDY, Tidying.ID, clock.instant());
      return true;
    });
  }

  /**
   * Begins what is due.
   *
   * @throws IllegalStateException if it has begun before, or is closed
   */
  void start() {
    synchronized (isClosed) {
      if (isClosed.get() || hasBegun()) {
        throw new IllegalStateException(
            "a fleet that " + (isClosed.get() ? "is closed" : "has begun") + ": must be made anew");
      }
      agenda.start(
          new Agenda.Handler() {
            @Override
            public Optional<Instant> run(Task task, String id) {
              return Engine.this.run(task, id);
            }

            @Override
            public void failed(Optional<DatabaseException> failure) {
              failures.engineWaits(failure);
            }
          });
      keeper.start();
    }
  }

  private boolean hasBegun() {
    return keeper.getState() != Thread.State.NEW;
  }

  /** From now on the end of the process is the end of this copy. */
  void closeAtExit() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private static String shortened(String name) {
    return name.length() <= 50 ? name : name.substring(name.length() - 50);
  }

  Copy copy() {
    return copy;
  }

  Agenda agenda() {
    return agenda;
  }

  /**
   * A database that fails for a moment is waited for, or else the engine would give the step up.
   */
  private Optional<Instant> run(Task task, String id) {
    Duration delay = FIRST_DELAY;
    while (true) {
      try {
        return once(task, id);
      } catch (DatabaseException failed) {
        if (failed.isRefusal()) {
          failures.failed(task, id, failed);
          throw failed;
        }
        failures.waits(task, id, failed);
        if (delay.compareTo(LONGEST_DELAY) > 0 || !copy.pauses().pause(delay)) {
          throw new NotHereException(copy.clock().instant().plus(AFTER_FAILURE));
        }
        delay = delay.multipliedBy(2);
      } catch (NotHereException elsewhere) {
        throw elsewhere;
      } catch (RuntimeException | Error broken) {
        failures.failed(task, id, broken);
        throw broken;
      }
    }
  }

  private Optional<Instant> once(Task task, String id) {
    return switch (task) {
      case SUBMIT -> submitting.run(id);
      case WATCH -> watching.run(id);
      case DELIVER -> delivering.run(id);
      case TIDY -> tidying.run();
    };
  }

  private void keep() {
    for (int round = 1; copy.pauses().pause(ROUND); round++) {
      try {
        refresh(round);
        if (isDown) {
          isDown = false;
          LOG.log(System.Logger.Level.INFO, "the database of the fleet is back");
        }
      } catch (RuntimeException failed) {
        LOG.log(
            isDown ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
            "the database of the fleet fails, and is tried again each second",
            failed);
        isDown = true;
        copy.meters().databaseFailed(failed instanceof DatabaseException said ? said.state() : "");
      }
    }
  }

  private void refresh(int round) {
    Map<String, Expectation> expected = new HashMap<>();
    copy.accounts()
        .values()
        .forEach(account -> expected.put(account.server(), account.settings().expectation()));
    if (round % ROUNDS_PER_ADJUST == ROUNDS_PER_ADJUST - 1) {
      copy.clock().adjust();
    }
    agenda.lookAhead(AHEAD);
    copy.learning().refresh(expected);
    if (round % ROUNDS_PER_COUNT == 0) {
      Map<String, Map<State, Long>> counts = copy.jobs().counts();
      copy.accounts()
          .forEach((name, account) ->
              account.watched(
                  Math.toIntExact(
                      Math.min(
                          Integer.MAX_VALUE,
                          counts.getOrDefault(name, Map.of()).getOrDefault(State.WATCHING, 0L)))));
      copy.meters().jobs(counts, copy.jobs().untold());
    }
  }

  /** A wait is due now; where it is asked about just now, right after that. */
  void wake(String id) {
    copy.waking().wake(Task.WATCH, id);
  }

  Verdict webhook(Account account, Map<String, List<String>> headers, byte[] body) {
    return webhooks.receive(account, headers, body);
  }

  boolean watchAgain(Connection transaction, String id) throws SQLException {
    return watching.again(transaction, id);
  }

  boolean adopt(String id, List<JobId> ids) {
    return submitting.adopt(id, ids);
  }

  boolean writeOff(String id, String reason) {
    return submitting.writeOff(id, reason);
  }

  String spend() {
    return Spend.csv(copy.database());
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // The process ends at this moment, and the hook finds that all is done.
    }
  }

  private boolean isFirstToClose() {
    synchronized (isClosed) {
      return isClosed.compareAndSet(false, true);
    }
  }

  @Override
  public void close() {
    if (isFirstToClose()) {
      copy.pauses().end();
      watching.close();
      copy.waking().close();
      agenda.close();
      try {
        if (hasBegun()) {
          keeper.join(LAST_ROUND);
        }
      } catch (InterruptedException urged) {
        Thread.currentThread().interrupt();
      }
      copy.accounts().values().forEach(Account::close);
      if (!Thread.currentThread().equals(atExit)) {
        forgetExit();
      }
    }
  }
}
