package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handler that takes its time, or does not return at all. */
class SlowHandlerTest {

  /** More than the pool has connections. */
  private static final int CROWD = 30;

  @TempDir Path folder;

  @Test
  void handlersThatHangLeaveConnectionsForAllOtherSteps() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(100))) {
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              more ->
                  more.onOutcome((job, outcome, transaction) -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    end.await();
                    inside.decrementAndGet();
                    service.tell(job, outcome);
                  }));
      for (int i = 0; i < CROWD; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> fleet.jobs(Query.all().in(State.OVER)).size() == CROWD);

      fleet.submit("main", "later", SPANISH);

      until(() -> fleet.jobs(Query.all().in(State.OVER)).size() == CROWD + 1);
      assertThat(service.told()).isZero();
      end.countDown();
      until(() -> fleet.jobs(Query.all().in(State.DELIVERED)).size() == CROWD + 1);
      assertThat(service.told()).isEqualTo(CROWD + 1);
      assertThat(most).hasValueBetween(1, 4);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aHandlerThatDoesNotReturnIsInterruptedAndCalledAgain(Store store) {
    Set<String> interrupted = ConcurrentHashMap.newKeySet();
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              more ->
                  more.handlerTimeout(ofSeconds(1))
                      .onOutcome((job, outcome, transaction) -> {
                        boolean isFirst = !interrupted.contains(job.reference());
                        try {
                          if (isFirst) {
                            new CountDownLatch(1).await();
                          }
                        } catch (InterruptedException late) {
                          interrupted.add(job.reference());
                          if (job.reference().equals("hangs")) {
                            throw late;
                          }
                        }
                        service.tell(job, outcome);
                      }));
      fleet.submit("main", "hangs", SPANISH);
      until(() ->
          fleet.jobs(Query.all().named("hangs")).getFirst().problem().contains("interrupted"));
      fleet.submit("main", "late", SPANISH);

      assertThat(service.outcome("hangs")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.outcome("late")).isInstanceOf(JobOutcome.Ended.class);
      until(() -> fleet.jobs(Query.all().in(State.DELIVERED)).size() == 2);
      assertThat(interrupted).containsExactlyInAnyOrder("hangs", "late");
      // That it was late is no reason to tell it again what it has taken.
      assertThat(service.told()).isEqualTo(2);
    }
  }
}
