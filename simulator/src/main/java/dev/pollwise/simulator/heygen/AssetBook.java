package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.simulation.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files that clients uploaded, and those that they are about to. Keeps at most 128 MB of them,
 * or a quarter of the heap if that is less, and the one added last in any case. Safe for use by
 * many threads.
 */
final class AssetBook {

  static final int LARGEST = 32 * 1_024 * 1_024;

  private static final int COUNT_KEPT = 10_000;
  private static final int ID_BYTES = 16;

  private final Ids ids;
  private final FairStore<Asset> assets;

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
       */
      record Awaited(int size, Optional<byte[]> sha256) implements Content {}

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

    Asset with(Content other) {
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

  /** Puts another content in place of what there was; does nothing if it is forgotten. */
  Asset put(Asset asset, Asset.Content content) {
    Asset changed = asset.with(content);
    assets.replace(asset.id(), changed, changed.weight());
    return changed;
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
  }
}
