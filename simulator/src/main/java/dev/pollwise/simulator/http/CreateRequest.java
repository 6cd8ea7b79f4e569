package dev.pollwise.simulator.http;

import dev.pollwise.simulator.http.Languages.Language;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.SourceLength;
import dev.pollwise.simulator.simulation.JobSpec;
import dev.pollwise.simulator.webhook.Watch;
import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of {@code POST /v3/video-translations}, checked. Fields that HeyGen does not name are
 * ignored, as its service does.
 */
final class CreateRequest {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Characters. */
  static final int LONGEST_TEXT = 1_000;

  private final JsonObject body;
  private final Languages languages;
  private final AssetBook assets;
  private final boolean codes;

  CreateRequest(JsonObject body, Languages languages, AssetBook assets, boolean codes) {
    this.body = body;
    this.languages = languages;
    this.assets = assets;
    this.codes = codes;
  }

  /**
   * One wish per target language, in order.
   *
   * @throws Refusal if a field is missing or wrong
   */
  List<JobSpec> specs(String owner) {
    boolean sourceUsable = video();
    List<Language> targets = targets();
    optionalText("title");
    oneOf("mode", Set.of("speed", "precision"));
    oneOf("srt_role", Set.of("input", "output"));
    oneOf("fps_mode", Set.of("vfr", "cfr", "passthrough"));
    for (String name :
        List.of(
            "input_language", "callback_id", "brand_glossary_id", "brand_voice_id", "folder_id")) {
      optionalText(name);
    }
    for (String name :
        List.of(
            "translate_audio_only",
            "enable_caption",
            "keep_the_same_format",
            "enable_dynamic_duration",
            "disable_music_track",
            "enable_speech_enhancement",
            "enable_watermark")) {
      optionalFlag(name);
    }
    for (String name : List.of("speaker_num", "start_time", "end_time")) {
      optionalNumber(name);
    }
    for (String name : List.of("audio", "srt")) {
      if (isGiven(name)) {
        media(name);
      }
    }
    if (isGiven("stock_voice_config") && !(body.get("stock_voice_config") instanceof JsonObject)) {
      throw Refusal.invalid("stock_voice_config", "stock_voice_config must be an object");
    }
    List<JobSpec> specs = new ArrayList<>();
    for (Language target : targets) {
      specs.add(
          new JobSpec(
              owner,
              target.name(),
              target.code(),
              body.getString("title", ""),
              body.getString("input_language", ""),
              body.getString("callback_id", ""),
              body.getBoolean("translate_audio_only", false),
              body.getBoolean("enable_caption", false),
              source(),
              sourceUsable));
    }
    return specs;
  }

  /**
   * Where to tell of the end of each of the jobs.
   *
   * @throws Refusal if it is no URL to which webhooks may be sent
   */
  Watch.Callback callback(WebhookSettings webhooks) {
    return callback(body, webhooks);
  }

  static Watch.Callback callback(JsonObject body, WebhookSettings webhooks) {
    return switch (body.getOrDefault("callback_url", JsonValue.NULL)) {
      case JsonString text ->
          new Watch.Callback.To(url("callback_url", text.getString(), webhooks));
      case JsonValue other when other.equals(JsonValue.NULL) -> new Watch.Callback.None();
      case JsonValue other ->
          throw Refusal.invalid("callback_url", "callback_url must be a string");
    };
  }

  /** An address to which webhooks may be sent, as far as its form tells. */
  static URI url(String name, String text, WebhookSettings webhooks) {
    try {
      URI url = new URI(text);
      Optional<String> objection = webhooks.objectionToForm(url);
      if (objection.isEmpty()) {
        return url;
      }
      throw Refusal.invalid(name, name + " " + objection.get());
    } catch (URISyntaxException e) {
      throw Refusal.invalid(name, name + " must be a URL");
    }
  }

