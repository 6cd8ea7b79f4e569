package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.webhook.Endpoints;
import dev.pollwise.simulator.webhook.WebhookEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Webhook endpoints and the history of events, as HeyGen's API v3 has them.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -H 'Content-Type: application/json' \
 *   -d '{"url":"http://localhost:9000/hook","events":["video_translate.success"]}' \
 *   http://localhost:8080/v3/webhooks/endpoints
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/webhooks/endpoints
 * curl -X POST -H 'X-Api-Key: demo' http://localhost:8080/v3/webhooks/endpoints/ID/rotate-secret
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/webhooks/event-types
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/webhooks/events?entity_id=ID'
 * </pre>
 */
final class WebhookService implements HttpService {

  private static final String ALL = "/v3/webhooks/endpoints";
  private static final String ONE = ALL + "/{id}";

  private final ServerContext bench;
  private final Face face;
  private final Webhooks webhooks;
  private final Endpoints endpoints;
  private final IdempotencyKeys keys;

  WebhookService(ServerContext bench, Face face, Webhooks webhooks, IdempotencyKeys keys) {
    this.keys = keys;
    this.bench = bench;
    this.face = face;
    this.webhooks = webhooks;
    this.endpoints = webhooks.endpoints();
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, new Exchange(bench).of(face))
        .post(ALL, keys.once(Route.of("webhook-create", this::create)))
        .get(ALL, Route.of("webhook-list", this::list))
        .patch(ONE, keys.once(Route.of("webhook-update", this::update)))
        .delete(ONE, keys.once(Route.of("webhook-delete", this::delete)))
        .post(ONE + "/rotate-secret", keys.once(Route.of("webhook-rotate", this::rotate)))
        .get("/v3/webhooks/event-types", Route.of("webhook-event-types", this::eventTypes))
        .get("/v3/webhooks/events", Route.of("webhook-events", this::events))
        .refuseOtherMethods();
  }

  private Response create(RequestContext call) {
    JsonObject body = call.json();
    BodyFields fields = new BodyFields(body);
    URI url = url(fields).orElseThrow(() -> fields.refused("url", "is required"));
    List<String> events = subscription(body);
    String entityId = fields.text("entity_id").orElse("");
    Endpoints.Endpoint added =
        endpoints
            .add(call.client(), url, events, entityId, bench.wall().instant())
            .orElseThrow(() ->
                ApiError.of(
                    400,
                    "resource_limit_reached",
                    "No more than " + Endpoints.PER_OWNER + " webhook endpoints are possible"));
    var data = WebhookJson.endpoint(added).add("secret", added.secret());
    return HeyGenJson.answer(data);
  }

  private Response list(RequestContext call) {
    return HeyGenJson.page(
        call,
        10,
        100,
        (before, limit) -> endpoints.page(call.client(), before, limit),
        Endpoints.Endpoint::number,
        WebhookJson::endpoint);
  }

  private Response update(RequestContext call) {
    Endpoints.Endpoint endpoint = endpoint(call);
    JsonObject body = call.json();
    Optional<URI> url = url(new BodyFields(body));
    Optional<List<String>> events =
        body.containsKey("events") ? Optional.of(subscription(body)) : Optional.empty();
    Endpoints.Endpoint changed =
        endpoints
            .change(
                endpoint,
                known -> known.with(url.orElse(known.url()), events.orElse(known.events())))
            .orElseThrow(WebhookService::notFound);
    return HeyGenJson.answer(WebhookJson.endpoint(changed));
  }

  private Response delete(RequestContext call) {
    endpoints.delete(endpoint(call));
    return HeyGenJson.answer(Json.object());
  }

  private Response rotate(RequestContext call) {
    Endpoints.Endpoint rotated =
        endpoints.rotate(endpoint(call)).orElseThrow(WebhookService::notFound);
    var data = Json.object().add("endpoint_id", rotated.id()).add("secret", rotated.secret());
    return HeyGenJson.answer(data);
  }

  private Response eventTypes(RequestContext call) {
    JsonArrayBuilder data = Json.array();
    WebhookEvent.Types.described()
        .forEach((type, description) ->
            data.add(Json.object().add("event_type", type).add("description", description)));
    return Response.json(200, Json.object().add("data", data).add("has_more", false).build());
  }

  private Response events(RequestContext call) {
    Optional<String> type = call.query("event_type");
    Optional<String> entityId = call.query("entity_id");
    if (type.isPresent() && !WebhookEvent.Types.names().contains(type.get())) {
      throw ApiError.invalid("event_type", "event_type must be one of /v3/webhooks/event-types");
    }
    return HeyGenJson.page(
        call,
        10,
        100,
        (before, limit) ->
            webhooks
                .history()
                .page(
                    before,
                    limit,
                    event ->
                        event.owner().equals(call.client())
                            && event.data().type().equals(type.orElse(event.data().type()))
                            && event
                                .data()
                                .entityId()
                                .equals(entityId.orElse(event.data().entityId()))),
        WebhookEvent::number,
        webhooks.json()::event);
  }

  private Endpoints.Endpoint endpoint(RequestContext call) {
    return endpoints
        .find(call.pathParameter("id"), call.client())
        .orElseThrow(WebhookService::notFound);
  }

  private static ApiError notFound() {
    return ApiError.of(404, "webhook_not_found", "Webhook endpoint not found");
  }

  private Optional<URI> url(BodyFields fields) {
    return CreateRequest.url(fields, "url", webhooks.settings());
  }

  /** Empty for all events. */
  private static List<String> subscription(JsonObject body) {
    JsonValue value = body.getOrDefault("events", JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return List.of();
    }
    if (!(value instanceof JsonArray names) || names.isEmpty()) {
      throw ApiError.invalid("events", "events must be null, or an array that is not empty");
    }
    Set<String> events = new LinkedHashSet<>();
    for (JsonValue name : names) {
      if (!(name instanceof JsonString text
          && WebhookEvent.Types.names().contains(text.getString()))) {
        throw ApiError.invalid(
            "events", "events has a type that does not exist, see /v3/webhooks/event-types");
      }
      events.add(text.getString());
    }
    return List.copyOf(events);
  }
}
