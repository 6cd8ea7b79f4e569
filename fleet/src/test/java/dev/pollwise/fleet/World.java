package dev.pollwise.fleet;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.fleet.agenda.DbSchedulerAgenda;
import dev.pollwise.fleet.task.Copy.Steps;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A database, a server that can be asked what was paid, and the copies of a shop between them. */
final class World implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final DataSource source;
  private final SimulatorServer simulator;
  private final List<Job> paid = new CopyOnWriteArrayList<>();
  private final List<Runnable> copies = new CopyOnWriteArrayList<>();
  private Setup setup;

  /** Jobs that take so long, at a server without faults. */
  World(Store store, Path folder, Duration length) {
    this(store, folder, DurationLaw.fixed(length), 1, List.of());
  }

  World(Store store, Path folder, DurationLaw length, long seed, List<FaultRule> faults) {
    this.source = store.fresh(folder);
    Shop.prepare(source);
    SimulatorServer.Builder builder =
        SimulatorServer.builder().port(0).seed(seed).scenario(Scenario.lasting(length));
    for (FaultRule fault : faults) {
      builder.fault(fault);
    }
    this.simulator = builder.build();
    simulator.simulation().onCreated(paid::add);
    simulator.start();
    this.setup = Setup.of(Store.url(source), simulator.uri());
  }

  World with(UnaryOperator<Setup> change) {
    setup = change.apply(setup);
    return this;
  }

  SimulatorServer simulator() {
    return simulator;
  }

  Setup setup() {
    return setup;
  }

  List<Job> jobs() {
    return List.copyOf(paid);
  }

  /** A copy as a process; its heart may beat slowly, however long an order is held. */
  ShopProcess doomed() {
    Setup slow = setup.named("doomed").beating(DbSchedulerAgenda.HEARTBEAT);
    ShopProcess copy = ShopProcess.start(slow);
    copies.add(copy::close);
    return copy;
  }

  /** A copy in this process that soon takes others for dead. */
  Shop another() {
    return another(Duration.ofMillis(150));
  }

  /** A copy in this process that takes others for dead after four such beats. */
  Shop another(Duration heartbeat) {
    Setup quick = setup.named("another").beating(heartbeat);
    Shop copy = new Shop(quick, source, Steps.UNWATCHED, event -> {});
    copies.add(copy::close);
    return copy;
  }

  /** What the server was paid for, by its ids. */
  List<String> paid() {
    return paid.stream().map(Job::id).sorted().toList();
  }

  void untilPaid(int jobs) {
    await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> paid.size() >= jobs);
  }

  /** The ids that it was paid for, of an order. */
  List<String> paid(String reference) {
    List<String> marks =
        rows("select callback_id from pollwise_job where reference = '" + reference + "'");
    return paid.stream()
        .filter(job -> marks.contains(job.spec().callbackId()))
        .map(Job::id)
        .sorted()
        .toList();
  }

  /** What the rows of an order have in a column. */
  List<String> column(String name, String reference) {
    return rows(
        "select "
            + name
            + " from pollwise_job where reference = '"
            + reference
            + "' order by remote_id");
  }

  /** Waits until so many ends were told and committed. */
  void untilTold(int ends) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .until(() -> rows("select outcome from tellings").size() >= ends);
  }

  /** The outcomes of an order that were told and committed. */
  List<String> told(String reference) {
    return rows(
        "select outcome from tellings where reference = '" + reference + "' order by outcome");
  }

  /** The first column. */
  List<String> rows(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(String.valueOf(result.getString(1)));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void change(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    copies.forEach(Runnable::run);
    simulator.close();
    if (source instanceof HikariDataSource pool) {
      pool.close();
    }
  }
}
