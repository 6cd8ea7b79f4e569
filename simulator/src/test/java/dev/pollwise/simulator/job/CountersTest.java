package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CountersTest {

  private static final int DOCUMENTED = 200_000;

  private final BoundedMap.Counters tallies = new BoundedMap.Counters();

  @Test
  void countsEachNameByItself() {
    assertThat(tallies.next("a")).isEqualTo(1);
    assertThat(tallies.next("b")).isEqualTo(1);
    assertThat(tallies.next("a")).isEqualTo(2);

    tallies.clear();

    assertThat(tallies.next("a")).isEqualTo(1);
  }

  @Test
  void remembersAboutAsManyNamesAsDocumentedAndThoseUsedLast() {
    int names = 2 * DOCUMENTED;
    for (int i = 0; i < names; i++) {
      assertThat(tallies.next("name " + i)).isEqualTo(1);
    }

    // From the newest on, as a name that is new by now drops the oldest.
    int remembered = 0;
    for (int i = names - 1; i >= 0; i--) {
      remembered += tallies.next("name " + i) > 1 ? 1 : 0;
    }
    assertThat(remembered).isBetween(DOCUMENTED * 9 / 10, DOCUMENTED);
  }

  @Test
  void aNameInUseIsNotForgotten() {
    for (int i = 0; i < 2 * DOCUMENTED; i++) {
      long unused = tallies.next("name " + i);
      if (i % 1_000 == 0) {
        assertThat(tallies.next("in use")).isEqualTo(i / 1_000 + 1);
      }
    }
  }
}
