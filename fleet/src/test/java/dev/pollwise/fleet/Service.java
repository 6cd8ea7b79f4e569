package dev.pollwise.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A service in some copies, all in this JVM, on one database, before one simulated server. */
final class Service implements AutoCloseable {

  static final URI VIDEO = URI.create("https://example.com/video.mp4");
  static final TranslationRequest SPANISH = TranslationRequest.of(VIDEO, "Spanish (Spain)");

  /** Asks five times a second. */
  static final PollingPolicy QUICK =
      PollingPolicy.defaults()
          .withPacing(new Pacing.Fixed(Duration.ofMillis(200)))
          .withJitter(PollingPolicy.Jitter.none());

  /** Asks when it is told to. */
  static final PollingPolicy SLEEPY =
      QUICK.withPacing(new Pacing.Fixed(Duration.ofHours(2))).withDeadline(Duration.ofDays(1));

  final DataSource source;
  final SimulatorServer simulator;
  private final List<Fleet> copies = new ArrayList<>();
  private final Map<String, List<FleetOutcome>> told = new ConcurrentHashMap<>();

  Service(DataSource source, SimulatorServer simulator) {
    this.source = source;
    this.simulator = simulator;
  }

  /** Before a server whose jobs take as long as told. */
  static Service on(DataSource source, Duration jobs) {
    return on(source, Scenario.lasting(DurationLaw.fixed(jobs)));
  }

  static Service on(DataSource source, Scenario scenario) {
    return new Service(
        source, SimulatorServer.builder().port(0).scenario(scenario).build().start());
  }

  Fleet start() {
    return start(account -> account.policy(QUICK));
  }

  Fleet start(Consumer<AccountBuilder> main) {
    return start(main, fleet -> {});
  }

  /** One more copy. */
  Fleet start(Consumer<AccountBuilder> main, Consumer<FleetBuilder> more) {
    FleetBuilder builder =
        Fleet.on(source)
            .copyName("copy-" + copies.size())
            .account(
                "main",
                account -> {
                  account.server(simulator.uri()).apiKey("key");
                  main.accept(account);
                })
            .onOutcome((job, outcome, transaction) -> tell(job, outcome));
    more.accept(builder);
    Fleet fleet = builder.start();
    copies.add(fleet);
    return fleet;
  }

  void tell(FleetJob job, FleetOutcome outcome) {
    told.computeIfAbsent(job.reference(), name -> new CopyOnWriteArrayList<>()).add(outcome);
  }

  /** What was told of a reference so far. */
  List<FleetOutcome> told(String reference) {
    return told.getOrDefault(reference, List.of());
  }

  /** How often anything was told. */
  int told() {
    return told.values().stream().mapToInt(List::size).sum();
  }

  /** How a wait came out, once that was told. */
  JobOutcome outcome(String reference) {
    FleetOutcome first = first(reference);
    return first instanceof FleetOutcome.Waited(JobOutcome outcome)
        ? outcome
        : failed("told " + first);
  }

  FleetOutcome first(String reference) {
    until(() -> !told(reference).isEmpty());
    return told(reference).getFirst();
  }

  private static JobOutcome failed(String message) {
    throw new AssertionError(message);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(120, SECONDS).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** What the server was asked on a route. */
  List<JournalEntry> requests(String route) {
    return simulator.simulation().journal().entries(entry -> entry.route().equals(route), 10_000);
  }

  /** Calls about jobs, shared or alone. */
  List<JournalEntry> polls() {
    return simulator
        .simulation()
        .journal()
        .entries(entry -> entry.route().equals("get") || entry.route().equals("statuses"), 10_000);
  }

  /** How many jobs the server was paid for. */
  long paid() {
    return simulator.simulation().jobs().page(Long.MAX_VALUE, 10_000, job -> true).size();
  }

  /** Until that many jobs have ended at the server, whoever knows of it. */
  void untilOver(int jobs) {
    until(() ->
        simulator
                .simulation()
                .jobs()
                .page(
                    Long.MAX_VALUE,
                    10_000,
                    job -> job.peek(simulator.simulation().clock().now()).isOver())
                .size()
            == jobs);
  }

  /** A number out of the database. */
  long count(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  int execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Closes a copy before the others. */
  void stop(Fleet copy) {
    copies.remove(copy);
    copy.close();
  }

  @Override
  public void close() {
    copies.forEach(Fleet::close);
    if (simulator != null) {
      simulator.close();
    }
    if (source instanceof AutoCloseable pool) {
      try {
        pool.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
