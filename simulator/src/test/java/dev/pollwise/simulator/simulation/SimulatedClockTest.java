package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.simulator.ManualWallClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
        .withMessage("time-scale 0.0: must be more than 0 and at most 10000");
  }
}
