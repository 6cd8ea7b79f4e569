package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParsingRoomTest {

  private final ParsingRoom room = new ParsingRoom(1_000);

  @Test
  void asManyTextsAreReadAtOnceAsThereIsRoomFor() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                boolean unused =
                    room.parse(
                        new byte[400],
                        () -> {
                          most.accumulateAndGet(now.incrementAndGet(), Math::max);
                          two.countDown();
                          await(two);
                          return now.decrementAndGet() >= 0;
                        });
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void aTextForWhichThereIsNeverRoomIsRefused() {
    assertThat(room.parse(new byte[1_000], () -> "read")).isEqualTo("read");
    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(() -> room.parse(new byte[1_001], () -> "read"))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
