package dev.pollwise.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names that tell API keys apart without telling them, for example {@code key-0a1b2c3d4e5f}. */
public final class KeyFingerprint {

  private static final Pattern FORM = Pattern.compile("key-[0-9a-f]{12}");

  private KeyFingerprint() {}

  /** What a person wrote: a key, or the fingerprint of one, which stays as it is. */
  public static String ofWritten(String keyOrFingerprint) {
    return FORM.matcher(keyOrFingerprint).matches() ? keyOrFingerprint : of(keyOrFingerprint);
  }

  /** The fingerprint of a key that a client presents, whatever it looks like. */
  public static String of(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "key-" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
