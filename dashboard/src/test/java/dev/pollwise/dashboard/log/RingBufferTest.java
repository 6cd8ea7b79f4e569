package dev.pollwise.dashboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.junit.jupiter.api.Test;

class RingBufferTest {

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void keepsTheNewestAndDropsTheOldestInABlock() {
    RingBuffer<Integer> ring = new RingBuffer<>(10, 3);
    ring.append(numbers(0, 10));

    ring.append(numbers(10, 11));

    assertThat(ring).isEqualTo(numbers(3, 11));
  }

  @Test
  void moreThanThereIsRoomForLeavesTheNewest() {
    RingBuffer<Integer> ring = new RingBuffer<>(10, 3);
    ring.append(numbers(0, 5));

    ring.append(numbers(5, 50));

    assertThat(ring).isEqualTo(numbers(40, 50));
  }

  @Test
  void dropAndAddAreOneChangeThatSaysWhatIsGone() {
    RingBuffer<Integer> ring = new RingBuffer<>(10, 3);
    ring.append(numbers(0, 10));
    List<String> changes = new ArrayList<>();
    ring.addListener(
        (ListChangeListener<Integer>)
            change -> {
              changes.add("change");
              while (change.next()) {
                changes.add("-" + change.getRemoved() + " +" + change.getAddedSubList());
              }
            });

    ring.append(numbers(10, 12));

    assertThat(changes).containsExactly("change", "-[0, 1, 2] +[]", "-[] +[10, 11]");
  }

  @Test
  void aFilterOnItAlwaysShowsWhatAFreshFilterWould() {
    Random random = new Random(3);
    RingBuffer<Integer> ring = new RingBuffer<>(64, 9);
    FilteredList<Integer> even = new FilteredList<>(ring, number -> number % 2 == 0);
    int next = 0;
    for (int turn = 0; turn < 500; turn++) {
      int batch = random.nextInt(turn % 50 == 0 ? 100 : 7);
      ring.append(numbers(next, next + batch));
      next += batch;

      assertThat(even).isEqualTo(ring.stream().filter(number -> number % 2 == 0).toList());
    }
  }

  @Test
  void addingToAFullListLooksAtWhatIsNewOnly() {
    int[] reads = {0};
    int[] tests = {0};
    RingBuffer<Integer> ring =
        new RingBuffer<>(LogModel.CAPACITY, LogModel.BLOCK) {
          @Override
          public Integer get(int index) {
            reads[0]++;
            return super.get(index);
          }
        };
    FilteredList<Integer> shown = new FilteredList<>(ring);
    shown.setPredicate(number -> {
      tests[0]++;
      return true;
    });
    ring.append(numbers(0, LogModel.CAPACITY));
    reads[0] = 0;
    tests[0] = 0;

    for (int i = 0; i < 100; i++) {
      ring.append(numbers(LogModel.CAPACITY + 20 * i, LogModel.CAPACITY + 20 * (i + 1)));
    }

    assertThat(tests[0]).isEqualTo(2000);
    assertThat(reads[0]).isLessThan(3 * 2000);
    assertThat(shown).hasSize(LogModel.CAPACITY - LogModel.BLOCK + 2000);
  }

  @Test
  void clearedItIsEmptyAndGoesOn() {
    RingBuffer<Integer> ring = new RingBuffer<>(10, 3);
    ring.append(numbers(0, 12));
    ring.clear();
    assertThat(ring).isEmpty();

    ring.append(numbers(0, 2));

    assertThat(ring).containsExactly(0, 1);
    assertThatThrownBy(() -> ring.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aBlockLargerThanTheListIsRefused() {
    assertThatThrownBy(() -> new RingBuffer<>(10, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block 11: must be from 1 to capacity 10");
  }
}
