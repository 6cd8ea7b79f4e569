package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.SeededRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that clients uploaded. Keeps at most {@value #BYTES_KEPT} bytes of them and forgets the
 * oldest first. Safe for use by many threads.
 */
final class AssetBook {

  static final int LARGEST = 32 * 1_024 * 1_024;
  static final int BYTES_KEPT = 4 * LARGEST;

  private static final int COUNT_KEPT = 10_000;
  private static final int ID_BYTES = 16;

  private final SeededRandom draws;
  private final Map<String, Asset> byId = new LinkedHashMap<>();
  private long created;
  private long bytes;

  /** A file; its content is never changed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Asset(String id, String owner, String type, byte[] content) {}

  AssetBook(long seed) {
    this.draws = new SeededRandom(seed);
  }

  synchronized Asset add(String owner, String type, byte[] content) {
    created++;
    byte[] name = new byte[ID_BYTES];
    draws.of(SeededRandom.Purpose.NAME, "asset", created).nextBytes(name);
    Asset asset = new Asset(HexFormat.of().formatHex(name), owner, type, content);
    byId.put(asset.id(), asset);
    bytes += content.length;
    Iterator<Asset> oldest = byId.values().iterator();
    while (bytes > BYTES_KEPT || byId.size() > COUNT_KEPT) {
      bytes -= oldest.next().content().length;
      oldest.remove();
    }
    return asset;
  }

  synchronized Optional<Asset> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  synchronized void clear() {
    byId.clear();
    bytes = 0;
    created = 0;
  }
}
