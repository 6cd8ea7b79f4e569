package dev.pollwise.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TimeWarpTest {

  private static final Offset<Double> EXACTLY = within(1e-9);

  private final TimeWarp warp =
      TimeWarp.around(List.of(new Span(1000, 1040), new Span(0, 40), new Span(20, 60)));

  @Test
  void timeInWhichSomethingGoesOnPassesAtItsOwnPace() {
    assertThat(warp.place(0)).isEqualTo(0, EXACTLY);
    assertThat(warp.place(33)).isEqualTo(33, EXACTLY);
    assertThat(warp.place(1010) - warp.place(1000)).isEqualTo(10, EXACTLY);
  }

  @Test
  void anIdleGapIsCutDownToABreakThatKnowsItsLength() {
    assertThat(warp.breaks())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.seconds()).isEqualTo(940, EXACTLY);
          assertThat(gap.at().low()).isEqualTo(60, EXACTLY);
          assertThat(gap.at().length()).isEqualTo(4, EXACTLY);
        });
    assertThat(warp.end()).isEqualTo(104, EXACTLY);
  }

  @Test
  void placesNeverRunBackwards() {
    double before = -1;
    for (double time = -5; time < 1100; time += 0.5) {
      assertThat(warp.place(time)).isGreaterThanOrEqualTo(before);
      before = warp.place(time);
    }
  }

  @Test
  void aShortGapStaysAsItIs() {
    TimeWarp close = TimeWarp.around(List.of(new Span(0, 50), new Span(51, 100)));

    assertThat(close.breaks()).isEmpty();
    assertThat(close.place(100)).isEqualTo(100, EXACTLY);
  }

  @Test
  void roundTimesAreFoundInEachStretchAndNotInTheGap() {
    assertThat(warp.multiples(20, new Span(0, warp.end())))
        .containsExactly(0.0, 20.0, 40.0, 60.0, 1000.0, 1020.0, 1040.0);
  }

  @Test
  void onlyRoundTimesThatAreShownAreLookedFor() {
    assertThat(warp.multiples(0.5, new Span(64, 66)))
        .containsExactly(1000.0, 1000.5, 1001.0, 1001.5, 1002.0);
    assertThat(warp.multiples(1, new Span(58.5, 64.5))).containsExactly(59.0, 60.0, 1000.0);
    assertThat(warp.multiples(1, new Span(61, 63))).isEmpty();
    assertThat(warp.multiples(1e-6, new Span(30, 30.00001))).hasSizeBetween(10, 11);
  }

  @Test
  void whereNothingWentOnThereIsNothing() {
    TimeWarp nothing = TimeWarp.around(List.of());

    assertThat(nothing.end()).isZero();
    assertThat(nothing.place(7)).isZero();
  }
}
