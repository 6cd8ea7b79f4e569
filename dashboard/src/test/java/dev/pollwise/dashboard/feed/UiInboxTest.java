package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UiInboxTest {

  private final Deque<Runnable> ui = new ArrayDeque<>();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final UiInbox<Integer> inbox =
      new UiInbox<>(ui::add, batch -> batches.add(List.copyOf(batch)));

  private void runUi() {
    while (!ui.isEmpty()) {
      ui.poll().run();
    }
  }

  @Test
  void handsOverWhatCameTogetherInOneBatchAndInOrder() {
    inbox.put(1);
    inbox.put(2);
    inbox.put(3);
    assertThat(ui).hasSize(1);

    runUi();

    assertThat(batches).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void schedulesAgainAfterADrain() {
    inbox.put(1);
    runUi();
    inbox.put(2);
    runUi();

    assertThat(batches).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whatComesDuringADrainIsNotLost() {
    List<UiInbox<Integer>> self = new ArrayList<>();
    self.add(
        new UiInbox<>(
            ui::add,
            batch -> {
              batches.add(List.copyOf(batch));
              if (batch.contains(1)) {
                self.getFirst().put(2);
              }
            }));
    self.getFirst().put(1);

    runUi();

    assertThat(batches).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void aFloodComesInBatchesOfLimitedSizeSoThatTheWindowStaysAlive() {
    int flood = UiInbox.LARGEST_BATCH * 2 + 1;
    IntStream.range(0, flood).forEach(inbox::put);

    runUi();

    assertThat(batches).hasSize(3);
    assertThat(batches.stream().flatMap(List::stream))
        .containsExactlyElementsOf(IntStream.range(0, flood).boxed().toList());
  }

  @Test
  void losesNothingAmongManyThreads() throws InterruptedException {
    List<Integer> seen = new ArrayList<>();
    int threads = 8;
    int each = 5_000;
    CountDownLatch done = new CountDownLatch(1);
    try (ExecutorService single = Executors.newSingleThreadExecutor();
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      UiInbox<Integer> busy =
          new UiInbox<>(
              single,
              batch -> {
                seen.addAll(batch);
                if (seen.size() == threads * each) {
                  done.countDown();
                }
              });
      for (int i = 0; i < threads; i++) {
        many.execute(() -> IntStream.range(0, each).forEach(busy::put));
      }
      assertThat(done.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seen).hasSize(threads * each);
  }
}
