package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.heygen.AssetBook.Asset;
import dev.pollwise.simulator.heygen.AssetBook.Asset.Content;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Uploads that do not pass through the API, as HeyGen's API v3 has them: ask for an address, {@code
 * PUT} the file there, say that it is complete. Files are not larger than in other uploads.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' \
 *   -d '{"filename":"a.mp4","content_type":"video/mp4","size_bytes":4096}' \
 *   http://localhost:8080/v3/assets/direct-uploads
 * curl -T a.mp4 -H 'Content-Type: video/mp4' 'UPLOAD_URL'
 * curl -X POST -H 'X-Api-Key: demo' http://localhost:8080/v3/assets/ID/complete
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/assets/statuses?asset_ids=ID'
 * </pre>
 */
final class UploadService implements HttpService {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int MOST_IDS = 100;
  private static final int SHA256_BYTES = 32;
  private static final HeaderName CHECKSUM = HeaderNames.create("x-amz-checksum-sha256");

  private final ServerContext bench;
  private final Face face;
  private final Face open;
  private final AssetBook assets;
  private final ResultUrls urls;
  private final IdempotencyKeys keys;

  UploadService(
      ServerContext bench, Face face, AssetBook assets, ResultUrls urls, IdempotencyKeys keys) {
    this.bench = bench;
    this.face = face;
    this.open = Face.withoutKey(face);
    this.assets = assets;
    this.urls = urls;
    this.keys = keys;
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, new Exchange(bench).of(face))
        .post("/v3/assets/direct-uploads", once(Route.of("upload-create", this::create)))
        .get("/v3/assets/statuses", Route.of("asset-statuses", this::statuses))
        .post("/v3/assets/{id}/complete", once(Route.of("upload-complete", this::complete)))
        .refuseOtherMethods();
    new Routes(rules, new Exchange(bench).of(open))
        .put("/uploads/{id}", Route.taking(AssetBook.LARGEST, "upload", this::take))
        .refuseOtherMethods();
  }

  private Route once(Route route) {
    return keys.once(route, bench.simulation().clock());
  }

  private Response create(RequestContext call) {
    BodyFields fields = new BodyFields(call.json());
    String name = fields.requireText("filename", BodyFields.LONGEST_TEXT);
    String type = fields.requireText("content_type", BodyFields.LONGEST_TEXT);
    if (!AssetService.isKnown(type)) {
      throw fields.refused("content_type", "is not supported");
    }
    int size = fields.requireWhole("size_bytes", 1, AssetBook.LARGEST);
    Optional<byte[]> sha256 = sha256(fields);
    Asset asset =
        assets.add(
            call.client(),
            name,
            type,
            bench.simulation().clock().wallInstant(),
            new Content.Awaited(size, sha256));
    JsonObjectBuilder headers = Json.object().add("Content-Type", type);
    sha256.ifPresent(sum -> headers.add(CHECKSUM.defaultCase(), base64(sum)));
    JsonObjectBuilder data =
        Json.object()
            .add("asset_id", asset.id())
            .add("upload_url", urls.signed(call.authority(), path(asset.id()), LIFETIME))
            .add("upload_headers", headers)
            .add("expires_in_seconds", LIFETIME.toSeconds())
            .add("max_bytes", AssetBook.LARGEST)
            .add("status", "pending_upload");
    return Response.json(200, HeyGenJson.data(data).build());
  }

  private static String path(String id) {
    return "/uploads/" + id;
  }

  /** In hexadecimal digits, as the schema has it, or in Base64, as examples do. */
  private static Optional<byte[]> sha256(BodyFields fields) {
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

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Takes the file at the address that was given for it; no key is needed, the address is enough.
   */
  private Response take(RequestContext call) {
    Asset asset = assets.find(call.pathParameter("id")).orElseThrow(AssetService::notFound);
    if (!urls.isGood(call)) {
      throw ApiError.of(403, "resource_access_denied", "This URL is not valid or has expired");
    }
    if (!(asset.content() instanceof Content.Awaited(int size, Optional<byte[]> sha256))) {
      throw ApiError.of(409, "conflict", "The file was uploaded already");
    }
    if (!call.header(HeaderNames.CONTENT_TYPE).orElse("").equals(asset.type())) {
      throw ApiError.invalid("Content-Type", "Content-Type must be as in upload_headers");
    }
    if (call.body().length != size) {
      throw ApiError.invalid("", "The file must have " + size + " bytes, as was said");
    }
    if (sha256.isPresent() && !MessageDigest.isEqual(sha256.get(), sha256(call.body()))) {
      throw ApiError.invalid("", "The file has another SHA-256 than was said");
    }
    Asset unused = assets.put(asset, new Content.Sent(call.body()));
    return Response.empty(200);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As often as one likes, with the same answer. */
  private Response complete(RequestContext call) {
    BodyFields fields = new BodyFields(call.jsonOrNothing());
    Optional<byte[]> sum = sha256(fields);
    Asset asset =
        assets
            .find(call.pathParameter("id"))
            .filter(known -> known.owner().equals(call.client()))
            .orElseThrow(AssetService::notFound);
    byte[] file =
        switch (asset.content()) {
          case Content.Awaited awaited ->
              throw ApiError.of(409, "resource_not_ready", "The file was not uploaded yet");
          case Content.Sent(byte[] bytes) -> bytes;
          case Content.Ready(byte[] bytes) -> bytes;
        };
    if (sum.isPresent() && !MessageDigest.isEqual(sum.get(), sha256(file))) {
      throw fields.refused("checksum_sha256", "is not that of the file");
    }
    Asset ready = assets.put(asset, new Content.Ready(file));
    JsonObjectBuilder data = AssetService.uploaded(ready, file, call).add("status", "processing");
    return Response.json(200, HeyGenJson.data(data).build());
  }

  /** The words of translations in bulk; an asset's id is a {@code video_id} here. */
  private Response statuses(RequestContext call) {
    List<String> ids = call.list("asset_ids");
    List<String> batches = call.list("batch_ids");
    int count = ids.size() + batches.size();
    if (count < 1 || count > MOST_IDS) {
      throw ApiError.invalid(
          "asset_ids", "asset_ids and batch_ids must name from 1 to " + MOST_IDS + " together");
    }
    JsonArrayBuilder data = Json.array();
    for (String id : ids) {
      String status =
          assets
              .find(id)
              .filter(asset -> asset.owner().equals(call.client()))
              .map(asset -> asset.file().isPresent() ? "completed" : "queued")
              .orElse("not_found");
      data.add(Json.object().add("video_id", id).add("status", status));
    }
    for (String id : batches) {
      data.add(Json.object().add("batch_id", id).add("status", "not_found"));
    }
    return Response.json(200, Json.object().add("data", data).add("has_more", false).build());
  }
}
