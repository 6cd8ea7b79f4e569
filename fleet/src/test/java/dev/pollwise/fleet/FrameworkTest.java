package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.FleetJob.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fleet in a framework, which has an order of its own and keeps transactions with threads. */
class FrameworkTest {

  @TempDir Path folder;

  private static FleetBuilder builder(Service service) {
    return Fleet.on(service.source)
        .account(
            "main", account -> account.server(service.simulator.uri()).apiKey("key").policy(QUICK))
        .onOutcome((job, outcome, transaction) -> service.tell(job, outcome));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aFleetAtRestTakesSubmitsAndSendsThemOnceItBegins(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet = builder(service).build()) {
      fleet.submit("main", "order", SPANISH);

      assertThat(fleet.jobs()).extracting(FleetJob::state).containsExactly(State.ASKED);
      assertThat(service.requests("create")).isEmpty();
      fleet.start();

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThatThrownBy(fleet::start).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aFleetThatNeverBeganIsClosedAndDoesNotBeginAgain(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet = builder(service).build();

      fleet.close();

      assertThatThrownBy(fleet::start).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aSubmitJoinsTheTransactionUnderWay(Store store) throws Exception {
    AtomicReference<@Nullable Connection> open = new AtomicReference<>();
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet = builder(service).joining(() -> Optional.ofNullable(open.get())).build()) {
      try (Connection transaction = service.source.getConnection()) {
        transaction.setAutoCommit(false);
        open.set(transaction);
        fleet.submit("main", "never", SPANISH);
        transaction.rollback();
        fleet.submit("main", "order", SPANISH);
        transaction.commit();
        open.set(null);
      }
      fleet.submit("main", "alone", SPANISH);

      assertThat(fleet.jobs()).extracting(FleetJob::reference).containsExactly("order", "alone");
    }
  }
}
