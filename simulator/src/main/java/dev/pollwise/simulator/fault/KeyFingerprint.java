package dev.pollwise.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names that tell API keys apart without telling them, for example {@code key-0a1b2c3d4e5f}. */
public final class KeyFingerprint {

  private static final Pattern FORM = Pattern.compile("key-[0-9a-f]{12}");

  /** Never used itself: each request takes a copy, which costs less than to look one up. */
  private static final MessageDigest SHA_256 = sha256();

  private KeyFingerprint() {}

  /** What a person wrote: a key, or the fingerprint of one, which stays as it is. */
  public static String ofWritten(String keyOrFingerprint) {
    return FORM.matcher(keyOrFingerprint).matches() ? keyOrFingerprint : of(keyOrFingerprint);
  }

  /** The fingerprint of a key that a client presents, whatever it looks like. */
  public static String of(String key) {
    byte[] digest = fresh().digest(key.getBytes(StandardCharsets.UTF_8));
    return "key-" + HexFormat.of().formatHex(digest, 0, 6);
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
