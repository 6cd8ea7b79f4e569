package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.simulation.Job;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchBookTest {

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final BatchBook book = new BatchBook(bench.simulation);

  @Test
  void remembersTheLastBatches() {
    String first = book.add("me", "", List.of()).id();
    String second = book.add("me", "", List.of()).id();
    for (int i = 0; i < BatchBook.KEPT - 2; i++) {
      Batch unused = book.add("me", "", List.of());
    }
    assertThat(book.find(first)).isPresent();

    String last = book.add("me", "", List.of()).id();

    assertThat(book.find(first)).isEmpty();
    assertThat(book.find(second)).isPresent();
    assertThat(book.find(last)).isPresent();
  }

  @Test
  void nobodyLosesBatchesByWhatAnotherCreates() {
    List<Job> jobs = List.of(bench.simulation.implicitJob());
    String mine = book.add("me", "", jobs).id();
    String first = book.add("greedy", "", List.of()).id();
    for (int i = 0; i < BatchBook.KEPT; i++) {
      Batch unused = book.add("greedy", "x".repeat(50), jobs);
    }
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      others.add(book.add("client " + i, "", jobs).id());
    }

    assertThat(book.find(mine)).isPresent();
    assertThat(book.find(first)).isEmpty();
    assertThat(others).allMatch(id -> book.find(id).isPresent());
  }

  @Test
  void isEmptyAfterAReset() {
    String id = book.add("me", "", List.of()).id();

    bench.simulation.reset();

    assertThat(book.find(id)).isEmpty();
  }
}
