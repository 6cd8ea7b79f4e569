package dev.pollwise.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.event.EventRing.Look;
import dev.pollwise.simulator.event.EventRing.Watch;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRingTest {

  private final EventRing ring = new EventRing(3, 1_000_000, 0);

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      ring.publish(new EventRing.SimulatorEvent.ClockSet());
    }
  }

  private static List<Long> ids(Watch watch) {
    return watch.look(Duration.ZERO) instanceof Look.News(List<EventRing.Event> events)
        ? events.stream().map(EventRing.Event::id).toList()
        : List.of();
  }

  @Test
  void resumesAfterAnIdThatIsRemembered() {
    publish(5);

    try (Watch watch = ring.watch(3)) {
      assertThat(ids(watch)).containsExactly(4L, 5L);
    }
  }

  @Test
  void anIdThatIsTooOldBeginsWithTheOldestThatIsRemembered() {
    publish(5);

    try (Watch watch = ring.watch(1)) {
      assertThat(ids(watch)).as("2 is gone, and its number tells").containsExactly(3L, 4L, 5L);
    }
  }

  @Test
  void forgetsTheOldestWhereRulesAreLarge() {
    EventRing narrow = new EventRing(10, 500_000, 0);
    ErrorBody large = new ErrorBody.Own(ErrorBody.MediaType.JSON, "x".repeat(90_000));
    FaultRule rule =
        FaultRule.of(
            new Fault.StatusError(
                500, large, new Fault.RetryHint.None(), Fault.ExtraHeaders.none()));
    for (int i = 0; i < 25; i++) {
      narrow.publish(
          new EventRing.SimulatorEvent.FaultAdded(
              new FaultBoard.ActiveRule(
                  "f", rule, Duration.ZERO, FaultBoard.ActiveRule.Origin.ADDED)));
    }

    try (Watch watch = narrow.watch(0)) {
      assertThat(ids(watch)).containsExactly(24L, 25L);
    }
  }

  @Test
  void anIdFromAnotherLifeBeginsWithTheOldest() {
    publish(2);

    try (Watch watch = ring.watch(4_711)) {
      assertThat(ids(watch)).containsExactly(1L, 2L);
    }
  }

  @Test
  void anIdOfAFormerRunBeginsWithTheOldestHoweverMuchHasHappenedSince() {
    EventRing next = new EventRing(3, 1_000_000, 1_000);
    next.publish(new EventRing.SimulatorEvent.ClockSet());
    next.publish(new EventRing.SimulatorEvent.ClockSet());

    try (Watch former = next.watch(1);
        Watch all = next.watch(0)) {
      assertThat(ids(former)).containsExactly(1_001L, 1_002L);
      assertThat(ids(all)).containsExactly(1_001L, 1_002L);
    }
  }

  @Test
  void isQuietWhenNothingHappensInTime() {
    try (Watch watch = ring.watch(ring.lastId())) {
      assertThat(watch.look(Duration.ofNanos(1))).isEqualTo(new Look.Quiet());
    }
  }

  @Test
  void dropsAWatcherWhoseNextEventIsOverwritten() {
    try (Watch watch = ring.watch(0)) {
      publish(4);

      assertThat(Thread.interrupted()).as("in case it hangs in a write").isTrue();
      assertThat(watch.look(Duration.ZERO)).isEqualTo(new Look.Over());
      assertThat(ring.watchers()).isZero();
    }
  }

  @Test
  void isOverOnceItIsClosed() {
    ring.close();

    try (Watch watch = ring.watch(0)) {
      assertThat(watch.look(Duration.ofDays(1))).isEqualTo(new Look.Over());
    }
  }
}
