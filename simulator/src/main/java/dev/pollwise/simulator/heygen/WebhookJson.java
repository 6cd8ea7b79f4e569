package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.webhook.Endpoints;
import dev.pollwise.simulator.webhook.WebhookEvent;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * Endpoints and events as JSON. An endpoint has null for what it does not tell, as HeyGen documents
 * it; of an event, fields without a value are left out. Times are to the second.
 *
 * @param idField what names a translation in an event
 */
record WebhookJson(String idField) {

  /** An endpoint, without its secret; null events stand for all. */
  static JsonObjectBuilder endpoint(Endpoints.Endpoint endpoint) {
    JsonObjectBuilder json =
        Json.object()
            .add("endpoint_id", endpoint.id())
            .add("url", endpoint.url().toString())
            .add("status", "enabled")
            .add("created_at", toTheSecond(endpoint.createdAt()))
            .addNull("secret");
    if (endpoint.events().isEmpty()) {
      return json.addNull("events");
    }
    JsonArrayBuilder events = Json.array();
    endpoint.events().forEach(events::add);
    return json.add("events", events);
  }

  private static String toTheSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** An event, as it is delivered and as the history shows it. */
  JsonObjectBuilder event(WebhookEvent event) {
    return Json.object()
        .add("event_id", event.id())
        .add("event_type", event.data().type())
        .add("event_data", data(event.data()))
        .add("created_at", toTheSecond(event.createdAt()));
  }

  private JsonObjectBuilder data(WebhookEvent.Data data) {
    return switch (data) {
      case WebhookEvent.Data.Translated(var id, var url, var callbackId, var language) ->
          job(id, callbackId, language).add("url", url);
      case WebhookEvent.Data.NotTranslated(var id, var message, var callbackId, var language) ->
          job(id, callbackId, language).add("message", message);
      case WebhookEvent.Data.Proofread(var id, var failure, var language) -> {
        JsonObjectBuilder json =
            Json.object().add("proofread_id", id).add("output_language", language);
        yield failure.isEmpty() ? json : json.add("message", failure);
      }
      case WebhookEvent.Data.BatchFinished(var id, var title, var status, var counts) -> {
        JsonObjectBuilder json = Json.object().add("batch_id", id).add("status", status);
        if (!title.isEmpty()) {
          json.add("title", title);
        }
        JsonObjectBuilder numbers = Json.object();
        new TreeMap<>(counts).forEach(numbers::add);
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        yield json.add("total_items", total).add("counts_by_status", numbers);
      }
    };
  }

  private JsonObjectBuilder job(String id, String callbackId, String language) {
    JsonObjectBuilder json = Json.object().add(idField, id).add("output_language", language);
    return callbackId.isEmpty() ? json : json.add("callback_id", callbackId);
  }
}
