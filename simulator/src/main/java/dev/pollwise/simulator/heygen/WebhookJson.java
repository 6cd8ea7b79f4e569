package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.webhook.Endpoint;
import dev.pollwise.simulator.webhook.EventData;
import dev.pollwise.simulator.webhook.WebhookEvent;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.TreeMap;

/** Endpoints and events as JSON. Fields without a value are left out. */
final class WebhookJson {

  private WebhookJson() {}

  /** An endpoint, without its secret. */
  static JsonObjectBuilder endpoint(Endpoint endpoint) {
    JsonObjectBuilder json =
        Json.object().add("endpoint_id", endpoint.id()).add("url", endpoint.url().toString());
    if (!endpoint.events().isEmpty()) {
      JsonArrayBuilder events = Json.array();
      endpoint.events().forEach(events::add);
      json.add("events", events);
    }
    return json.add("status", "enabled").add("created_at", endpoint.createdAt().toString());
  }

  /** An event, as it is delivered and as the history shows it. */
  static JsonObjectBuilder event(WebhookEvent event) {
    return Json.object()
        .add("event_id", event.id())
        .add("event_type", event.data().type())
        .add("event_data", data(event.data()))
        .add("created_at", event.createdAt().toString());
  }

  private static JsonObjectBuilder data(EventData data) {
    return switch (data) {
      case EventData.Translated(var id, var url, var callbackId, var language) ->
          job(id, callbackId, language).add("url", url);
      case EventData.NotTranslated(var id, var message, var callbackId, var language) ->
          job(id, callbackId, language).add("message", message);
      case EventData.BatchFinished(var id, var title, var status, var counts) -> {
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

  private static JsonObjectBuilder job(String id, String callbackId, String language) {
    JsonObjectBuilder json =
        Json.object().add("video_translate_id", id).add("output_language", language);
    return callbackId.isEmpty() ? json : json.add("callback_id", callbackId);
  }
}
