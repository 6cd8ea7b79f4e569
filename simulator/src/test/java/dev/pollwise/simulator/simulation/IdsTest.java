package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static List<String> thousand(Ids ids) {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      given.add(ids.next("job", 16));
      given.add(ids.next("batch", 16));
    }
    return given;
  }

  @Test
  void givesNoIdTwiceNorOneOfAnotherRun() {
    List<String> all = new ArrayList<>(thousand(new Ids(7, 1)));
    all.addAll(thousand(new Ids(7, 2)));
    all.addAll(thousand(new Ids(8, 1)));

    assertThat(all).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  @Test
  void givesTheSameIdsInTheSameRun() {
    assertThat(thousand(new Ids(7, 1))).isEqualTo(thousand(new Ids(7, 1)));
  }

  @Test
  void eachKindHasAnOrderOfItsOwn() {
    Ids alone = new Ids(7, 1);
    Ids mixed = new Ids(7, 1);
    String unused = mixed.next("asset", 4);

    assertThat(mixed.next("job", 4)).isEqualTo(alone.next("job", 4));
  }
}
