package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.heygen.Languages.Language;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.webhook.Watch;
import dev.pollwise.simulator.webhook.WebhookSettings;
import jakarta.json.JsonArray;
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

  private final JsonObject body;
  private final BodyFields fields;
  private final Languages languages;
  private final AssetBook assets;
  private final boolean codes;

  CreateRequest(JsonObject body, Languages languages, AssetBook assets, boolean codes) {
    this.body = body;
    this.fields = new BodyFields(body);
    this.languages = languages;
    this.assets = assets;
    this.codes = codes;
  }

  /**
   * One wish per target language, in order.
   *
   * @throws ApiError if a field is missing or wrong
   */
  List<Job.Spec> specs(String owner) {
    boolean sourceUsable = video();
    List<Language> targets = targets();
    requireForms();
    List<Job.Spec> specs = new ArrayList<>();
    for (Language target : targets) {
      specs.add(
          new Job.Spec(
              owner,
              target.name(),
              target.code(),
              fields.text("title").orElse(""),
              fields.text("input_language").orElse(""),
              fields.text("callback_id").orElse(""),
              body.getBoolean("translate_audio_only", false),
              body.getBoolean("enable_caption", false),
              source(),
              sourceUsable));
    }
    return specs;
  }

  /**
   * The same for the body of {@code POST /v3/video-translations/proofreads}.
   *
   * @throws ApiError if a field is missing or wrong
   */
  List<Job.Spec> proofreads(String owner) {
    boolean sourceUsable = video();
    List<Language> targets = targets();
    String title = fields.requireText("title", BodyFields.LONGEST_TEXT);
    requireCommonForms();
    fields.flag("enable_video_stretching");
    fields.flag("keep_the_same_format");
    String subtitles =
        fields.objectOrNull("srt").map(srt -> Subtitles.given(srt, assets)).orElse("");
    List<Job.Spec> specs = new ArrayList<>();
    for (Language target : targets) {
      specs.add(
          new Job.Spec(
              owner,
              target.name(),
              target.code(),
              title,
              "",
              "",
              false,
              false,
              new JobPlan.SourceLength.Unknown(),
              sourceUsable,
              Job.Spec.Kind.PROOFREAD,
              subtitles));
    }
    return specs;
  }

  /** The forms of what translations and proofreads have in common. */
  private void requireCommonForms() {
    fields.word("mode", Set.of("speed", "precision"));
    for (String name : List.of("brand_glossary_id", "brand_voice_id", "folder_id")) {
      Optional<String> unused = fields.text(name);
    }
    fields.flag("disable_music_track");
    fields.flag("enable_speech_enhancement");
    fields.whole("speaker_num");
  }

  /** Whether the fields that the simulator has no use for are as HeyGen wants them. */
  private void requireForms() {
    requireCommonForms();
    fields.wordOrNull("srt_role", Set.of("input", "output"));
    fields.wordOrNull("fps_mode", Set.of("vfr", "cfr", "passthrough"));
    for (String name :
        List.of(
            "translate_audio_only",
            "enable_caption",
            "enable_dynamic_duration",
            "enable_watermark")) {
      fields.flag(name);
    }
    fields.flagOrNull("keep_the_same_format");
    fields.number("start_time");
    fields.number("end_time");
    fields.objectOrNull("audio").ifPresent(this::requireMedia);
    fields.objectOrNull("srt").ifPresent(this::requireMedia);
    fields
        .objectOrNull("stock_voice_config")
        .ifPresent(voices -> {
          voices.flag("use_stock_voice");
          voices.texts("preferred_stock_voice_ids");
        });
  }

  /**
   * Where to tell of the end of each of the jobs.
   *
   * @throws ApiError if it is no URL to which webhooks may be sent
   */
  Watch.Callback callback(WebhookSettings webhooks) {
    return callback(body, webhooks);
  }

  static Watch.Callback callback(JsonObject body, WebhookSettings webhooks) {
    return url(new BodyFields(body), "callback_url", webhooks)
        .<Watch.Callback>map(Watch.Callback.To::new)
        .orElse(new Watch.Callback.None());
  }

  /** An address to which webhooks may be sent, as far as its form tells; empty if it is null. */
  static Optional<URI> url(BodyFields fields, String name, WebhookSettings webhooks) {
    Optional<String> text = fields.text(name, BodyFields.LONGEST_URL);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text.get());
      Optional<String> objection = webhooks.objectionToForm(url);
      if (objection.isEmpty()) {
        return Optional.of(url);
      }
      throw fields.refused(name, objection.get());
    } catch (URISyntaxException e) {
      throw fields.refused(name, "must be a URL");
    }
  }

  /** Known if the request names the part of the video that it wants. */
  private JobPlan.SourceLength source() {
    if (!fields.isGiven("end_time")) {
      return new JobPlan.SourceLength.Unknown();
    }
    double from = fields.isGiven("start_time") ? body.getJsonNumber("start_time").doubleValue() : 0;
    double seconds = body.getJsonNumber("end_time").doubleValue() - from;
    if (!(seconds > 0 && seconds <= DurationLaw.LONGEST.toSeconds())) {
      throw fields.refused("end_time", "must be later than start_time, by 365 days at most");
    }
    return new JobPlan.SourceLength.Of(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  /**
   * The {@code callback_id} and the first language, if the body has them and they are not refused
   * anyway; never refuses.
   */
  static List<String> names(JsonObject body) {
    if (body.get("callback_id") instanceof JsonString callback
        && !callback.getString().isEmpty()
        && callback.getString().length() <= BodyFields.LONGEST_TEXT
        && body.get("output_languages") instanceof JsonArray targets
        && !targets.isEmpty()
        && targets.getFirst() instanceof JsonString language
        && language.getString().length() <= BodyFields.LONGEST_TEXT) {
      return List.of(callback.getString(), language.getString());
    }
    return List.of();
  }

  /** Whether the source could be fetched. A bad one fails the job, not the request. */
  private boolean video() {
    BodyFields video = fields.requireObject("video");
    requireMedia(video);
    if (!video.requireText("type").equals("url")) {
      return true;
    }
    try {
      URI uri = new URI(video.requireText("url"));
      return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void requireMedia(BodyFields media) {
    String kind = media.requireWord("type", Set.of("url", "asset_id"));
    String value = media.requireText(kind);
    if (kind.equals("asset_id") && assets.file(value).isEmpty()) {
      throw ApiError.of(404, "asset_not_found", "Asset not found").within(media.nameOf(kind));
    }
  }

  private List<Language> targets() {
    return fields.requireArray("output_languages", languages.names().size()).stream()
        .map(this::target)
        .toList();
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
    throw fields.refused(
        "output_languages",
        "has a language that is not supported, see /v3/video-translations/languages");
  }
}
