package dev.pollwise.client;

import dev.pollwise.client.job.BatchId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A batch that the server has accepted. Its jobs become known one after the other, since the server
 * may wait for room, and each is waited for from then on. All methods are safe for any thread.
 */
public final class TranslationBatch {

  private final BatchId id;
  private final ConcurrentSkipListMap<Integer, BatchItem> known =
      new ConcurrentSkipListMap<>(Comparator.naturalOrder());
  private final CompletableFuture<List<BatchItem>> items = new CompletableFuture<>();

  TranslationBatch(BatchId id) {
    this.id = id;
  }

  /** What the server calls it; {@link TranslationClient#batch} takes it up again by that. */
  public BatchId id() {
    return id;
  }

  /** The items that are known so far, in the order of the batch. */
  public List<BatchItem> known() {
    return List.copyOf(known.values());
  }

  /**
   * All items in the order of the batch, when the last of them is known. Fails with {@link
   * dev.pollwise.client.job.BatchLostException} when contact with the server is lost, the deadline
   * of the policy passes, or the client is closed before; what is known by then stays known, and is
   * waited for.
   */
  public CompletableFuture<List<BatchItem>> items() {
    return items.copy();
  }

  void add(BatchItem item) {
    known.put(item.index(), item);
  }

  void complete() {
    items.complete(known());
  }

  void fail(Throwable lost) {
    items.completeExceptionally(lost);
  }

  @Override
  public String toString() {
    return "TranslationBatch[" + id + ", " + known.size() + " items known]";
  }
}
