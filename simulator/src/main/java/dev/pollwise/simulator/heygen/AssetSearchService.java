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
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A search for pictures, as HeyGen's API v3 has it: what has the most words of the query comes
 * first, and nothing is left out. The public catalogue is a dozen descriptions that share one
 * transparent pixel.
 *
 * <pre>
 * curl -H 'X-Api-Key: demo' 'http://localhost:8080/v3/assets/search?query=rocket&amp;type=icon'
 * </pre>
 */
final class AssetSearchService implements HttpService {

  private static final int MOST = 50;

  /** How many of the files that a client has are looked at, the last ones. */
  private static final int LOOKED_AT = 1_000;

  private static final String LIBRARY = "/library/";
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final List<String> CATALOGUE =
      List.of(
          "pepperoni pizza on a wooden table",
          "rocket on a launch pad at dawn",
          "city skyline at night",
          "team of people in an office",
          "mountain lake in the morning",
          "hand with a mobile phone",
          "minimalist rocket",
          "magnifying glass",
          "shopping cart",
          "speech bubble",
          "play button",
          "globe with a translation mark");

  private static final int ICONS_FROM = 6;

  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

  private final ServerContext bench;
  private final Face face;
  private final AssetBook assets;

  AssetSearchService(ServerContext bench, Face face, AssetBook assets) {
    this.bench = bench;
    this.face = face;
    this.assets = assets;
  }

  @Override
  public void routing(HttpRules rules) {
    new Routes(rules, new Exchange(bench).of(face))
        .get("/v3/assets/search", Route.of("asset-search", this::search))
        .refuseOtherMethods();
    new Routes(rules, new Exchange(bench).of(Face.withoutKey(face)))
        .get(LIBRARY + "{file}", Route.of("library", AssetSearchService::file))
        .refuseOtherMethods();
  }

  /** A picture, and how many words of the query are in its description. */
  private record Found(long words, Supplier<JsonObjectBuilder> json) {}

  /** One place in the order; a page begins below a number, as everywhere. */
  private record Ranked(long number, Found found) {

    JsonObjectBuilder json() {
      return found.json().get();
    }
  }

  private Response search(RequestContext call) {
    Set<String> query =
        words(
            call.query("query")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ApiError.invalid("query", "query is required")));
    String type = word(call, "type", "", "image", "icon");
    Stream<Found> all =
        switch (word(call, "scope", "public", "public", "personal")) {
          case "public" -> published(type, query, call);
          case String personal -> own(type, query, call);
        };
    List<Found> best = all.sorted(Comparator.comparingLong(Found::words).reversed()).toList();
    return HeyGenJson.page(
        call, 20, MOST, (before, limit) -> page(best, before, limit), Ranked::number, Ranked::json);
  }

  private static List<Ranked> page(List<Found> best, long before, int limit) {
    int from = (int) Math.max(0, best.size() - before + 1);
    return IntStream.range(Math.min(from, best.size()), Math.min(best.size(), from + limit))
        .mapToObj(i -> new Ranked(best.size() - i, best.get(i)))
        .toList();
  }

  private static Stream<Found> published(String type, Set<String> query, RequestContext call) {
    boolean icons = type.equals("icon");
    return IntStream.range(icons ? ICONS_FROM : 0, icons ? CATALOGUE.size() : ICONS_FROM)
        .mapToObj(i -> new Found(shared(CATALOGUE.get(i), query), () -> json(i, type, call)));
  }

  private static JsonObjectBuilder json(int number, String type, RequestContext call) {
    return Json.object()
        .add("id", "library-" + number)
        .add("type", type)
        .add("url", "http://" + call.authority() + LIBRARY + number + ".png")
        .add("width", 1)
        .add("height", 1)
        .add("orientation", "square")
        .add("is_transparent", true);
  }

  /** Pictures that the client uploaded, of which nothing is known but the name. */
  private Stream<Found> own(String type, Set<String> query, RequestContext call) {
    return type.equals("icon")
        ? Stream.empty()
        : assets.page(call.client(), Long.MAX_VALUE, LOOKED_AT).stream()
            .map(FairStore.Held::value)
            .filter(asset -> asset.type().startsWith("image/"))
            .map(asset -> new Found(shared(asset.name(), query), () -> json(asset, call)));
  }

  private static JsonObjectBuilder json(Asset asset, RequestContext call) {
    return Json.object()
        .add("id", asset.id())
        .add("type", "image")
        .add("url", AssetService.url(asset, call));
  }

  private static String word(RequestContext call, String name, String usual, String... words) {
    String word = call.query(name).orElse(usual);
    if (!Arrays.asList(words).contains(word)) {
      throw ApiError.invalid(name, name + " must be " + String.join(" or ", words));
    }
    return word;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(NO_WORD.split(text.toLowerCase(Locale.ROOT))));
  }

  private static long shared(String description, Set<String> query) {
    return words(description).stream().filter(query::contains).count();
  }

  private static Response file(RequestContext call) {
    String name = call.pathParameter("file");
    boolean known = IntStream.range(0, CATALOGUE.size()).anyMatch(i -> name.equals(i + ".png"));
    if (!known) {
      throw AssetService.notFound();
    }
    return ByteRange.answer(call, Response.bytes("image/png", PIXEL), name);
  }
}
