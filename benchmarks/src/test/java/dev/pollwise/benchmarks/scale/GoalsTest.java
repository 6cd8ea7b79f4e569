package dev.pollwise.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTest {

  private static final int MANY = 100_000;
  private static final Trial BARE = reading(100, 0.2, 136, 5);

  @Test
  void whatIsKeptIsNotTold() {
    assertThat(Goals.broken(MANY, rounds(reading(110, 20, 3_000, 8)))).isEmpty();
  }

  @Test
  void everyPromiseThatIsBrokenIsToldByItsName() {
    assertThat(Goals.broken(MANY, rounds(reading(111, 20.1, 3_100, 9))))
        .containsExactly(
            "100,000 waits of Pollwise, platform threads: 9, must be at most 8",
            "100,000 waits of Pollwise, heap per wait, bytes: 3,100, must be at most 3,000",
            "100,000 waits of Pollwise, late p99, ms: 20.1, must be at most 20",
            "100,000 waits of Pollwise, processor time per poll, of a bare loop's: 1.11,"
                + " must be at most 1.10");
  }

  @Test
  void whatWasNotFoundIsNotKept() {
    assertThat(Goals.broken(MANY, rounds(reading(100, Double.NaN, 2_000, 8))))
        .containsExactly("100,000 waits of Pollwise, late p99, ms: –, must be at most 20");
  }

  @Test
  void fewerWaitsOnlyPromiseThreads() {
    assertThat(Goals.broken(1_000, rounds(reading(500, 90, 16_000, 8)))).isEmpty();
    assertThat(Goals.broken(1_000, rounds(reading(100, 1, 100, 9)))).hasSize(1);
  }

  private static Rounds rounds(Trial ours) {
    return new Rounds(
        Map.of(Way.POLLWISE.title(), List.of(ours), Way.BARE_LOOP.title(), List.of(BARE)));
  }

  private static Trial reading(double micros, double lateMost, double heap, double threads) {
    return new Reading(micros, 0, 1_667, 0.1, lateMost, heap * MANY, 0, threads).trial(MANY);
  }
}
