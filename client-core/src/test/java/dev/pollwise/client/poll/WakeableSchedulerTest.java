package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // what ran is looked at, not the futures
class WakeableSchedulerTest {

  private final VirtualClock time = new VirtualClock();
  private final List<Duration> ran = new ArrayList<>();
  private final AtomicBoolean news = new AtomicBoolean();
  private final WakeableScheduler scheduler = new WakeableScheduler(time, time, news::get);

  private ScheduledFuture<?> park(long seconds) {
    return scheduler.schedule(() -> ran.add(time.steady()), seconds, SECONDS);
  }

  @Test
  void runsWhenTheTimeHasCome() {
    park(60);

    time.advance(ofSeconds(59));
    assertThat(ran).isEmpty();
    time.advance(ofSeconds(1));
    assertThat(ran).containsExactly(ofSeconds(60));
  }

  @Test
  void runsEarlyWithinTheSameInstantAndAgainTheNextTime() {
    time.advance(ofSeconds(5));
    park(60);
    scheduler.wake();
    time.settle();
    park(60);
    scheduler.wake();
    time.settle();

    assertThat(ran).containsExactly(ofSeconds(5), ofSeconds(5));
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void runsOnceHoweverOftenItIsWoken() {
    park(60);

    scheduler.wake();
    scheduler.wake();
    time.runUntilIdle();
    scheduler.wake();
    time.runUntilIdle();

    assertThat(ran).hasSize(1);
  }

  @Test
  void whatIsLeftForAfterwardsRunsWhenTheTaskHasBroughtItsResult() {
    List<Boolean> wasDone = new ArrayList<>();
    List<Future<?>> task = new ArrayList<>();
    task.add(
        scheduler.schedule(
            () -> {
              scheduler.afterwards(() -> wasDone.add(task.getFirst().isDone()));
              return wasDone.isEmpty();
            },
            0,
            SECONDS));

    time.settle();

    assertThat(wasDone).containsExactly(true);
  }

  @Test
  void doesNotParkWhenThereIsNewsAlready() {
    news.set(true);

    park(60);
    time.settle();

    assertThat(ran).containsExactly(ofSeconds(0));
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void leavesNoTimerBehindWhenWokenWhileItIsBeingParked() {
    List<WakeableScheduler> woken = new ArrayList<>();
    PollClock wakingClock =
        new PollClock() {
          @Override
          public Duration steady() {
            return time.steady();
          }

          @Override
          public Instant instant() {
            return time.instant();
          }

          @Override
          public Future<?> after(Duration delay, Runnable task) {
            woken.forEach(WakeableScheduler::wake);
            return time.after(delay, task);
          }
        };
    WakeableScheduler hasty = new WakeableScheduler(wakingClock, time, () -> false);
    woken.add(hasty);

    ScheduledFuture<?> task = hasty.schedule(() -> ran.add(time.steady()), 60, SECONDS);
    time.settle();

    assertThat(task.isDone()).isTrue();
    assertThat(ran).hasSize(1);
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void cancelledWhileParkedItLeavesNoTaskAndNeverRuns() {
    ScheduledFuture<?> task = park(60);

    assertThat(task.cancel(true)).isTrue();
    scheduler.wake();
    time.runUntilIdle();

    assertThat(ran).isEmpty();
    assertThat(time.pendingTasks()).isZero();
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void neverRunsOnTheCallingThread() {
    Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    WakeableScheduler careful = new WakeableScheduler(time, handedOver::add, () -> false);

    careful.schedule(() -> ran.add(time.steady()), 0, SECONDS);
    assertThat(ran).isEmpty();
    careful.schedule(() -> ran.add(time.steady()), 60, SECONDS);
    careful.wake();
    assertThat(ran).isEmpty();
    assertThat(handedOver).hasSize(2);
  }

  /** The timer never fires here, so each lost wake-up would hang its round. */
  @Test
  void losesNoWakeUpWhenNewsAndParkingMeet() throws Exception {
    int rounds = 20_000;
    Queue<Integer> inbox = new ConcurrentLinkedQueue<>();
    BlockingQueue<Integer> woken = new ArrayBlockingQueue<>(16);
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      WakeableScheduler raced = new WakeableScheduler(time, worker, () -> !inbox.isEmpty());
      Future<?> messenger =
          other.submit(() -> {
            for (int round = 0; round < rounds; round++) {
              together.await(30, SECONDS);
              inbox.add(round);
              raced.wake();
            }
            return null;
          });
      for (int round = 0; round < rounds; round++) {
        together.await(30, SECONDS);
        raced.schedule(() -> woken.add(1), 1, SECONDS);
        assertThat(woken.poll(30, SECONDS)).as("round %s", round).isNotNull();
        while (inbox.poll() == null) {
          Thread.onSpinWait();
        }
      }
      messenger.get(30, SECONDS);
    }

    assertThat(woken).as("nothing ran twice").isEmpty();
    assertThat(time.pendingTasks()).isZero();
  }
}
