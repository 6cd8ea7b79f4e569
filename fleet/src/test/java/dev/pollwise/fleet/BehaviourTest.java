package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SLEEPY;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.VIDEO;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fleet does for its user, on each database. */
class BehaviourTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Store.class)
  void severalLanguagesAreSeveralJobsOfWhichEachIsTold(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = service.start()) {
      fleet.submit(
          "main", "order", TranslationRequest.of(VIDEO, "Spanish (Spain)", "French", "German"));

      until(() -> service.told("order").size() == 3);

      assertThat(service.requests("create")).hasSize(1);
      assertThat(fleet.jobs(Query.all().named("order")))
          .extracting(FleetJob::language)
          .containsExactlyInAnyOrder("Spanish (Spain)", "French", "German");
      assertThat(fleet.jobs()).extracting(job -> job.jobId().orElseThrow()).doesNotHaveDuplicates();
      assertThat(service.told("order"))
          .allSatisfy(outcome ->
              assertThat(outcome)
                  .isInstanceOfSatisfying(
                      FleetOutcome.Waited.class,
                      waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.Ended.class)));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneReferenceIsOnePaidJobHoweverOftenItIsAskedFor(Store store) throws Exception {
    try (Service service = Service.on(store.open(folder), ofMillis(300))) {
      Fleet first = service.start();
      Fleet other = store == Store.SQLITE ? first : service.start();
      CyclicBarrier together = new CyclicBarrier(2);

      CompletableFuture<FleetJob> one = asked(first, together);
      CompletableFuture<FleetJob> two = asked(other, together);
      assertThat(one.join().id()).isEqualTo(two.join().id());
      try (Connection transaction = service.source.getConnection()) {
        transaction.setAutoCommit(false);
        FleetJob again = first.submit(transaction, "main", "order", SPANISH);
        FleetJob andAgain = first.submit(transaction, "main", "order", SPANISH);
        assertThat(again.id()).isEqualTo(andAgain.id()).isEqualTo(one.join().id());
        assertThatThrownBy(() ->
                first.submit(transaction, "main", "order", TranslationRequest.of(VIDEO, "French")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("stands for another request");
        first.submit(transaction, "main", "rolled-back", SPANISH);
        transaction.rollback();
      }
      until(() -> service.told("order").size() == 1);
      service.stop(first);
      Fleet restarted = service.start();

      FleetJob known = restarted.submit("main", "order", SPANISH);

      assertThat(known.state()).isEqualTo(State.DELIVERED);
      assertThat(service.requests("create")).hasSize(1);
      assertThat(service.told()).isEqualTo(1);
      assertThat(restarted.jobs()).hasSize(1);
    }
  }

  private static CompletableFuture<FleetJob> asked(Fleet fleet, CyclicBarrier together) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        together.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return fleet.submit("main", "order", SPANISH);
    });
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatCannotBeATransactionOrARequestIsRefusedAtOnce(Store store) throws Exception {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = service.start();
        Connection connection = service.source.getConnection()) {
      assertThatThrownBy(() -> fleet.submit(connection, "main", "order", SPANISH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setAutoCommit(false)");
      assertThatThrownBy(() -> fleet.submit("other", "order", SPANISH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be one of [main]");
      assertThatThrownBy(() -> fleet.submit("main", "or\0der", SPANISH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("control character");
      assertThatThrownBy(() -> fleet.submit("main", "x".repeat(201), SPANISH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("201 characters");
      assertThatThrownBy(() -> fleet.submit("main", "order", SPANISH.withCallbackId("mine")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("callback_id");
      assertThatThrownBy(() ->
              fleet.submit("main", "order", SPANISH.withOption("glossary", "x".repeat(1_100_000))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be at most 1048576");
      assertThat(fleet.jobs()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatTheServerRefusesIsToldWithWhatTheServerCallsItsAnswer(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = service.start()) {
      fleet.submit("main", "order", TranslationRequest.of(VIDEO, "Klingon"));

      FleetOutcome.Refused refused = (FleetOutcome.Refused) service.first("order");

      String requestId = service.requests("create").getFirst().requestId();
      assertThat(refused.requestId()).isNotEmpty().isEqualTo(requestId);
      assertThat(refused.reason()).contains("400");
      assertThat(service.requests("create")).hasSize(1);
      assertThat(fleet.spend()).contains(requestId).contains("REFUSED");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void failuresTimeoutsAndLostContactAreTold(Store store) {
    Scenario failing = Scenario.lasting(DurationLaw.fixed(ofMillis(200))).withErrorProbability(1);
    try (Service service = Service.on(store.open(folder), failing);
        Fleet fleet =
            service.start(account ->
                account.policy(
                    QUICK.withDeadline(ofMillis(1_500)).withFailureBudget(ofMillis(500))))) {
      fleet.submit("main", "failed", SPANISH);
      assertThat(service.outcome("failed"))
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Failed.class));

      service.simulator.simulation().use(Scenario.lasting(DurationLaw.stuck()));
      String late = fleet.submit("main", "late", SPANISH).id();
      assertThat(service.outcome("late")).isInstanceOf(JobOutcome.TimedOut.class);
      service.simulator.fault(FaultRule.of(Fault.status(500)).onRoute("get"));
      until(() -> fleet.job(late).orElseThrow().state() == State.DELIVERED);
      assertThat(fleet.watchAgain(late)).isTrue();
      until(() -> service.told("late").size() == 2);

      assertThat(service.told("late").getLast())
          .isInstanceOfSatisfying(
              FleetOutcome.Waited.class,
              waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.GaveUp.class));
      assertThat(fleet.watchAgain(fleet.jobs(Query.all().named("failed")).getFirst().id()))
          .isFalse();
      assertThat(service.paid()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatIsWantedOfAParkedWaitIsDoneWhicheverCopyIsTold(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet one = service.start(account -> account.policy(SLEEPY));
      Fleet other = store == Store.SQLITE ? one : service.start(account -> account.policy(SLEEPY));
      List<String> ids =
          IntStream.range(0, 4)
              .mapToObj(i -> one.submit("main", "order-" + i, SPANISH).id())
              .toList();
      until(() -> one.jobs(Query.all().in(State.WATCHING)).size() == 4);
      assertThat(service.polls()).isEmpty();
      service.untilOver(4);

      assertThat(other.pollNow(ids.get(0))).isTrue();
      assertThat(other.changePolicy(ids.get(1), QUICK)).isTrue();
      assertThat(other.stopWatching(ids.get(2))).isTrue();
      assertThat(other.changePolicy(ids.get(3), SLEEPY.withDeadline(ofMillis(1)))).isTrue();

      assertThat(service.outcome("order-0")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("order-1")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("order-2")).isInstanceOf(JobOutcome.Cancelled.class);
      assertThat(service.outcome("order-3"))
          .isInstanceOfAny(JobOutcome.TimedOut.class, JobOutcome.Ended.class);
      until(() -> one.jobs(Query.all().in(State.DELIVERED)).size() == 4);
      assertThat(other.pollNow(ids.getFirst())).isFalse();
      assertThat(other.stopWatching("nobody")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatIsWantedWhileAnAnswerIsUnderWayIsDoneRightAfterIt(Store store) {
    try (Service service = Service.on(store.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      Fleet one = service.start();
      Fleet other = store == Store.SQLITE ? one : service.start();
      service.simulator.fault(
          FaultRule.of(Fault.latency(DurationLaw.fixed(ofMillis(1_500)))).onRoute("get").first(1));
      String stopped = one.submit("main", "stopped", SPANISH).id();
      until(() -> one.job(stopped).orElseThrow().state() == State.WATCHING);
      until(() ->
          service
                  .simulator
                  .simulation()
                  .jobs()
                  .page(Long.MAX_VALUE, 1, job -> true)
                  .getFirst()
                  .polls()
              == 1);

      assertThat(other.changePolicy(stopped, SLEEPY)).isTrue();
      assertThat(other.stopWatching(stopped)).isTrue();

      assertThat(service.outcome("stopped"))
          .isInstanceOfSatisfying(
              JobOutcome.Cancelled.class,
              cancelled -> assertThat(cancelled.by()).isEqualTo(JobOutcome.StoppedBy.USER));
      assertThat(service.polls()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void jobsAreFoundByWhatIsKnownOfThem(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet =
            service.start(
                account -> account.policy(QUICK),
                more ->
                    more.account(
                        "second",
                        account ->
                            account.server(service.simulator.uri()).apiKey("2").policy(SLEEPY)))) {
      fleet.submit("main", "a", SPANISH);
      fleet.submit("second", "a", SPANISH);
      until(() ->
          fleet.jobs(Query.all().in(State.DELIVERED)).size() == 1
              && fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);

      FleetJob told = fleet.jobs(Query.all().in(State.DELIVERED)).getFirst();
      assertThat(told.account()).isEqualTo("main");
      assertThat(fleet.jobs(Query.all().in(State.OVER))).containsExactly(told);
      assertThat(fleet.jobs(Query.all().named("a"))).hasSize(2);
      assertThat(fleet.jobs(Query.all().ofAccount("main").named("a"))).containsExactly(told);
      assertThat(fleet.jobs(Query.all().called(told.jobId().orElseThrow()))).containsExactly(told);
      assertThat(fleet.jobs(Query.all().called(JobId.of("other")))).isEmpty();
      assertThat(fleet.jobs(Query.all().after(fleet.jobs().getFirst().id()))).hasSize(1);
      assertThat(fleet.job(told.id())).contains(told);
      assertThat(fleet.outcome(told.id())).contains(service.first("a"));
      assertThat(fleet.job("nobody")).isEmpty();
      String[] lines = fleet.spend().split("\r\n");
      assertThat(lines).hasSize(3);
      assertThat(service.count("select count(*) from pollwise_spend")).isEqualTo(2);
      assertThat(service.count("select calls from pollwise_spend where account = 'main'"))
          .isEqualTo(service.polls().size());
      assertThat(lines[1]).startsWith("main,a,0,Spanish (Spain),OVER,20").contains("COMPLETED");
      assertThat(lines[2]).startsWith("second,a,0,Spanish (Spain),WATCHING,20");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anAccountThatThisCopyDoesNotKnowIsLeftToOthers(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet both =
          service.start(
              account -> account.policy(SLEEPY),
              more ->
                  more.account(
                      "second",
                      account ->
                          account.server(service.simulator.uri()).apiKey("2").policy(QUICK)));
      service.stop(both);
      try (Connection connection = service.source.getConnection()) {
        connection.setAutoCommit(false);
        Fleet closed = both;
        assertThat(closed.submit(connection, "second", "order", SPANISH).state())
            .isEqualTo(State.ASKED);
        connection.commit();
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
      Fleet one = service.start();
      until(() ->
          service.count(
                  "select count(*) from pollwise_task where task_instance like 'pw%' and not picked"
                      + " and version > 1")
              == 1);
      assertThat(one.jobs().getFirst().state()).isEqualTo(State.ASKED);

      service.start(
          account -> account.policy(SLEEPY),
          more ->
              more.account(
                  "second",
                  account -> account.server(service.simulator.uri()).apiKey("2").policy(QUICK)));

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
    }
  }
}
