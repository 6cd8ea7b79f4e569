package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.Schema;
import dev.pollwise.fleet.task.Account;
import dev.pollwise.fleet.task.Copy.Meters;
import dev.pollwise.fleet.task.Copy.Steps;
import dev.pollwise.fleet.task.HandlerCalls;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link Fleet}. Not safe for concurrent use. */
public final class FleetBuilder {

  private static final Duration USUAL_RETENTION = Duration.ofDays(400);
  private static final Duration USUAL_NETWORK_TIMEOUT = Duration.ofMinutes(1);
  private static final int USUAL_CALLS_AT_ONCE = 200;
  private static final int USUAL_HANDLERS_AT_ONCE = 4;
  private static final int MOST_HANDLERS_AT_ONCE = 1_000;
  private static final Duration USUAL_HANDLER_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  final DataSource source;
  final Map<String, Account.Settings> accounts = new LinkedHashMap<>();
  final List<JobEvent.Listener> listeners = new ArrayList<>();
  final List<SubmitEvent.Listener> submitListeners = new ArrayList<>();
  @Nullable MeterRegistry registry;
  Duration retention = USUAL_RETENTION;
  int atOnce = USUAL_CALLS_AT_ONCE;
  String copy = "";
  PollClock clock = PollClock.system();
  RandomGenerator random = RandomGenerator.getDefault();
  Steps steps = Steps.UNWATCHED;
  Duration heartbeat = DbSchedulerAgenda.HEARTBEAT;
  private Duration networkTimeout = USUAL_NETWORK_TIMEOUT;
  private @Nullable OutcomeHandler handler;
  private int handlersAtOnce = USUAL_HANDLERS_AT_ONCE;
  private Duration handlerTimeout = USUAL_HANDLER_TIMEOUT;
  private Supplier<Optional<Connection>> current = Optional::empty;
  private boolean isMigrating;

  FleetBuilder(DataSource source) {
    this.source = source;
  }

  /**
   * Adds an account: a key at a server, under a name that is the same in all copies.
   *
   * @param name 1 to 100 characters
   * @param settings says where it is and how it is asked
   * @throws IllegalArgumentException if there is one of that name
   */
  public FleetBuilder account(String name, Consumer<AccountBuilder> settings) {
    Intent.requireName(name);
    AccountBuilder builder = new AccountBuilder(name);
    settings.accept(builder);
    if (accounts.putIfAbsent(name, builder.build()) != null) {
      throw new IllegalArgumentException("account " + name + ": there is one of that name already");
    }
    return this;
  }

  /**
   * Who hears how each job came out. A copy without one, the default, leaves that to copies that
   * have one: where nobody is to hear, give one that does nothing.
   */
  public FleetBuilder onOutcome(OutcomeHandler handler) {
    this.handler = requireNonNull(handler, "handler");
    return this;
  }

  /**
   * How many calls of the handler there are at the same time in this copy, 1 to 1,000; default 4.
   * Each holds a connection meanwhile: leave the pool some for everything else.
   */
  public FleetBuilder handlersAtOnce(int most) {
    if (most < 1 || most > MOST_HANDLERS_AT_ONCE) {
      throw new IllegalArgumentException("handlersAtOnce " + most + ": must be 1 to 1,000");
    }
    this.handlersAtOnce = most;
    return this;
  }

  /**
   * How long a call of the handler may take before its thread is interrupted; 1 s to 1 day, default
   * 10 min. One that throws then is called again later, as one that has thrown by itself.
   */
  public FleetBuilder handlerTimeout(Duration longest) {
    this.handlerTimeout = timeout("handlerTimeout", longest);
    return this;
  }

