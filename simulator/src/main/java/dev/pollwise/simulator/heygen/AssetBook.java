package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that clients uploaded, those that they are about to, and which of them belong together.
 * Keeps at most 128 MB of files, or a quarter of the heap if that is less, and the one added last
 * in any case; and {@value #BATCHES_KEPT} batches, within a sixty-fourth of the heap. Safe for use
 * by many threads.
 */
final class AssetBook {

  static final int LARGEST = 32 * 1_024 * 1_024;

  private static final int COUNT_KEPT = 10_000;
  private static final int BATCHES_KEPT = 10_000;
  private static final int BATCH_BYTES_KEPT = 64 << 20;
  private static final int ID_BYTES = 16;

  /** Bytes of an id in the heap. */
  private static final long ID = 100;

  private final Ids ids;
  private final FairStore<Asset> assets;
  private final FairStore<UploadBatch> batches =
      new FairStore<>(BATCHES_KEPT, BoundedMap.bytes(BATCH_BYTES_KEPT, 64));

  /**
   * Files that were announced together.
   *
   * @param title empty if it has none
   * @param createdAt wall-clock time
   * @param assets their ids
   */
  record UploadBatch(
      String id, String owner, String title, Instant createdAt, List<String> assets) {

    UploadBatch {
      assets = List.copyOf(assets);
    }
  }

  /**
   * A file, or the place for one.
   *
   * @param type MIME type
   * @param createdAt wall-clock time
   */
  record Asset(
      String id, String owner, String name, String type, Instant createdAt, Content content) {

    /** What there is of the file; its bytes are never changed. */
    sealed interface Content {

      /**
       * Nothing yet.
       *
       * @param sha256 of the bytes that are expected; empty if anything goes
       * @param missed whether its batch was said to be complete without it
       */
      record Awaited(int size, Optional<byte[]> sha256, boolean missed) implements Content {}

      /** All of it, but nobody has said that the upload is complete. */
      @SuppressWarnings("ArrayRecordComponent") // compared by nobody
      record Sent(byte[] bytes) implements Content {}

      /** A file that can be used. */
      @SuppressWarnings("ArrayRecordComponent") // compared by nobody
      record Ready(byte[] bytes) implements Content {}
    }

    /** The file, if it can be used. */
    Optional<byte[]> file() {
      return content instanceof Content.Ready(byte[] bytes) ? Optional.of(bytes) : Optional.empty();
    }

    /** How far the upload is. */
    JobPlan.State state() {
      return switch (content) {
        case Content.Awaited(int size, Optional<byte[]> sha256, boolean missed) ->
            missed
                ? new JobPlan.State.Failed(
                    "The file was not uploaded before its batch was complete")
                : new JobPlan.State.Pending();
        case Content.Sent sent -> new JobPlan.State.Pending();
        case Content.Ready ready -> new JobPlan.State.Completed();
      };
    }

    private Asset with(Content other) {
      return new Asset(id, owner, name, type, createdAt, other);
    }

    private long weight() {
      long size =
          switch (content) {
            case Content.Awaited awaited -> 0;
            case Content.Sent(byte[] bytes) -> bytes.length;
            case Content.Ready(byte[] bytes) -> bytes.length;
          };
      return size + name.length();
    }
  }

  AssetBook(Ids ids) {
    this(ids, BoundedMap.bytes(4 * LARGEST, 4));
  }

  /** One that keeps at most so many bytes. */
  AssetBook(Ids ids, long bytes) {
    this.ids = ids;
    this.assets = new FairStore<>(COUNT_KEPT, bytes);
  }

  synchronized Asset add(
      String owner, String name, String type, Instant now, Asset.Content content) {
    Asset asset = new Asset(ids.next("asset", ID_BYTES), owner, name, type, now, content);
    assets.put(owner, asset.id(), asset, asset.weight());
    return asset;
  }

  /** Makes another content of what there is, in one step; empty if there is no such asset. */
  synchronized Optional<Asset> change(String id, UnaryOperator<Asset.Content> change) {
    Optional<Asset> changed =
        assets.find(id).map(asset -> asset.with(change.apply(asset.content())));
    changed.ifPresent(asset -> assets.replace(id, asset, asset.weight()));
    return changed;
  }

  UploadBatch addBatch(String owner, String title, Instant now, List<String> assetIds) {
    String id = ids.next("upload-batch", ID_BYTES);
    UploadBatch batch = new UploadBatch(id, owner, title, now, assetIds);
    batches.put(owner, id, batch, title.length() + ID * assetIds.size());
    return batch;
  }

  /** A batch of that owner. */
  Optional<UploadBatch> findBatch(String id, String owner) {
    return batches.find(id).filter(batch -> batch.owner().equals(owner));
  }

  Optional<Asset> find(String id) {
    return assets.find(id);
  }

  /** The file of that id, if it can be used, whoever owns it. */
  Optional<byte[]> file(String id) {
    return find(id).flatMap(Asset::file);
  }

  boolean delete(Asset asset) {
    return assets.remove(asset.id());
  }

  /** Files of an owner that can be used, the newest first. */
  List<FairStore.Held<Asset>> page(String owner, long before, int limit) {
    return assets.page(owner, before, limit, asset -> asset.file().isPresent());
  }

  synchronized void clear() {
    assets.clear();
    batches.clear();
  }
}
