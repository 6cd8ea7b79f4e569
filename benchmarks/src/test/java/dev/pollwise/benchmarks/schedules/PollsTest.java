package dev.pollwise.benchmarks.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.benchmarks.schedules.Polls.Sight;
import org.junit.jupiter.api.Test;

class PollsTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void theFirstCallAfterTheEndSeesIt() {
    Polls polls = Polls.unlimited(0, 10, 30);

    assertThat(polls.sight(9)).isEqualTo(new Sight(2, 1, false));
    assertThat(polls.sight(10)).isEqualTo(new Sight(2, 0, false));
    assertThat(polls.sight(10.5)).isEqualTo(new Sight(3, 19.5, false));
  }

  @Test
  void everybodyHasALastLookAtTheHorizon() {
    assertThat(Polls.unlimited(0, 10).sight(100)).isEqualTo(new Sight(3, 3500, false));
    assertThat(Polls.unlimited(0, 10).sight(NEVER)).isEqualTo(new Sight(3, 0, false));
    assertThat(Polls.unlimited(0, 4000).sight(NEVER)).isEqualTo(new Sight(2, 0, false));
  }

  @Test
  void whoGivesUpGoesOnWithHisLastIntervalAndHasLostTheJob() {
    Polls polls = Polls.limited(0, 5, 10);

    assertThat(polls.own()).isEqualTo(3);
    assertThat(polls.sight(9)).isEqualTo(new Sight(3, 1, false));
    assertThat(polls.sight(11)).isEqualTo(new Sight(4, 4, true));
    assertThat(polls.sight(59)).isEqualTo(new Sight(13, 1, true));
  }

  @Test
  void aSingleCallHasTheIntervalBeforeIt() {
    assertThat(Polls.limited(20).sight(59)).isEqualTo(new Sight(3, 1, true));
  }

  @Test
  void withoutAnIntervalNobodyCanGoOn() {
    Polls polls = Polls.limited(0, 0, 0);

    assertThat(polls.sight(0)).isEqualTo(new Sight(1, 0, false));
    assertThat(polls.sight(1)).isEqualTo(new Sight(3, NEVER, true));
    assertThatIllegalArgumentException().isThrownBy(Polls::limited).withMessageContaining("made");
  }
}
