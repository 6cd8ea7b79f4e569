package dev.pollwise.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HeyGen's signature: HMAC-SHA256 over the raw body alone, in hex, the secret taken as the text
 * that it is. Compared in constant time.
 */
final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /** Whether one of the secrets has made one of the signatures. */
  static boolean isGenuine(Collection<String> signatures, byte[] body, Collection<String> secrets) {
    List<byte[]> claimed = signatures.stream().flatMap(text -> bytes(text).stream()).toList();
    boolean isGenuine = false;
    for (String secret : secrets) {
      byte[] expected = of(body, secret);
      for (byte[] signature : claimed) {
        isGenuine |= MessageDigest.isEqual(expected, signature);
      }
    }
    return isGenuine;
  }

  private static byte[] of(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  private static Optional<byte[]> bytes(String hex) {
    try {
      return Optional.of(HexFormat.of().parseHex(hex.strip()));
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }
}
