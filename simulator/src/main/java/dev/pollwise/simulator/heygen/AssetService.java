package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.heygen.AssetBook.Asset;
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
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Files that can be the source of a translation, and who the key belongs to, as HeyGen's API v3 has
 * them.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -F file=@a.mp4 http://localhost:8080/v3/assets
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/users/me
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/assets?username=USERNAME'
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/assets/ID
 * curl -X DELETE -H 'X-Api-Key: demo' http://localhost:8080/v3/assets/ID
 * </pre>
 */
final class AssetService implements HttpService {

  /** What a form needs around a file of the greatest size. */
  private static final int FORM = 64 * 1_024;

  /** The longest body that any route takes. */
  static final int LONGEST_BODY = AssetBook.LARGEST + FORM;

  /** Uploads read at once; others wait their turn. */
  private static final int AT_ONCE = 4;

  /** In dollars. Simulated jobs cost nothing, so it never gets less. */
  private static final int BALANCE = 100;

  private static final String ALL = "/v3/assets";
  private static final String ONE = ALL + "/{id}";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("srt", "application/x-subrip"));

  private final ServerContext bench;
  private final Face face;
  private final Face open;
  private final AssetBook assets;
  private final IdempotencyKeys keys;
  private final Semaphore uploads = new Semaphore(AT_ONCE);

  AssetService(ServerContext bench, Face face, AssetBook assets, IdempotencyKeys keys) {
    this.bench = bench;
    this.face = face;
    this.open = Face.withoutKey(face);
    this.assets = assets;
    this.keys = keys;
    bench.simulation().onReset(assets::clear);
  }

  @Override
  public void routing(HttpRules rules) {
    Routes.Pipeline exchange = new Exchange(bench).of(face);
    new Routes(rules, exchange)
        .post(ALL, keys.once(Route.taking(LONGEST_BODY, "asset-create", this::upload)))
        .get(ALL, Route.of("asset-list", this::list))
        .refuseOtherMethods();
    new Routes(rules, exchange)
        .get("/v3/users/me", Route.of("user", this::user))
        .get(ONE, Route.of("asset-get", this::get))
        .delete(ONE, keys.once(Route.of("asset-delete", this::delete)))
        .refuseOtherMethods();
    new Routes(rules, new Exchange(bench).of(open))
        .get("/assets/{id}", Route.of("asset", this::file))
        .refuseOtherMethods();
  }

  private Response upload(RequestContext call) {
    String type = call.header(HeaderNames.CONTENT_TYPE).orElse("");
    Multipart.Part file =
        parts(type, call.body()).stream()
            .filter(part -> part.name().equals("file"))
            .findFirst()
            .orElseThrow(() -> ApiError.invalid("file", "file is required"));
    if (file.content().length == 0) {
      throw ApiError.invalid("file", "file must not be empty");
    }
    if (file.content().length > AssetBook.LARGEST) {
      throw ApiError.of(413, "", "file is longer than " + AssetBook.LARGEST + " bytes");
    }
    if (file.fileName().length() > BodyFields.LONGEST_TEXT) {
      throw ApiError.invalid(
          "file", "file must have a name of at most " + BodyFields.LONGEST_TEXT + " characters");
    }
    String known =
        type(file)
            .orElseThrow(() ->
                ApiError.invalid(
                    "file", "file must be one of png, jpeg, mp4, webm, mp3, wav, pdf, srt"));
    Asset asset =
        assets.add(
            call.client(),
            file.fileName(),
            known,
            bench.simulation().clock().wallInstant(),
            new Asset.Content.Ready(file.content()));
    return HeyGenJson.answer(uploaded(asset, file.content(), call));
  }

  /** In turn, as each part is a copy. */
  private List<Multipart.Part> parts(String type, byte[] body) {
    uploads.acquireUninterruptibly();
    try {
      return Multipart.read(type, body);
    } finally {
      uploads.release();
    }
  }

  /** By what the part says it is, or else by the name of its file. */
  private static Optional<String> type(Multipart.Part file) {
    String said = file.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (isKnown(said)) {
      return Optional.of(said);
    }
    int dot = file.fileName().lastIndexOf('.');
    String ending = file.fileName().substring(dot + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(ending));
  }

  /** Whether files of that MIME type are taken. */
  static boolean isKnown(String type) {
    return TYPES.containsValue(type);
  }

  /** What is told of a file that was uploaded just now. */
  static JsonObjectBuilder uploaded(Asset asset, byte[] file, RequestContext call) {
    return Json.object()
        .add("asset_id", asset.id())
        .add("url", url(asset, call))
        .add("mime_type", asset.type())
        .add("size_bytes", file.length);
  }

  static String url(Asset asset, RequestContext call) {
    return "http://" + call.authority() + "/assets/" + asset.id();
  }

  private Response list(RequestContext call) {
    String owner =
        call.query("username")
            .orElseThrow(() -> ApiError.invalid("username", "username is required"));
    boolean atRoot = call.query("folder_id").isEmpty(); // there are no folders here
    boolean visible = owner.equals(call.client()) && atRoot;
    return HeyGenJson.page(
        call,
        20,
        100,
        (before, limit) -> visible ? assets.page(owner, before, limit) : List.of(),
        FairStore.Held::number,
        held -> resource(held.value(), call));
  }

  private Response get(RequestContext call) {
    return HeyGenJson.answer(resource(own(call), call));
  }

  private Response delete(RequestContext call) {
    Asset asset = own(call);
    boolean unused = assets.delete(asset);
    return HeyGenJson.answer(Json.object().add("id", asset.id()));
  }

  private static JsonObjectBuilder resource(Asset asset, RequestContext call) {
    return Json.object()
        .add("id", asset.id())
        .add("name", asset.name())
        .add("type", kind(asset.type()))
        .add("url", url(asset, call))
        .add("owner", asset.owner())
        .add("space_id", "space-" + asset.owner())
        .addNull("folder_id")
        .add("uploaded_at", asset.createdAt().getEpochSecond());
  }

  private static String kind(String type) {
    return switch (type) {
      case "application/pdf" -> "pdf";
      case "application/x-subrip" -> "srt";
      case String media -> media.substring(0, media.indexOf('/'));
    };
  }

  private Asset own(RequestContext call) {
    return assets
        .find(call.pathParameter("id"))
        .filter(asset -> asset.owner().equals(call.client()) && asset.file().isPresent())
        .orElseThrow(AssetService::notFound);
  }

  static ApiError notFound() {
    return ApiError.of(404, "asset_not_found", "Asset not found");
  }

  private Response file(RequestContext call) {
    Asset asset = assets.find(call.pathParameter("id")).orElseThrow(AssetService::notFound);
    byte[] file = asset.file().orElseThrow(AssetService::notFound);
    return ByteRange.answer(call, Response.bytes(asset.type(), file), asset.id());
  }

  private Response user(RequestContext call) {
    JsonObjectBuilder wallet =
        Json.object()
            .add("currency", "usd")
            .add("remaining_balance", BALANCE)
            .add("auto_reload", Json.object().add("enabled", false));
    JsonObjectBuilder data =
        Json.object()
            .add("username", call.client())
            .addNull("email")
            .addNull("first_name")
            .addNull("last_name")
            .add("billing_type", "wallet")
            .add("wallet", wallet);
    return HeyGenJson.answer(data);
  }
}
