package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.heygen.AssetBook.Asset;
import dev.pollwise.simulator.heygen.AssetBook.Asset.Content;
import dev.pollwise.simulator.heygen.AssetBook.UploadBatch;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.SimulatedClock;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads of up to a hundred files under one id. All of them are announced or none; a file that was
 * not sent when its batch is said to be complete has failed, alone, until it is sent and the batch
 * is said to be complete again. No webhook tells of it, as HeyGen has it.
 */
final class UploadBatches {

  private static final String FILES = "files";

  private final SimulatedClock clock;
  private final AssetBook assets;
  private final ResultUrls urls;

  UploadBatches(SimulatedClock clock, AssetBook assets, ResultUrls urls) {
    this.clock = clock;
    this.assets = assets;
    this.urls = urls;
  }

  Response create(RequestContext call) {
    BodyFields fields = new BodyFields(call.json());
    String title = fields.text("title").orElse("");
    Optional<String> unused = fields.text("callback_url", BodyFields.LONGEST_URL);
    List<UploadRequest> requests = requests(fields);
    Instant now = clock.wallInstant();
    List<String> ids = new ArrayList<>();
    JsonArrayBuilder slots = Json.array();
    for (UploadRequest request : requests) {
      Asset asset = request.begin(assets, call.client(), now);
      ids.add(asset.id());
      slots.add(request.slot(asset, urls, call));
    }
    UploadBatch batch = assets.addBatch(call.client(), title, now, ids);
    return HeyGenJson.answer(Json.object().add("batch_id", batch.id()).add("items", slots));
  }

  private static List<UploadRequest> requests(BodyFields fields) {
    List<UploadRequest> requests = new ArrayList<>();
    List<JsonValue> files = fields.requireArray(FILES, Batch.MOST_ITEMS);
    for (int i = 0; i < files.size(); i++) {
      String each = FILES + "[" + i + "]";
      if (!(files.get(i) instanceof JsonObject file)) {
        throw ApiError.invalid(each, each + " must be an object");
      }
      try {
        requests.add(UploadRequest.of(file));
      } catch (ApiError refusal) {
        throw refusal.within(each);
      }
    }
    return requests;
  }

  /** As often as one likes; what was sent meanwhile becomes a file. */
  Response complete(RequestContext call) {
    UploadBatch batch = find(new BodyFields(call.json()).requireText("batch_id"), call);
    for (String id : batch.assets()) {
      Optional<Asset> unused = assets.change(id, UploadBatches::completed);
    }
    return HeyGenJson.answer(202, Json.object().add("batch_id", batch.id()));
  }

  private static Content completed(Content content) {
    return switch (content) {
      case Content.Awaited(int size, Optional<byte[]> sha256, boolean missed) ->
          new Content.Awaited(size, sha256, true);
      case Content.Sent(byte[] bytes) -> new Content.Ready(bytes);
      case Content.Ready ready -> ready;
    };
  }

  Response get(RequestContext call) {
    UploadBatch batch = find(call.pathParameter("id"), call);
    List<JobPlan.State> states = batch.assets().stream().map(this::state).toList();
    return HeyGenJson.batch(
        call,
        HeyGenJson.batchHead(batch.id(), batch.title(), batch.createdAt()),
        states,
        states.stream().map(Batch::word).toList(),
        i -> HeyGenJson.status(batch.assets().get(i), states.get(i)));
  }

  private JobPlan.State state(String id) {
    return assets
        .find(id)
        .map(Asset::state)
        .orElseGet(() -> new JobPlan.State.Failed("The asset is not there any more"));
  }

  private UploadBatch find(String id, RequestContext call) {
    return assets
        .findBatch(id, call.client())
        .orElseThrow(() -> ApiError.of(404, "resource_not_found", "Batch not found"));
  }

  /** Adds the status of each item. */
  void addStatuses(String id, RequestContext call, JsonArrayBuilder data) {
    Optional<UploadBatch> batch = assets.findBatch(id, call.client());
    if (batch.isEmpty()) {
      data.add(Json.object().add("batch_id", id).add("status", "not_found"));
      return;
    }
    List<String> ids = batch.get().assets();
    for (int i = 0; i < ids.size(); i++) {
      data.add(
          HeyGenJson.status(ids.get(i), state(ids.get(i)))
              .add("batch_id", id)
              .add("item_index", i));
    }
  }
}
