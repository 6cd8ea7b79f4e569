package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SLEEPY;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Times;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong around a fleet. */
class BadDaysTest {

  @TempDir Path folder;

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

  /** PostgreSQL holds no NUL in a text, and SQLite ends what it reads at one. */
  @ParameterizedTest
  @EnumSource(Store.class)
  void charactersThatADatabaseCannotHoldAreNoReasonToStop(Store store) {
    String strange = "a\0b \ud800 c";
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      AtomicInteger calls = new AtomicInteger();
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              more ->
                  more.onOutcome((job, outcome, transaction) -> {
                    if (calls.incrementAndGet() == 1) {
                      throw new IllegalStateException(strange);
                    }
                    service.tell(job, outcome);
                  }));
      fleet.submit("main", "threw", SPANISH);
      assertThat(service.outcome("threw")).isInstanceOf(JobOutcome.Ended.class);
      service.simulator.fault(failing(400, strange).onRoute("create"));
      fleet.submit("main", "refused", SPANISH);
      assertThat(service.first("refused")).isInstanceOf(FleetOutcome.Refused.class);
      service.simulator.fault(failing(503, strange).onRoute("get"));
      fleet.submit("main", "missed", SPANISH.withTitle(strange));

      assertThat(service.outcome("missed")).isInstanceOf(JobOutcome.Ended.class);
      until(() -> fleet.jobs(Query.all().in(State.DELIVERED)).size() == 3);
      assertThat(fleet.jobs(Query.all().named("refused")).getFirst().problem())
          .matches("HTTP 400: broken: a.b . c");
      assertThat(service.paid()).isEqualTo(2);
    }
  }

  private static FaultRule failing(int status, String message) {
    return FaultRule.of(
            new Fault.StatusError(
                status, ErrorBody.usual(status, "broken", message), new Fault.RetryHint.None()))
        .times(new Times(new FaultRule.Occurrence.First(1), 0, Times.Per.RULE));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void rowsAndColumnsOfANewerVersionAreLeftAloneAndNotDeleted(Store store) throws Exception {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      for (String table : List.of("schema", "job", "account", "event", "learned", "task")) {
        service.execute(
            "alter table pollwise_%s add column tomorrow varchar(10) not null default 'new'"
                .formatted(table));
      }
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
          FaultRule.of(Fault.tooManyRequests(ofSeconds(4)))
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
              entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(2_500)) > 0
                  && entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(3_990)) < 0);
      // Nobody was taken for dead: each step was taken once.
      until(() -> service.count("select count(*) from pollwise_job where told_at is null") == 0);
      assertThat(service.count("select count(*) from pollwise_job where deliveries <> 1")).isZero();
    }
  }
}
