package dev.pollwise.dashboard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolylineTest {

  private static Polyline sawtooth(int points) {
    Polyline.Builder line = new Polyline.Builder();
    for (int i = 0; i < points; i++) {
      line.add(i, i == 7_777 ? 1_000 : i % 10);
    }
    return line.build();
  }

  @Test
  void leavesAShortLineAsItIs() {
    Polyline line = sawtooth(100);

    assertThat(line.decimated(100)).isSameAs(line);
  }

  @Test
  void keepsEndsPeaksAndOrderWithinTheNumberOfPoints() {
    Polyline thinned = sawtooth(100_000).decimated(600);

    assertThat(thinned.size()).isLessThanOrEqualTo(600).isGreaterThan(300);
    assertThat(thinned.x(0)).isZero();
    assertThat(thinned.x(thinned.size() - 1)).isEqualTo(99_999);
    double highest = 0;
    for (int i = 0; i < thinned.size(); i++) {
      highest = Math.max(highest, thinned.y(i));
      if (i > 0) {
        assertThat(thinned.x(i)).isGreaterThan(thinned.x(i - 1));
      }
    }
    assertThat(highest).isEqualTo(1_000);
  }
}
