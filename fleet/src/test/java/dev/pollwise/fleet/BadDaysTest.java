package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SLEEPY;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Times;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** What can go wrong around a fleet. */
@Timeout(90)
class BadDaysTest {

  private static final URI NOWHERE = URI.create("http://localhost:1");

  @TempDir Path folder;

  @Test
  void aDatabaseThatCannotBeReachedIsSaidAtTheStart() {
    try (HikariDataSource down = new HikariDataSource()) {
      down.setJdbcUrl("jdbc:postgresql://localhost:1/nothing");
      down.setInitializationFailTimeout(-1);
      down.setConnectionTimeout(250);

      assertThatThrownBy(() -> Fleet.on(down).account("main", a -> a.server(NOWHERE)).start())
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void tablesThatAreMissingOrTooOldAreRefusedWithWhatToDoAndNewerOnesAreTaken(Store store) {
    var source = store.fresh(folder);
    FleetBuilder builder = Fleet.on(source).account("main", a -> a.server(NOWHERE));
    assertThatThrownBy(builder::start)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("are missing: call Fleet.migrate(dataSource)");
    Fleet.migrate(source);
    Fleet.migrate(source);
    try (Service service = withoutServer(source)) {
      service.execute("update pollwise_schema set version = 0");
      assertThatThrownBy(builder::start).isInstanceOf(DatabaseException.class);

      service.execute("update pollwise_schema set version = 2");
      builder.start().close();

      service.execute("update pollwise_schema set oldest_program = 2");
      assertThatThrownBy(builder::start)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("this program is of version 1");
    }
  }

  @Test
  void databasesThatMayLoseWhatWasCommittedAreRefusedWithTheReason() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:fleet");
    assertThatThrownBy(() -> Fleet.migrate(h2))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("H2")
        .hasMessageContaining("a crash would lose paid jobs");
    SQLiteDataSource sloppy = new SQLiteDataSource();
    sloppy.setUrl("jdbc:sqlite:" + folder.resolve("sloppy.db"));
    assertThatThrownBy(() -> Fleet.migrate(sloppy))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("must be WAL, FULL (2)");
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneNameIsOneAccount(Store store) {
    FleetBuilder twice =
        Fleet.on(store.open(folder)).account("main", account -> account.server(NOWHERE));
    assertThatThrownBy(() -> twice.account("main", account -> account.server(NOWHERE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is one of that name already");
    twice.start().close();
    assertThatThrownBy(() ->
            Fleet.on(twice.source)
                .account("main", account -> account.server(URI.create("http://localhost:2")))
                .start())
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("there is one of that name at http://localhost:1");
  }

  @Test
  void aDatabaseThatIsRestartedInTheMiddleLosesNothing() throws Exception {
    var postgres =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            .setCleanDataDirectory(false)
            .setDataDirectory(folder.resolve("data"))
            .start();
    int port = postgres.getPort();
    HikariDataSource pool = Store.pool(postgres.getJdbcUrl("postgres", "postgres"), 8);
    pool.setConnectionTimeout(1_000);
    Fleet.migrate(pool);
    try (Service service = Service.on(pool, ofMillis(2_000))) {
      Fleet fleet = service.start();
      for (int i = 0; i < 6; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> service.requests("create").size() >= 3);
      postgres.close();
      assertThatThrownBy(() -> fleet.submit("main", "down", SPANISH))
          .isInstanceOf(DatabaseException.class);

      try (var again =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setPGStartupWait(Duration.ofMinutes(1))
              .setCleanDataDirectory(false)
              .setDataDirectory(folder.resolve("data"))
              .setPort(port)
              .start()) {
        assertThat(again.getPort()).isEqualTo(port);
        until(() -> service.told() >= 6);

        assertThat(service.paid()).isEqualTo(6);
        assertThat(fleet.jobs()).hasSize(6);
        fleet.close();
      }
    }
  }

  @Test
  void aPoolWithoutConnectionsIsWaitedOut() throws Exception {
    HikariDataSource pool = (HikariDataSource) Store.POSTGRESQL.open(folder);
    pool.setConnectionTimeout(300);
    try (Service service = Service.on(pool, ofMillis(1_000))) {
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK).webhooks(WebhookVerifier.Rules.unsigned()));
      fleet.submit("main", "order", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      FleetJob job = fleet.jobs().getFirst();
      List<Connection> taken = new ArrayList<>();
      while (taken.size() < pool.getMaximumPoolSize()) {
        try {
          taken.add(pool.getConnection());
        } catch (SQLTransientConnectionException inUse) {
          // The fleet has it for a moment.
        }
      }
      assertThatThrownBy(() -> fleet.submit("main", "other", SPANISH))
          .isInstanceOf(DatabaseException.class);
      assertThatThrownBy(() -> delivered(fleet, job)).isInstanceOf(DatabaseException.class);
      for (Connection connection : taken) {
        connection.close();
      }

      // The server delivers again what was not taken.
      assertThat(delivered(fleet, job)).isInstanceOf(WebhookVerifier.Verdict.Accepted.class);
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isOne();
    }
  }

  private static WebhookVerifier.Verdict delivered(Fleet fleet, FleetJob job) {
    String body =
        """
        {"event_id": "1", "event_type": "video_translate.success",
         "event_data": {"video_translate_id": "%s"}}
        """
            .formatted(job.jobId().orElseThrow());
    return fleet.webhook("main", Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aHandlerThatAlwaysThrowsHoldsUpNobodyAndIsCalledLessAndLessOften(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              more ->
                  more.listener(
                          event -> {
                            throw new IllegalStateException("a listener that throws");
                          })
                      .onOutcome((job, outcome, transaction) -> {
                        calls
                            .computeIfAbsent(job.reference(), r -> new AtomicInteger())
                            .incrementAndGet();
                        switch (job.reference()) {
                          case "throws" -> throw new Exception("no");
                          case "error" -> throw new AssertionError("no");
                          case "commits" -> transaction.commit();
                          case "rolls-back" -> transaction.rollback();
                          case "breaks" -> {
                            try (Statement statement = transaction.createStatement()) {
                              statement.execute("select nothing from nowhere");
                            } catch (java.sql.SQLException swallowed) {
                              if (store == Store.SQLITE) {
                                throw swallowed; // there a transaction goes on
                              }
                            }
                          }
                          case "closes" -> {
                            transaction.close();
                            service.tell(job, outcome);
                          }
                          default -> service.tell(job, outcome);
                        }
                      }));
      List<String> bad = List.of("throws", "error", "commits", "rolls-back", "breaks");
      bad.forEach(reference -> fleet.submit("main", reference, SPANISH));
      fleet.submit("main", "closes", SPANISH);
      fleet.submit("main", "good", SPANISH);

      assertThat(service.outcome("good")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("closes")).isInstanceOf(JobOutcome.Ended.class);
      until(() ->
          bad.stream()
              .allMatch(
                  reference -> calls.containsKey(reference) && calls.get(reference).get() >= 2));

      until(() -> fleet.jobs(Query.all().in(State.DELIVERED)).size() == 2);
      assertThat(service.count("select count(*) from pollwise_job where deliveries = 0")).isZero();
      for (String reference : bad) {
        FleetJob job = fleet.jobs(Query.all().named(reference)).getFirst();
        assertThat(job.state()).as(reference).isEqualTo(State.OVER);
        assertThat(job.problem()).as(reference).contains("the handler threw");
        assertThat(requireNonNull(calls.get(reference)).get()).as(reference).isLessThan(8);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void rowsOfANewerVersionAreLeftAloneAndNotDeleted(Store store) throws Exception {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet = service.start(account -> account.policy(SLEEPY));
      String wait = fleet.submit("main", "wait", SPANISH).id();
      String good = fleet.submit("main", "good", SPANISH).id();
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 2);
      service.execute(
          "update pollwise_job set wait = 'wait2' || substr(wait, 5) where id = '" + wait + "'");
      String before = text(service, wait);
      service.execute(
          "insert into pollwise_task (task_name, task_instance, execution_time, picked, version)"
              + " select 'pollwise-of-tomorrow', task_instance, execution_time, picked, version"
              + " from pollwise_task where task_instance = 'fleet'");
      service.execute(
          "insert into pollwise_learned (job, kind, server, mode, label, source_ms, traits, at)"
              + " values ('x', 'Z', 's', '', '', 0, 'tomorrow', 0),"
              + " ('y', 'E', 's', '', '', 0, 'tomorrow', 0)");
      service.untilOver(2);
      service.stop(fleet);
      Fleet restarted = service.start(account -> account.policy(SLEEPY));

      assertThat(restarted.pollNow(wait)).isTrue();
      assertThat(restarted.pollNow(good)).isTrue();

      assertThat(service.outcome("good")).isInstanceOf(JobOutcome.Ended.class);
      until(() ->
          service.count(
                  "select count(*) from pollwise_task where task_name = 'pollwise-watch' and not"
                      + " picked")
              == 1);
      assertThat(service.polls()).hasSize(1);
      assertThat(text(service, wait)).isEqualTo(before);
      assertThat(
              service.count(
                  "select count(*) from pollwise_task where task_name = 'pollwise-of-tomorrow'"))
          .isOne();
      assertThat(service.count("select count(*) from pollwise_learned where job in ('x', 'y')"))
          .isEqualTo(2);
    }
  }

  private static String text(Service service, String id) throws Exception {
    try (Connection connection = service.source.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select wait from pollwise_job where id = '" + id + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  /** The machine's clock, which is wrong. */
  private record WrongClock(Duration by) implements PollClock {
    private static final PollClock MACHINE = PollClock.system();

    @Override
    public Instant instant() {
      return MACHINE.instant().plus(by);
    }

    @Override
    public Duration steady() {
      return MACHINE.steady();
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      return MACHINE.after(delay, task);
    }
  }

  @Test
  void aCopyWhoseClockIsWrongHarmsNobody() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(1_500))) {
      service.simulator.fault(
          FaultRule.of(Fault.tooManyRequests(ofSeconds(2)))
              .onRoute("get")
              .times(new Times(new FaultRule.Occurrence.First(1), 0, Times.Per.RULE)));
      for (int minutes : List.of(90, 0, -90)) {
        service.start(
            account -> account.policy(QUICK),
            more -> more.clock(new WrongClock(ofSeconds(minutes))));
      }
      Fleet wrong =
          service.start(
              account -> account.policy(QUICK), more -> more.clock(new WrongClock(ofSeconds(90))));
      for (int i = 0; i < 6; i++) {
        wrong.submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.told() == 6);

      assertThat(service.paid()).isEqualTo(6);
      assertThat(service.requests("create")).hasSize(6);
      List<JournalEntry> polls = service.polls();
      JournalEntry refused =
          polls.stream().filter(entry -> entry.status() == 429).findFirst().orElseThrow();
      assertThat(polls)
          .noneMatch(entry ->
              entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(900)) > 0
                  && entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(1_990)) < 0);
      // Nobody was taken for dead: each step was taken once.
      assertThat(service.count("select count(*) from pollwise_job where deliveries <> 1")).isZero();
    }
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    var source = Store.SQLITE.open(folder);
    try (Service service = Service.on(new FullDisk(source), ofMillis(100))) {
      FullDisk disk = (FullDisk) service.source;
      Fleet fleet = service.start();
      fleet.submit("main", "before", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      disk.isFull = true;
      assertThatThrownBy(() ->
              fleet.submit("main", "full", SPANISH.withOption("glossary", "x".repeat(500_000))))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("full");
      disk.isFull = false;
      fleet.submit("main", "after", SPANISH);

      assertThat(service.outcome("before")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("after")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isEqualTo(2);
    }
  }

  @SuppressWarnings("NullAway") // nobody asks it for its server
  private static Service withoutServer(DataSource source) {
    return new Service(source, null);
  }
}
