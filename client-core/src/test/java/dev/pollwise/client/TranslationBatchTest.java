package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.testing.VirtualClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TranslationBatchTest {

  private final VirtualClock worker = new VirtualClock();
  private final TranslationBatch batch = new TranslationBatch(BatchId.of("b-1"), worker);

  @Test
  void whatOneCallerDoesWithItsItemsTouchesNoOther() {
    CompletableFuture<List<TranslationBatch.Item>> items = batch.items();

    assertThat(items.cancel(true)).isFalse();
    assertThat(items.complete(List.of())).isFalse();
    assertThat(batch.items()).isSameAs(items).isNotDone();
    assertThat(items.getNumberOfDependents()).isZero();
    batch.add(new TranslationBatch.Item.Refused(0, "no"));
    batch.complete();
    worker.settle();

    assertThat(items).isCompletedWithValue(batch.known());
  }
}
