package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SLEEPY;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Times;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One budget and one pause for all copies. */
class SharedBudgetTest {

  private static final int CALLS = 30;
  private static final Duration WINDOW = ofSeconds(2);

  @TempDir Path folder;

  /** Nobody shares a call: each job would be asked ten times a second. */
  @ParameterizedTest
  @EnumSource(Store.class)
  void allCopiesTogetherNeverMakeMoreCallsThanTheBudgetHasInAnyWindow(Store store) {
    try (Service service = Service.on(store.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      List<Fleet> copies = copies(service, store == Store.SQLITE ? 1 : 3);
      // Several copies ask about theirs alone: what is asked for together fails.
      service.simulator.fault(FaultRule.of(Fault.status(404)).onRoute("statuses"));
      for (int i = 0; i < 18; i++) {
        copies.get(i % copies.size()).submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.polls().size() >= 2 * CALLS);

      assertWithinBudget(service);
      long statements = service.count("select count(*) from pollwise_job where calls > 0");
      assertThat(statements).isEqualTo(18);
    }
  }

  @Test
  void sharedCallsCountAsOneEach() {
    try (Service service =
        Service.on(Store.POSTGRESQL.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      List<Fleet> copies = copies(service, 2);
      for (int i = 0; i < 60; i++) {
        copies.get(i % 2).submit("main", "order-" + i, SPANISH);
      }
      until(() -> copies.getFirst().jobs(Query.all().in(State.WATCHING)).size() == 60);

      until(() -> service.count("select count(*) from pollwise_job where calls < 2") == 0);

      assertWithinBudget(service);
      assertThat(service.polls()).hasSizeLessThan(3 * 60);
    }
  }

  private static List<Fleet> copies(Service service, int number) {
    List<Fleet> copies = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      copies.add(
          service.start(account ->
              account
                  .policy(QUICK.withPacing(new Pacing.Fixed(ofMillis(100))))
                  .callBudget(CALLS, WINDOW)));
    }
    return copies;
  }

  private static void assertWithinBudget(Service service) {
    List<Duration> at = service.polls().stream().map(JournalEntry::arrivedAt).sorted().toList();
    for (int i = 0; i + CALLS < at.size(); i++) {
      assertThat(at.get(i + CALLS).minus(at.get(i)))
          .as("from call %s at %s to call %s", i, at.get(i), i + CALLS)
          .isGreaterThan(WINDOW);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneJobIsNotStarvedByManyAndNobodySpinsWhileHeWaits(Store store) {
    try (Service service = Service.on(store.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      service.simulator.fault(FaultRule.of(Fault.status(404)).onRoute("statuses"));
      Fleet fleet = service.start(account -> account.policy(QUICK).callBudget(5, ofSeconds(1)));
      for (int i = 0; i < 12; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 12);
      String sole = fleet.submit("main", "sole", SPANISH).id();

      until(() -> service.count("select calls from pollwise_job where id = '" + sole + "'") >= 1);

      // A step for a place in the line and one for the call, for each of the jobs.
      long steps = service.count("select sum(rev) from pollwise_job");
      long calls = service.count("select sum(calls) from pollwise_job");
      assertThat(steps).isLessThan(13 * 3 + calls * 3 + 30);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aPlaceInTheLineIsKeptHoweverOftenALookIsWanted(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet =
            service.start(account -> account.policy(SLEEPY).callBudget(1, ofSeconds(3)))) {
      String first = fleet.submit("main", "first", SPANISH).id();
      String second = fleet.submit("main", "second", SPANISH).id();
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 2);
      service.untilOver(2);
      fleet.pollNow(first);
      until(() -> service.polls().size() == 1);
      String slot = "select coalesce(max(slot_at), 0) from pollwise_job";
      String rev = "select rev from pollwise_job where id = '" + second + "'";
      fleet.pollNow(second);
      until(() -> service.count(slot) > 0);
      long place = service.count(slot);

      for (int i = 0; i < 4; i++) {
        long before = service.count(rev);
        fleet.pollNow(second);
        until(() -> service.count(rev) > before);
      }

      assertThat(service.outcome("second")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.polls()).hasSize(2);
      long spacing = 3_500_000;
      assertThat(service.count("select reserved_at from pollwise_account"))
          .as("one place after the other")
          .isLessThanOrEqualTo(place + spacing + 1_000);
    }
  }

  @Test
  void aPauseThatOneCopyHearsOfSilencesAll() {
    try (Service service =
        Service.on(Store.POSTGRESQL.open(folder), Scenario.lasting(DurationLaw.stuck()))) {
      service.simulator.fault(FaultRule.of(Fault.status(404)).onRoute("statuses"));
      List<Fleet> copies = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        copies.add(service.start(account -> account.policy(QUICK)));
      }
      for (int i = 0; i < 9; i++) {
        copies.get(i % 3).submit("main", "order-" + i, SPANISH);
      }
      until(() -> service.count("select count(*) from pollwise_job where calls > 0") == 9);
      service.simulator.fault(
          FaultRule.of(Fault.tooManyRequests(ofSeconds(4)))
              .onRoute("get")
              .times(new Times(new FaultRule.Occurrence.First(1), 0, Times.Per.RULE)));
      until(() -> service.polls().stream().anyMatch(entry -> entry.status() == 429));
      until(() -> {
        List<JournalEntry> polls = service.polls();
        JournalEntry refused =
            polls.stream().filter(entry -> entry.status() == 429).findFirst().orElseThrow();
        return polls.stream()
            .anyMatch(
                entry -> entry.arrivedAt().compareTo(refused.arrivedAt().plusSeconds(4)) >= 0);
      });

      List<JournalEntry> polls = service.polls();
      JournalEntry refused =
          polls.stream().filter(entry -> entry.status() == 429).findFirst().orElseThrow();
      assertThat(polls)
          .as("all but what was on its way")
          .noneMatch(entry ->
              entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(2_500)) > 0
                  && entry.arrivedAt().compareTo(refused.arrivedAt().plusMillis(3_990)) < 0);
    }
  }
}
