package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.form.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name under which a simulator grades the holder of a key: it never tells the key itself. */
final class Fingerprint {

  private static final int BYTES = 6;

  private Fingerprint() {}

  static String of(Secret key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.UTF_8));
      return "key-" + HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