  /**
   * Adds a listener that hears what this copy does, as a client's listeners do; must not block. It
   * hears of a step when that is committed, and at most once.
   */
  public FleetBuilder listener(JobEvent.Listener listener) {
    listeners.add(requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a listener that hears of the submits that this copy sends, as a client's do; must not
   * block. One whose fate is unknown may be accepted yet, when its jobs are found in the server's
   * list. For a book of all that was paid see {@link Fleet#spend()}.
   */
  public FleetBuilder submitListener(SubmitEvent.Listener listener) {
    submitListeners.add(requireNonNull(listener, "listener"));
    return this;
  }

  /** Where meters go, see {@code docs/fleet.md}; default nowhere. Needs Micrometer. */
  public FleetBuilder meters(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    return this;
  }

  /** How long jobs are kept that are over and told, and with them their spend; default 400 days. */
  public FleetBuilder retention(Duration retention) {
    if (retention.compareTo(Duration.ofDays(2)) < 0) {
      throw new IllegalArgumentException(
          "retention " + retention + ": must be at least 2 days, or a key may be paid for again");
    }
    this.retention = retention;
    return this;
  }

  /** How many things this copy does at the same time, 1 to 10,000; default 200. */
  public FleetBuilder atOnce(int most) {
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException("atOnce " + most + ": must be 1 to 10,000");
    }
    this.atOnce = most;
    return this;
  }

  /**
   * How long PostgreSQL may leave a statement of the fleet, or of a handler in its transaction,
   * without any answer before the connection counts as cut and the statement as failed; 1 s to 1
   * day, default 1 min.
   */
  public FleetBuilder networkTimeout(Duration longest) {
    this.networkTimeout = timeout("networkTimeout", longest);
    return this;
  }

  private static Duration timeout(String name, Duration value) {
    if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(name + " " + value + ": must be from 1 s to 1 day");
    }
    return value;
  }

  /** What this copy is called in the database; default host and process id. */
  public FleetBuilder copyName(String name) {
    Intent.requireShort("copyName", name, 50);
    this.copy = name;
    return this;
  }

  /** Time; default the machine's. Across copies the clock of the database counts. */
  public FleetBuilder clock(PollClock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /** Chance, for jitter and backoff; must not be used elsewhere. */
  public FleetBuilder random(RandomGenerator random) {
    this.random = requireNonNull(random, "random");
    return this;
  }

  /**
   * Where the transaction is found that is under way on a thread, for a framework that keeps it
   * there: {@link Fleet#submit(String, String, dev.pollwise.client.TranslationRequest)} and {@link
   * Fleet#watchAgain(String)} write in it. Default nowhere, so that each has its own.
   *
   * @param current of the database of this fleet, empty if there is none; asked on the thread of
   *     the caller
   */
  public FleetBuilder joining(Supplier<Optional<Connection>> current) {
    this.current = requireNonNull(current, "current");
    return this;
  }

  FleetBuilder migrating() {
    isMigrating = true;
    return this;
  }

  /** For tests: with a short one a copy is taken for dead soon. */
  FleetBuilder heartbeat(Duration interval) {
    this.heartbeat = interval;
    return this;
  }

  FleetBuilder steps(Steps steps) {
    this.steps = requireNonNull(steps, "steps");
    return this;
  }

  /**
   * Begins: from now on this copy does what is due, until it is closed or the process ends.
   *
   * @throws Database.DatabaseException if the database cannot be reached, is none that a fleet can
   *     be kept in, or its tables are missing or too old
   */
  public Fleet start() {
    Fleet fleet = build();
    fleet.closeAtExit();
    fleet.start();
    return fleet;
  }

  /**
   * As {@link #start()}, at rest: it takes what is submitted, and does what is due after {@link
   * Fleet#start()}. For a framework that has an order of its own in which things begin and end: the
   * end of the process does not close such a fleet.
   *
   * @throws Database.DatabaseException as {@link #start()}
   */
  public Fleet build() {
    if (accounts.isEmpty()) {
      throw new IllegalStateException("accounts []: there must be at least one");
    }
    Database database = Database.of(source);
    if (isMigrating) {
      Schema.migrate(database);
    }
    Schema.check(database);
    return new Fleet(new Engine(this, database.withNetworkTimeout(networkTimeout)), current);
  }

  /** Half of the steps may be about outcomes, or a crowd of these would hold up all others. */
  @Nullable HandlerCalls handlerCalls(PollClock time) {
    return handler == null
        ? null
        : new HandlerCalls(handler, handlersAtOnce, Math.max(1, atOnce / 2), handlerTimeout, time);
  }

  Meters meters() {
    return registry == null ? Meters.NONE : new FleetMeters(registry);
  }
}
