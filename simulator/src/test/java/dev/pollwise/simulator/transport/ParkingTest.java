package dev.pollwise.simulator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParkingTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final Parking parking = new Parking();
  private final List<Thread> threads = new ArrayList<>();

  private void start(int count, Runnable waiting) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().start(waiting));
    }
    await().until(() -> parking.parked() == threads.stream().filter(Thread::isAlive).count());
  }

  private void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void tenThousandAreWokenByTheNewsTheyWaitFor() throws Exception {
    AtomicBoolean news = new AtomicBoolean();
    start(10_000, () -> parking.parkUntil(this, news::get, () -> LONG));

    parking.lookAgain();
    assertThat(parking.parked()).as("there is no news yet").isEqualTo(10_000);
    news.set(true);
    parking.lookAgain();

    join();
    assertThat(parking.parked()).isZero();
  }

  @Test
  void tenThousandAreWokenWhenTheServerStops() throws Exception {
    start(5_000, () -> parking.parkUntil(this, () -> false, () -> LONG));
    start(5_000, () -> parking.park(LONG));

    parking.close();

    join();
    assertThat(parking.parked()).isZero();
  }

  @Test
  void onlyThoseThatWaitForASubjectAreWokenByItsNews() throws Exception {
    AtomicBoolean news = new AtomicBoolean();
    start(1, () -> parking.parkUntil("a", news::get, () -> LONG));
    start(1, () -> parking.parkUntil("b", news::get, () -> LONG));
    news.set(true);

    parking.lookAgain("a");

    threads.getFirst().join();
    assertThat(parking.parked()).isEqualTo(1);
    parking.lookAgain("b");
    join();
  }

  @Test
  void aReleaseEndsTheWaitsOfNowAndNoLaterOnes() throws Exception {
    start(1_000, () -> parking.park(LONG));

    parking.release();
    join();

    start(1, () -> parking.park(LONG));
    parking.close();
    join();
  }

  @Test
  void nobodyWaitsOnceTheServerStops() {
    parking.close();

    parking.parkUntil(this, () -> false, () -> LONG);
    parking.park(LONG);

    assertThat(parking.parked()).isZero();
  }
}
