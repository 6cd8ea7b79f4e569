package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final Worker worker = new Worker("test", broken::add);
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void close() {
    worker.close();
  }

  private void fail() {
    done.incrementAndGet();
    throw new IllegalStateException("unforeseen");
  }

  @Test
  void whatIsRepeatedGoesOnThoughItBreaksEachTime() {
    var _ = worker.every(Duration.ofMillis(1), this::fail);

    await().until(() -> broken.size() >= 3);
    assertThat(broken).allMatch(defect -> "unforeseen".equals(defect.getMessage()));
  }

  @Test
  void aBrokenTaskKeepsBackNoOther() {
    worker.execute(this::fail);
    worker.execute(done::incrementAndGet);

    await().until(() -> done.get() == 2);
    assertThat(broken).hasSize(1);
  }

  @Test
  void afterClosingTasksAreLeftOut() throws InterruptedException {
    worker.close();

    worker.execute(this::fail);

    assertThat(worker.hasEnded(Duration.ofSeconds(20))).isTrue();
    assertThat(worker.after(Duration.ZERO, this::fail)).isFalse();
    assertThat(done.get()).isZero();
  }
}
