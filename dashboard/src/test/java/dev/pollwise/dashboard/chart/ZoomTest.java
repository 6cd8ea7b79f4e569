package dev.pollwise.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ZoomTest {

  private static final Span WHOLE = new Span(0, 100);

  private final Zoom zoom = new Zoom();

  @Test
  void theWholeGrowsWithWhatThereIsUntilAPartIsChosen() {
    assertThat(zoom.shown(new Span(0, 200))).isEqualTo(new Span(0, 200));

    zoom.choose(WHOLE, new Span(20, 40));

    assertThat(zoom.shown(new Span(0, 200))).isEqualTo(new Span(20, 40));
  }

  @Test
  void lookingCloserKeepsThePlaceUnderThePointer() {
    zoom.scale(WHOLE, 0.5, 80);

    assertThat(zoom.shown(WHOLE)).isEqualTo(new Span(40, 90));
  }

  @Test
  void neverShowsWhatLiesOutside() {
    zoom.choose(WHOLE, new Span(80, 100));

    zoom.move(WHOLE, 0.5);
    assertThat(zoom.shown(WHOLE)).isEqualTo(new Span(80, 100));

    zoom.move(WHOLE, -9);
    assertThat(zoom.shown(WHOLE)).isEqualTo(new Span(0, 20));
  }

  @Test
  void farEnoughOutTheWholeIsShownAgainAndGrows() {
    zoom.choose(WHOLE, new Span(20, 80));

    zoom.scale(WHOLE, 2, 50);

    assertThat(zoom.chosen().get()).isEmpty();
  }

  @Test
  void theWholeCannotBeMoved() {
    zoom.move(WHOLE, 0.1);

    assertThat(zoom.chosen().get()).isEmpty();
  }

  @Test
  void lookingCloserEndsBeforeNumbersDo() {
    for (int i = 0; i < 1000; i++) {
      zoom.scale(WHOLE, Zoom.STEP, 50);
    }

    assertThat(zoom.shown(WHOLE).length()).isGreaterThanOrEqualTo(0.01);
  }

  @Test
  void anEmptyStretchIsRefused() {
    assertThatThrownBy(() -> new Span(3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("high 3.0: must be more than low 3.0");
  }
}
