package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Journal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineLogTest {

  private final SlowOutput output = new SlowOutput();
  private final LineLog log =
      LineLog.start(
          entry -> Long.toString(entry.number()),
          new PrintStream(output, false, StandardCharsets.UTF_8));

  @Test
  void writesAllInOrderManyAtOnce() {
    log.over(entry(0));
    await().until(() -> output.writes.get() == 1);
    for (int i = 1; i < 1_000; i++) {
      log.over(entry(i)); // while the first one is still being written
    }
    output.open.countDown();
    log.flush();

    assertThat(output.lines()).isEqualTo(numbers(1_000));
    assertThat(output.flushes.get()).isEqualTo(2);
  }

  @Test
  void dropsNothingThatASlowOutputCannotTake() throws Exception {
    int many = 2 * LineLog.MOST_WAITING + 100;
    AtomicInteger told = new AtomicInteger();
    Thread requests =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < many; i++) {
                log.over(entry(i));
                told.incrementAndGet();
              }
            });
    await().until(() -> requests.getState() == Thread.State.WAITING);
    assertThat(told.get()).isLessThan(many);

    output.open.countDown();
    requests.join();
    log.flush();

    assertThat(output.lines()).isEqualTo(numbers(many));
  }

  @Test
  void waitsForNobodyWhoDoesNotReadAtTheEnd() throws Exception {
    Thread requests =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i <= 2 * LineLog.MOST_WAITING; i++) {
                log.over(entry(i));
              }
            });
    await().until(() -> requests.getState() == Thread.State.WAITING);

    log.flush();

    requests.join();
    output.open.countDown();
  }

  @Test
  void aLineThatCannotBeWrittenTakesNoOtherWithIt() throws Exception {
    output.open.countDown();
    try (Warnings warnings = Warnings.meantOf(BackgroundWork.class)) {
      LineLog failing =
          LineLog.start(
              entry -> {
                if (entry.number() % 10 == 3) {
                  throw new IllegalStateException("on purpose");
                }
                return Long.toString(entry.number());
              },
              new PrintStream(output, false, StandardCharsets.UTF_8));
      for (int i = 0; i < 20; i++) {
        failing.over(entry(i));
      }

      await().until(() -> output.lines().size() == 18);
      assertThat(output.lines()).doesNotContain("3", "13").contains("19");
      assertThat(warnings.all()).singleElement().asString().contains("request-log failed");
    }
  }

  @Test
  void hasNothingToWaitForBeforeTheFirst() {
    log.flush();

    assertThat(output.writes.get()).isZero();
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static Journal.JournalEntry entry(int number) {
    return new Journal.JournalEntry(
        number,
        Duration.ZERO,
        Instant.EPOCH,
        "GET",
        "/",
        "get",
        200,
        Duration.ZERO,
        "",
        "",
        "",
        "",
        "");
  }

  /** Takes its time for the first write. */
  private static final class SlowOutput extends OutputStream {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();

    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writes.incrementAndGet();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      written.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      flushes.incrementAndGet();
    }

    private List<String> lines() {
      return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
  }
}
