package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are set up differently: in the middle of a deployment, or for ever. */
class DifferentCopiesTest {

  private static final int JOBS = 12;

  @TempDir Path folder;

  @Test
  void aCopyWithoutAHandlerLeavesOutcomesToTheOthers() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(100));
        Fleet deaf =
            Fleet.on(service.source)
                .copyName("deaf")
                .account(
                    "main",
                    account -> account.server(service.simulator.uri()).apiKey("key").policy(QUICK))
                .start()) {
      for (int i = 0; i < JOBS; i++) {
        deaf.submit("main", "order-" + i, SPANISH);
      }
      until(() -> deaf.jobs(Query.all().in(State.OVER)).size() == JOBS);
      // Each was due to be told, and has been put off.
      until(() ->
          service.count(
                  "select count(*) from pollwise_task where task_name = 'pollwise-deliver'"
                      + " and version > 2")
              == JOBS);
      assertThat(deaf.jobs(Query.all().in(State.DELIVERED))).isEmpty();

      service.start();

      until(() -> deaf.jobs(Query.all().in(State.DELIVERED)).size() == JOBS);
      assertThat(service.told()).isEqualTo(JOBS);
    }
  }

  @Test
  void ofTwoBudgetsTheWiderIsNeverExceeded() {
    Duration window = ofSeconds(4);
    int wider = 20;
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofSeconds(60))) {
      Fleet fleet = service.start(account -> account.policy(QUICK).callBudget(wider, window));
      service.start(account -> account.policy(QUICK).callBudget(wider / 2, window));
      for (int i = 0; i < JOBS; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.polls().size() > 2 * wider);

      List<JournalEntry> polls =
          service.polls().stream()
              .sorted((one, other) -> one.arrivedAt().compareTo(other.arrivedAt()))
              .toList();
      for (int i = wider; i < polls.size(); i++) {
        assertThat(polls.get(i).arrivedAt().minus(polls.get(i - wider).arrivedAt()))
            .isGreaterThanOrEqualTo(window);
      }
    }
  }
}
