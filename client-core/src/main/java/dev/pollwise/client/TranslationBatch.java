package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

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
  private final ConcurrentSkipListMap<Integer, Item> known =
      new ConcurrentSkipListMap<>(Comparator.naturalOrder());

  /** Set before anybody else sees the batch. */
  private CompletableFuture<List<Item>> items = new CompletableFuture<>();

  TranslationBatch(BatchId id) {
    this.id = id;
  }

  /** What the server calls it; {@link TranslationClient#batch} takes it up again by that. */
  public BatchId id() {
    return id;
  }

  /** The items that are known so far, in the order of the batch. */
  public List<Item> known() {
    return List.copyOf(known.values());
  }

  /**
   * All items in the order of the batch, when the last of them is known. Fails with {@link
   * dev.pollwise.client.job.PollwiseException.BatchLostException} when contact with the server is
   * lost, the deadline of the policy passes, or the client is closed before; what is known by then
   * stays known, and is waited for. One future for all who ask: cancelling or completing it does
   * nothing, and a stage that blocks holds up no other.
   */
  public CompletableFuture<List<Item>> items() {
    return items;
  }

  void add(Item item) {
    known.put(item.index(), item);
  }

  /** Its items, when the last is known: nobody but the one who finds that out completes it. */
  TranslationBatch whole(CompletableFuture<List<Item>> items) {
    this.items = items;
    return this;
  }

  @Override
  public String toString() {
    return "TranslationBatch[" + id + ", " + known.size() + " items known]";
  }

  /** What has become of an item of a batch. */
  public sealed interface Item {

    /** Its place in the batch, from 0: the languages of the first request, then of the next. */
    int index();

    /** It is a job, and is being waited for. */
    record Started(int index, TranslationJob job) implements Item {
      public Started {
        requireNonNull(job, "job");
      }
    }

    /**
     * It is a job that may have been paid for, but its id is none that could be asked about.
     *
     * @param id as the server gives it, fit to be shown; empty where it was done with the whole
     *     batch and gave none
     */
    record Unidentified(int index, String id) implements Item {
      public Unidentified {
        requireNonNull(id, "id");
      }
    }

    /** There is no job for it, and will be none. */
    record Refused(int index, String reason) implements Item {
      public Refused {
        requireNonNull(reason, "reason");
      }
    }
  }
}
