package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.heygen.AssetBook.Asset;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that a client is about to send to an address of its own.
 *
 * @param type MIME type
 * @param sha256 of its bytes, if that was said
 */
record UploadRequest(String name, String type, int size, Optional<byte[]> sha256) {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int SHA256_BYTES = 32;
  private static final HeaderName CHECKSUM = HeaderNames.create("x-amz-checksum-sha256");

  static UploadRequest of(JsonObject body) {
    BodyFields fields = new BodyFields(body);
    String name = fields.requireText("filename", BodyFields.LONGEST_TEXT);
    String type = fields.requireText("content_type", BodyFields.LONGEST_TEXT);
    if (!AssetService.isKnown(type)) {
      throw fields.refused("content_type", "is not supported");
    }
    int size = fields.requireWhole("size_bytes", 1, AssetBook.LARGEST);
    return new UploadRequest(name, type, size, sha256(fields));
  }

  /** In hexadecimal digits, as the schema has it, or in Base64, as examples do. */
  static Optional<byte[]> sha256(BodyFields fields) {
    Optional<String> text = fields.text("checksum_sha256");
    try {
      Optional<byte[]> sum =
          text.map(each ->
              each.length() == 2 * SHA256_BYTES
                  ? HexFormat.of().parseHex(each)
                  : Base64.getDecoder().decode(each));
      if (sum.isEmpty() || sum.get().length == SHA256_BYTES) {
        return sum;
      }
    } catch (IllegalArgumentException e) {
      // It is neither, and refused like one of another length.
    }
    throw fields.refused("checksum_sha256", "must be a SHA-256 in 64 hexadecimal digits");
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Has the file awaited from now on. */
  Asset begin(AssetBook assets, String owner, Instant now) {
    return assets.add(owner, name, type, now, new Asset.Content.Awaited(size, sha256, false));
  }

  /** Where and how to send it. */
  JsonObjectBuilder slot(Asset asset, ResultUrls urls, RequestContext call) {
    JsonObjectBuilder headers = Json.object().add("Content-Type", type);
    sha256.ifPresent(
        sum -> headers.add(CHECKSUM.defaultCase(), Base64.getEncoder().encodeToString(sum)));
    String path = "/uploads/" + asset.id();
    return Json.object()
        .add("asset_id", asset.id())
        .add("upload_url", urls.signed(call.authority(), path, LIFETIME))
        .add("upload_headers", headers)
        .add("expires_in_seconds", LIFETIME.toSeconds())
        .add("max_bytes", AssetBook.LARGEST)
        .add("status", "pending_upload");
  }
}
