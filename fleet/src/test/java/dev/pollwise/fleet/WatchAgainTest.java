package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A wait that ended before its job did, taken up again. */
class WatchAgainTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Store.class)
  void aHandlerMayWatchAgainInItsTransaction(Store store) {
    try (Service service =
        Service.on(store.open(folder), Scenario.lasting(DurationLaw.fixed(ofSeconds(2))))) {
      SimulatedClock clock = service.simulator.simulation().clock();
      clock.freeze(true);
      Fleet[] self = new Fleet[1];
      self[0] =
          service.start(
              account -> account.policy(QUICK.withDeadline(ofMillis(1_500))),
              fleet ->
                  fleet.onOutcome((job, outcome, transaction) -> {
                    service.tell(job, outcome);
                    if (outcome instanceof FleetOutcome.Waited(JobOutcome.TimedOut timedOut)) {
                      assertThat(self[0].watchAgain(transaction, job.id())).isTrue();
                    }
                  }));
      self[0].submit("main", "order", SPANISH);

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.TimedOut.class);
      clock.advance(ofSeconds(2));
      until(() -> service.told("order").size() == 2);

      assertThat(service.told("order").getLast())
          .isInstanceOfSatisfying(
              FleetOutcome.Waited.class,
              waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.Ended.class));
    }
  }
}
