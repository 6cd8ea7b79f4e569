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
 * Uploads that can be the source of a translation, and who the key belongs to, as HeyGen's API v3
 * has them.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' -F file=@a.mp4 http://localhost:8080/v3/assets
 * curl -H 'X-Api-Key: demo' http://localhost:8080/v3/users/me
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
  private final Semaphore uploads = new Semaphore(AT_ONCE);

  AssetService(ServerContext bench, Face face, AssetBook assets) {
    this.bench = bench;
    this.face = face;
    this.open = Face.withoutKey(face);
    this.assets = assets;
    bench.simulation().onReset(assets::clear);
  }

  @Override
  public void routing(HttpRules rules) {
    Routes.Pipeline exchange = new Exchange(bench).of(face);
    new Routes(rules, exchange)
        .post("/v3/assets", Route.taking(LONGEST_BODY, "asset-create", this::upload))
        .refuseOtherMethods();
    new Routes(rules, exchange)
        .get("/v3/users/me", Route.of("user", this::user))
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
    String known =
        type(file)
            .orElseThrow(() ->
                ApiError.invalid(
                    "file", "file must be one of png, jpeg, mp4, webm, mp3, wav, pdf, srt"));
    Asset asset = assets.add(call.client(), known, file.content());
    JsonObjectBuilder data =
        Json.object()
            .add("asset_id", asset.id())
            .add("url", "http://" + call.authority() + "/assets/" + asset.id())
            .add("mime_type", asset.type())
            .add("size_bytes", asset.content().length);
    return Response.json(200, HeyGenJson.data(data).build());
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
    if (TYPES.containsValue(said)) {
      return Optional.of(said);
    }
    int dot = file.fileName().lastIndexOf('.');
    String ending = file.fileName().substring(dot + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(ending));
  }

  private Response file(RequestContext call) {
    Asset asset =
        assets
            .find(call.pathParameter("id"))
            .orElseThrow(() -> ApiError.of(404, "asset_not_found", "Asset not found"));
    return Response.bytes(asset.type(), asset.content());
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
    return Response.json(200, HeyGenJson.data(data).build());
  }
}
