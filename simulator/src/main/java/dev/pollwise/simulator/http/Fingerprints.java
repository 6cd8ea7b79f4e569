package dev.pollwise.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells keys apart without telling them. Remembers some, as most requests come with a key that was
 * seen before. Safe for use by many threads.
 */
final class Fingerprints {

  private static final int REMEMBERED = 1_000;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  String of(String key) {
    String remembered = known.get(key);
    if (remembered != null) {
      return remembered;
    }
    String made = make(key);
    if (known.size() < REMEMBERED) {
      known.put(key, made);
    }
    return made;
  }

  private static String make(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "key-" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
