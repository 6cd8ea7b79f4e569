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
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.security.MessageDigest;
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
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' \
 *   -d '{"files":[{"filename":"a.mp4","content_type":"video/mp4","size_bytes":4096}]}' \
 *   http://localhost:8080/v3/assets/direct-uploads/batches
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' -d '{"batch_id":"ID"}' \
 *   http://localhost:8080/v3/assets/complete/batches
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/assets/batches/ID
 * </pre>
 */
final class UploadService implements HttpService {

  private static final int MOST_IDS = 100;

  private final ServerContext bench;
  private final Face face;
  private final Face open;
  private final AssetBook assets;
  private final ResultUrls urls;
  private final IdempotencyKeys keys;
  private final UploadBatches uploadBatches;

  UploadService(
      ServerContext bench, Face face, AssetBook assets, ResultUrls urls, IdempotencyKeys keys) {
    this.bench = bench;
    this.face = face;
    this.open = Face.withoutKey(face);
    this.assets = assets;
    this.urls = urls;
    this.keys = keys;
    this.uploadBatches = new UploadBatches(bench.simulation().clock(), assets, urls);
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, new Exchange(bench).of(face))
        .post("/v3/assets/direct-uploads", keys.once(Route.of("upload-create", this::create)))
        .post(
            "/v3/assets/direct-uploads/batches",
            keys.once(Route.of("upload-batch-create", uploadBatches::create)))
        .post(
            "/v3/assets/complete/batches",
            keys.once(Route.of("upload-batch-complete", uploadBatches::complete)))
        .get("/v3/assets/batches/{id}", Route.of("upload-batch-get", uploadBatches::get))
        .get("/v3/assets/statuses", Route.of("asset-statuses", this::statuses))
        .post("/v3/assets/{id}/complete", keys.once(Route.of("upload-complete", this::complete)))
        .refuseOtherMethods();
    new Routes(rules, new Exchange(bench).of(open))
        .put("/uploads/{id}", Route.taking(AssetBook.LARGEST, "upload", this::take))
        .refuseOtherMethods();
  }

  private Response create(RequestContext call) {
    UploadRequest request = UploadRequest.of(call.json());
    Asset asset = request.begin(assets, call.client(), bench.simulation().clock().wallInstant());
    return HeyGenJson.answer(request.slot(asset, urls, call));
  }

  /**
   * Takes the file at the address that was given for it; no key is needed, the address is enough.
   */
  private Response take(RequestContext call) {
    Asset asset = assets.find(call.pathParameter("id")).orElseThrow(AssetService::notFound);
    if (!urls.isGood(call)) {
      throw ApiError.of(403, "resource_access_denied", "This URL is not valid or has expired");
    }
    byte[] file = call.body();
    byte[] sum = UploadRequest.sha256(file);
    String type = call.header(HeaderNames.CONTENT_TYPE).orElse("");
    Asset unused =
        assets
            .change(asset.id(), content -> sent(awaited(content), asset.type(), type, file, sum))
            .orElseThrow(AssetService::notFound);
    return Response.empty(200);
  }

  private static Content.Awaited awaited(Content content) {
    return switch (content) {
      case Content.Awaited awaited -> awaited;
      case Content.Sent sent -> throw sentBefore();
      case Content.Ready ready -> throw sentBefore();
    };
  }

  private static ApiError sentBefore() {
    return ApiError.of(409, "conflict", "The file was uploaded already");
  }

  private static Content sent(
      Content.Awaited awaited, String expectedType, String type, byte[] file, byte[] sum) {
    if (!type.equals(expectedType)) {
      throw ApiError.invalid("Content-Type", "Content-Type must be as in upload_headers");
    }
    if (file.length != awaited.size()) {
      throw ApiError.invalid("", "The file must have " + awaited.size() + " bytes, as was said");
    }
    if (!awaited.sha256().map(said -> MessageDigest.isEqual(said, sum)).orElse(true)) {
      throw ApiError.invalid("", "The file has another SHA-256 than was said");
    }
    return new Content.Sent(file);
  }

  /** As often as one likes, with the same answer. */
  private Response complete(RequestContext call) {
    BodyFields fields = new BodyFields(call.jsonOrNothing());
    Optional<byte[]> sum = UploadRequest.sha256(fields);
    String id =
        assets
            .find(call.pathParameter("id"))
            .filter(known -> known.owner().equals(call.client()))
            .orElseThrow(AssetService::notFound)
            .id();
    Asset ready =
        assets
            .change(id, content -> ready(content, sum, fields))
            .orElseThrow(AssetService::notFound);
    byte[] file = ready.file().orElseThrow(AssetService::notFound);
    JsonObjectBuilder data = AssetService.uploaded(ready, file, call).add("status", "processing");
    return HeyGenJson.answer(data);
  }

  private static Content ready(Content content, Optional<byte[]> sum, BodyFields fields) {
    byte[] file =
        switch (content) {
          case Content.Awaited awaited ->
              throw ApiError.of(409, "resource_not_ready", "The file was not uploaded yet");
          case Content.Sent(byte[] bytes) -> bytes;
          case Content.Ready(byte[] bytes) -> bytes;
        };
    if (sum.isPresent() && !MessageDigest.isEqual(sum.get(), UploadRequest.sha256(file))) {
      throw fields.refused("checksum_sha256", "is not that of the file");
    }
    return new Content.Ready(file);
  }

  /** The words of translations in bulk; an asset's id is a {@code video_id} here. */
  private Response statuses(RequestContext call) {
    List<String> ids = call.list("asset_ids");
    List<String> batchIds = call.list("batch_ids");
    int count = ids.size() + batchIds.size();
    if (count < 1 || count > MOST_IDS) {
      throw ApiError.invalid(
          "asset_ids", "asset_ids and batch_ids must name from 1 to " + MOST_IDS + " together");
    }
    JsonArrayBuilder data = Json.array();
    for (String id : ids) {
      data.add(
          assets
              .find(id)
              .filter(asset -> asset.owner().equals(call.client()))
              .map(asset -> HeyGenJson.status(id, asset.state()))
              .orElseGet(() -> HeyGenJson.notFound(id)));
    }
    batchIds.forEach(id -> uploadBatches.addStatuses(id, call, data));
    return Response.json(200, Json.object().add("data", data).add("has_more", false).build());
  }
}
