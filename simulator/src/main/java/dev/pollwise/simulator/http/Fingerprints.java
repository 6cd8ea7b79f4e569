package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.KeyFingerprint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fingerprints of keys, some of them remembered, as most requests come with a key that was seen
 * before. Safe for use by many threads.
 */
public final class Fingerprints {

  private static final int REMEMBERED = 1_000;

  /** Characters of a key that is remembered. */
  private static final int LONGEST = 256;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  public String of(String key) {
    String remembered = known.get(key);
    if (remembered != null) {
      return remembered;
    }
    String made = KeyFingerprint.of(key);
    if (known.size() < REMEMBERED && key.length() <= LONGEST) {
      known.put(key, made);
    }
    return made;
  }
}
