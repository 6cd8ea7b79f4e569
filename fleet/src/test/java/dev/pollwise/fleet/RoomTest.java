package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.ConcurrencyLimit;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that has room for a few jobs only, or asks for pauses. */
class RoomTest {

  @TempDir Path folder;

  /** Two jobs at a time; says nothing of when there will be room. */
  private static final Scenario TWO = full(Scenario.lasting(DurationLaw.fixed(ofSeconds(1))), 2);

  private static Scenario full(Scenario scenario, int jobs) {
    ConcurrencyLimit limit =
        new ConcurrencyLimit(
            jobs, new Fault.StatusError(429, ErrorBody.usual(), new Fault.RetryHint.None()), false);
    return new Scenario(
        scenario.name(),
        scenario.description(),
        scenario.plans(),
        scenario.proofreads(),
        limit,
        scenario.requestLimits(),
        scenario.faults(),
        scenario.webhooks());
  }

  /** Whether it has heard that there is no room. */
  private static boolean isRefused(Fleet fleet) {
    return fleet.jobs(Query.all().in(State.ASKED)).stream()
        .anyMatch(job -> !job.problem().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void submitsWithoutRoomWaitForEndsOfOurOwnInTheOrderOfAsking(Store store) {
    try (Service service = Service.on(store.open(folder), TWO)) {
      Fleet one = service.start();
      if (store == Store.POSTGRESQL) {
        service.start();
      }
      SimulatedClock clock = service.simulator.simulation().clock();
      clock.freeze(true);
      for (int i = 0; i < 8; i++) {
        one.submit("main", "order-" + i, SPANISH.withTitle("title-" + i));
        if (i == 1) {
          until(() -> one.jobs(Query.all().in(State.WATCHING)).size() == 2);
        }
      }
      // Before the first two end, whoever was under way has heard that there is no room.
      until(() -> one.jobs(Query.all().in(State.ASKED)).size() == 6 && isRefused(one));
      for (int ended = 2; ended <= 8; ended += 2) {
        clock.advance(ofSeconds(1));
        int told = ended;
        int running = Math.min(2, 8 - told);
        until(() ->
            service.told() == told && one.jobs(Query.all().in(State.WATCHING)).size() == running);
      }

      List<String> order =
          service.simulator.simulation().jobs().page(Long.MAX_VALUE, 100, job -> true).stream()
              .map(job -> job.title())
              .toList()
              .reversed();
      for (int i = 2; i < 8; i++) {
        // Two go at once, whichever is first.
        assertThat(order.indexOf("title-" + i)).isCloseTo(i, within(1));
      }
      // Eight that were accepted; as many vain ones as were under way before anybody knew; some
      // that the first in line made by itself.
      assertThat(service.requests("create")).hasSizeBetween(9, 8 + 6 + 8);
    }
  }

  @Test
  void roomThatOthersLeaveIsFoundByTheFirstInLine() {
    try (Service service =
            Service.on(
                Store.POSTGRESQL.open(folder),
                full(Scenario.lasting(DurationLaw.fixed(ofSeconds(1))), 1));
        Fleet fleet = service.start()) {
      // A job of somebody else who has the same key.
      assertThat(SubmitByHand.submit(service.simulator.uri(), "key")).isEqualTo(200);
      fleet.submit("main", "one", SPANISH);
      until(() -> isRefused(fleet));
      fleet.submit("main", "two", SPANISH);
      fleet.submit("main", "three", SPANISH);

      until(() -> service.told() == 3);

      assertThat(service.paid()).isEqualTo(4);
      assertThat(service.requests("create").size()).isLessThanOrEqualTo(4 + 8);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aRequestThatNeedsMoreRoomThanThereIsKeepsItsTurn(Store store) {
    try (Service service = Service.on(store.open(folder), TWO);
        Fleet fleet = service.start()) {
      SimulatedClock clock = service.simulator.simulation().clock();
      clock.freeze(true);
      fleet.submit("main", "one", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      fleet.submit("main", "two", TranslationRequest.of(Service.VIDEO, "French", "German"));
      until(() -> isRefused(fleet));
      fleet.submit("main", "three", SPANISH);
      clock.freeze(false);

      until(() -> service.told() == 4);

      List<String> codes =
          service.simulator.simulation().jobs().page(Long.MAX_VALUE, 100, job -> true).stream()
              .map(job -> job.spec().language())
              .toList()
              .reversed();
      assertThat(codes).hasSize(4);
      assertThat(codes.get(3)).isEqualTo(codes.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aPauseThatTheServerAsksForIsKeptByAllCopiesForSubmitsAndPolls(Store store) {
    Scenario scenario = Scenario.lasting(DurationLaw.fixed(ofMillis(500)));
    try (Service service = Service.on(store.open(folder), scenario)) {
      service.simulator.fault(
          FaultRule.of(Fault.tooManyRequests(ofSeconds(4))).onRoute("create").first(1));
      service.simulator.fault(
          FaultRule.of(Fault.tooManyRequests(ofSeconds(4)))
              .onRoute("get")
              .first(1)
              .times(
                  new FaultRule.Times(
                      new FaultRule.Occurrence.First(1), 0, FaultRule.Times.Per.RULE)));
      Fleet one = service.start();
      Fleet other = store == Store.SQLITE ? one : service.start();
      for (int i = 0; i < 4; i++) {
        (i % 2 == 0 ? one : other).submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.told() == 4);

      assertThat(service.told("order-0").getFirst())
          .isInstanceOfSatisfying(
              FleetOutcome.Waited.class,
              waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.Ended.class));
      assertThat(service.paid()).isEqualTo(4);
      assertSilentAfterEach429(service);
    }
  }

  /** What was on its way when the pause was asked for may come a little later. */
  private static void assertSilentAfterEach429(Service service) {
    List<JournalEntry> all = service.simulator.simulation().journal().entries(entry -> true, 1_000);
    for (JournalEntry asked : all) {
      if (asked.status() == 429) {
        assertThat(all)
            .noneMatch(entry ->
                entry.arrivedAt().compareTo(asked.arrivedAt().plusMillis(2_500)) > 0
                    && entry.arrivedAt().compareTo(asked.arrivedAt().plusMillis(3_950)) < 0);
      }
    }
  }
}
