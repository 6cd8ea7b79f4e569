package dev.pollwise.client.http;

import static dev.pollwise.client.http.JsonDocument.JSON;

import dev.pollwise.client.http.BatchLookup.Page;
import dev.pollwise.client.http.HeyGenApi.Item;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** HeyGen's batches as JSON. Pure. */
final class BatchFormat {

  /** As many items as a batch can have. */
  private static final int MOST = 100;

  /** The words of a batch of which nothing is left to be done. */
  private static final Set<String> OVER = Set.of("completed", "failed");

  private final Misses misses;

  BatchFormat(Credentials credentials) {
    this.misses = new Misses(credentials);
  }

  /** The body of {@code POST /v3/video-translations/batches}. */
  static byte[] submission(List<Order> orders, String title) {
    JsonArrayBuilder items = JSON.createArrayBuilder();
    orders.forEach(order -> items.add(HeyGenFormat.order(order)));
    JsonObjectBuilder body = JSON.createObjectBuilder().add("video_translations", items);
    if (!title.isEmpty()) {
      body.add("title", title);
    }
    return body.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What an answer to the submit of a batch says; an id that an error brings is used as well. */
  Reply<BatchId> submitted(WireAnswer answer) {
    Optional<String> text =
        JsonDocument.named(answer.body(), data -> data.get("batch_id"))
            .flatMap(value ->
                value instanceof JsonString id ? Optional.of(id.getString()) : Optional.empty());
    Optional<BatchId> id = text.flatMap(BatchFormat::id);
    if (id.isPresent()) {
      return new Reply.Done<>(id.get());
    }
    return misses.submitted(
        answer,
        "no data.batch_id in it"
            + text.map(unusable -> " but an unusable one, " + unusable).orElse(""));
  }

  private static Optional<BatchId> id(String text) {
    try {
      return Optional.of(BatchId.of(text));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static Optional<JsonObject> data(WireAnswer answer) {
    return JsonDocument.object(answer.body()).flatMap(body -> JsonDocument.object(body, "data"));
  }

  /** What an answer of {@code GET /v3/video-translations/batches/{id}} says. */
  Page page(BatchId batch, WireAnswer answer) {
    if (!answer.isSuccess()) {
      return new Page.Missed(misses.of(answer));
    }
    Optional<JsonObject> data = data(answer);
    Optional<String> other =
        data.flatMap(whole -> JsonDocument.scalar(whole, "batch_id"))
            .filter(id -> !id.equals(batch.value()));
    if (other.isPresent()) { // whose jobs are not ours to wait for
      return new Page.Missed(
          misses.unreadable(answer, "it is about another batch, " + other.get()));
    }
    OptionalInt size = data.map(whole -> whole(whole, "total_items")).orElse(OptionalInt.empty());
    if (data.isEmpty()
        || size.isEmpty()
        || size.getAsInt() < 1
        || size.getAsInt() > MOST
        || !(data.get().get("items") instanceof JsonArray items)) {
      return new Page.Missed(
          misses.instead(answer, "no data.items, or no data.total_items from 1 to 100 in it"));
    }
    return new Page.Known(
        size.getAsInt(),
        JsonDocument.objects(items).stream()
            .flatMap(item -> item(item, size.getAsInt()).stream())
            .toList(),
        JsonDocument.nextToken(data.get()),
        JsonDocument.text(data.get(), "status").filter(OVER::contains).isPresent(),
        answer.hint());
  }

  private Optional<Item> item(JsonObject item, int size) {
    OptionalInt index = whole(item, "item_index");
    if (index.isEmpty() || index.getAsInt() < 0 || index.getAsInt() >= size) {
      return Optional.empty();
    }
    String word = JsonDocument.text(item, "status").orElse("");
    boolean isFailed = word.equals("failed");
    Optional<String> name = JsonDocument.text(item, "video_id").filter(text -> !text.isEmpty());
    if (name.isPresent()) {
      Optional<JobId> job = name.flatMap(JsonDocument::jobId);
      return Optional.of(
          job.<Item>map(known ->
                  new Item.Started(index.getAsInt(), known, isFailed || word.equals("completed")))
              .orElseGet(() -> new Item.Garbled(index.getAsInt(), misses.shown(name.get()))));
    }
    return isFailed
        ? Optional.of(
            new Item.Refused(index.getAsInt(), misses.itemError(item).orElse(Misses.NO_REASON)))
        : Optional.empty();
  }

  private static OptionalInt whole(JsonObject parent, String name) {
    // By way of a double, since the text of a hostile number can be as long as the body.
    if (parent.get(name) instanceof JsonNumber number) {
      double value = number.doubleValue();
      return value == Math.rint(value) && Math.abs(value) < 1e6
          ? OptionalInt.of((int) value)
          : OptionalInt.empty();
    }
    return OptionalInt.empty();
  }
}