  /** Known if the request names the part of the video that it wants. */
  private SourceLength source() {
    if (!isGiven("end_time")) {
      return new SourceLength.Unknown();
    }
    double from = isGiven("start_time") ? body.getJsonNumber("start_time").doubleValue() : 0;
    double seconds = body.getJsonNumber("end_time").doubleValue() - from;
    if (!(seconds > 0 && seconds <= DurationLaw.LONGEST.toSeconds())) {
      throw Refusal.invalid(
          "end_time", "end_time must be later than start_time, by 365 days at most");
    }
    return new SourceLength.Of(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  /** The {@code callback_id} and the first language, if the body has them; never refuses. */
  static List<String> names(JsonObject body) {
    if (body.get("callback_id") instanceof JsonString callback
        && !callback.getString().isEmpty()
        && body.get("output_languages") instanceof JsonArray targets
        && !targets.isEmpty()
        && targets.getFirst() instanceof JsonString language) {
      return List.of(callback.getString(), language.getString());
    }
    return List.of();
  }

  /** Whether the source could be fetched. A bad one fails the job, not the request. */
  private boolean video() {
    if (!isGiven("video")) {
      throw Refusal.invalid("video", "video is required");
    }
    JsonObject video = media("video");
    if (video.getString("type").equals("asset_id")) {
      return true;
    }
    try {
      URI uri = new URI(video.getString("url"));
      return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private JsonObject media(String name) {
    if (!(body.get(name) instanceof JsonObject media)) {
      throw Refusal.invalid(name, name + " must be an object with a type");
    }
    if (!(media.get("type") instanceof JsonString type
        && Set.of("url", "asset_id").contains(type.getString()))) {
      throw Refusal.invalid(name + ".type", name + ".type must be \"url\" or \"asset_id\"");
    }
    String kind = type.getString();
    if (!(media.get(kind) instanceof JsonString value && !value.getString().isBlank())) {
      throw Refusal.invalid(name + "." + kind, name + "." + kind + " is required");
    }
    if (kind.equals("asset_id") && assets.find(value.getString()).isEmpty()) {
      throw Refusal.of(404, "asset_not_found", "Asset not found").within(name + "." + kind);
    }
    return media;
  }

  private List<Language> targets() {
    if (!(body.get("output_languages") instanceof JsonArray names)) {
      throw Refusal.invalid(
          "output_languages", "output_languages is required and must be an array of names");
    }
    if (names.isEmpty() || names.size() > languages.names().size()) {
      throw Refusal.invalid(
          "output_languages",
          "output_languages must name from 1 to " + languages.names().size() + " languages");
    }
    return names.stream().map(this::target).toList();
  }

  private Language target(JsonValue value) {
    if (value instanceof JsonString name) {
      var found = languages.named(name.getString());
      if (found.isEmpty() && codes) {
        found = languages.coded(name.getString());
      }
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw Refusal.invalid(
        "output_languages",
        "output_languages has a language that is not supported, see"
            + " /v3/video-translations/languages");
  }

  private boolean isGiven(String name) {
    return body.containsKey(name) && !body.isNull(name);
  }

  private void optionalText(String name) {
    if (!isGiven(name)) {
      return;
    }
    if (!(body.get(name) instanceof JsonString text)) {
      throw Refusal.invalid(name, name + " must be a string");
    }
    requireShort(name, text);
  }

  /** Refuses what nobody would call a title or a name; such texts are kept for a long time. */
  static void requireShort(String name, JsonString text) {
    if (text.getString().length() > LONGEST_TEXT) {
      throw Refusal.invalid(name, name + " must have at most " + LONGEST_TEXT + " characters");
    }
  }

  private void optionalFlag(String name) {
    if (isGiven(name)
        && !JsonValue.TRUE.equals(body.get(name))
        && !JsonValue.FALSE.equals(body.get(name))) {
      throw Refusal.invalid(name, name + " must be true or false");
    }
  }

  private void optionalNumber(String name) {
    if (isGiven(name)
        && !(body.get(name) instanceof JsonNumber number && number.doubleValue() >= 0)) {
      throw Refusal.invalid(name, name + " must be a number that is not negative");
    }
  }

  private void oneOf(String name, Set<String> words) {
    if (isGiven(name)
        && !(body.get(name) instanceof JsonString word && words.contains(word.getString()))) {
      throw Refusal.invalid(name, name + " must be one of " + words.stream().sorted().toList());
    }
  }
}
