package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.simulator.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClockTest {

  private final ManualWallClock wall = new ManualWallClock();
  private final SimulatedClock clock = new SimulatedClock(wall, 60);

  @Test
  void passesAsManyTimesAsFast() {
    wall.pass(Duration.ofSeconds(2));

    assertThat(clock.now()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void keepsWhatHasPassedWhenTheScaleChanges() {
    wall.pass(Duration.ofSeconds(1));
    clock.scale(1);
    wall.pass(Duration.ofSeconds(1));

    assertThat(clock.now()).isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void standsStillWhileFrozenAndMovesByHand() {
    clock.freeze(true);
    wall.pass(Duration.ofHours(1));
    clock.advance(Duration.ofSeconds(5));

    assertThat(clock.now()).isEqualTo(Duration.ofSeconds(5));

    clock.freeze(false);
    wall.pass(Duration.ofSeconds(1));

    assertThat(clock.now()).isEqualTo(Duration.ofSeconds(65));
  }

  @Test
  void tellsClientsWallClockSecondsRoundedUp() {
    assertThat(clock.waitSeconds(Duration.ofSeconds(61))).isEqualTo(2);
    assertThat(clock.waitSeconds(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(clock.waitSeconds(Duration.ZERO)).isEqualTo(1);

    clock.freeze(true);

    assertThat(clock.waitSeconds(Duration.ofHours(1))).isEqualTo(1);
  }

  @Test
  void tellsWhenASimulatedTimeIsOnTheWall() {
    wall.pass(Duration.ofSeconds(10));

    assertThat(clock.wallInstantOf(Duration.ofMinutes(5)))
        .isEqualTo(ManualWallClock.START.plusSeconds(5));
    assertThat(clock.wallInstantOf(Duration.ofMinutes(20)))
        .isEqualTo(ManualWallClock.START.plusSeconds(20));
  }

  @Test
  void refusesToGoBackOrToRace() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.scale(0))
        .withMessage("time-scale 0.0: must be from 0.001 to 10000");
  }

  @Test
  void endsAfterAHundredYearsAndBeginsAnew() {
    clock.freeze(true);
    for (int year = 0; year < 100; year++) {
      clock.advance(Duration.ofDays(365));
    }

    assertThat(clock.now()).isEqualTo(SimulatedClock.END);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(Duration.ofDays(1)))
        .withMessageContaining("simulated time ends in 0s")
        .withMessageContaining("a reset starts it anew");
    clock.freeze(false);
    wall.pass(Duration.ofDays(365));
    assertThat(clock.now()).as("it stands still").isEqualTo(SimulatedClock.END);

    clock.restart();

    assertThat(clock.now()).isZero();
    wall.pass(Duration.ofSeconds(1));
    assertThat(clock.now()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 1, 10_000})
  void saysOfAnyTimeWhatCanBeSaid(double scale) {
    clock.scale(scale);
    long most = Duration.ofDays(36_500).toSeconds();
    for (Duration time :
        List.of(
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ZERO,
            Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThat(clock.waitSeconds(time)).isBetween(1L, most);
      assertThat(clock.wallUntil(time).orElseThrow())
          .isBetween(Duration.ZERO, Duration.ofSeconds(most));
      assertThat(Duration.between(wall.instant(), clock.wallInstantOf(time)).abs())
          .isLessThanOrEqualTo(Duration.ofSeconds(most));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-12, 0.0009, 10_001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAScaleOutOfRange(double scale) {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.scale(scale));
  }

  @Test
  void neverGoesBackwardsWhileOthersTouchIt() throws Exception {
    AtomicLong ticks = new AtomicLong();
    SimulatedClock shared = new SimulatedClock(new TickingWallClock(ticks), 1);
    AtomicBoolean touched = new AtomicBoolean();
    Callable<Boolean> reader =
        () -> {
          Duration last = Duration.ZERO;
          boolean forwards = true;
          while (!touched.get()) {
            Duration now = shared.now();
            forwards &= now.compareTo(last) >= 0;
            last = now;
          }
          return forwards;
        };

    try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> verdicts = List.of(readers.submit(reader), readers.submit(reader));
      for (int i = 0; i < 50_000; i++) {
        shared.freeze(i % 2 == 0);
      }
      touched.set(true);

      for (Future<Boolean> each : verdicts) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  /** Moves on by a microsecond whenever it is read. */
  private record TickingWallClock(AtomicLong ticks) implements WallClock {

    @Override
    public long nanoTime() {
      return 1_000 * ticks.incrementAndGet();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }
  }
}
