package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to translate into which languages. Immutable; each {@code with…} returns a changed copy. One
 * language is one job, paid separately.
 */
public final class TranslationRequest implements SubmitEvent.Request {

  private static final String KEY_RULE = "must be 1 to 255 characters of A-Z a-z 0-9 _ - : .";

  private static final Set<String> NO_OPTIONS = Set.of("video", "output_languages");

  private final URI video;
  private final List<String> languages;
  private final Map<String, Object> options;
  private final @Nullable String idempotencyKey;
  private final JobTraits traits;

  private TranslationRequest(
      URI video,
      List<String> languages,
      Map<String, Object> options,
      @Nullable String idempotencyKey,
      JobTraits traits) {
    this.video = video;
    this.languages = languages;
    this.options = options;
    this.idempotencyKey = idempotencyKey;
    this.traits = traits;
  }

  /**
   * A request with the server's defaults.
   *
   * @param video an http or https address that the server can read
   * @param languages at least one, named as {@link TranslationClient#languages()} names them
   */
  public static TranslationRequest of(URI video, String... languages) {
    return of(video, List.of(languages));
  }

  /** As {@link #of(URI, String...)}. */
  public static TranslationRequest of(URI video, List<String> languages) {
    Addresses.requireHttp("video", video);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages []: must name at least one");
    }
    for (String language : languages) {
      if (language.isBlank()) {
        throw new IllegalArgumentException("languages " + languages + ": must not be blank");
      }
    }
    return new TranslationRequest(video, List.copyOf(languages), Map.of(), null, JobTraits.fresh());
  }

  /** A title to find the job by. */
  public TranslationRequest withTitle(String title) {
    return withOption("title", title);
  }

  /** Speed (the default of the server) or precision, which costs about twice as much. */
  public TranslationRequest withMode(Mode mode) {
    return withOption("mode", mode == Mode.SPEED ? "speed" : "precision");
  }

  /** A mark of the caller's own; the server echoes it. */
  public TranslationRequest withCallbackId(String callbackId) {
    return withOption("callback_id", callbackId);
  }

  /** Whether to make captions too. */
  public TranslationRequest withCaptions(boolean captions) {
    return withOption("enable_caption", captions);
  }

  /**
   * Any other field of the server's submit, by the server's name.
   *
   * @param field for instance {@code speaker_num}
   * @param value a string, a boolean or a finite number
   * @throws IllegalArgumentException if it is anything else, or the field is one that the request
   *     has a place of its own for
   */
  public TranslationRequest withOption(String field, Object value) {
    requireNonNull(field, "field");
    requireNonNull(value, "value");
    if (NO_OPTIONS.contains(field)) {
      throw new IllegalArgumentException("option " + field + ": is given by the request itself");
    }
    if (!isSayable(value)) {
      throw new IllegalArgumentException(
          field
              + " "
              + value
              + " of "
              + value.getClass().getName()
              + ": must be a string, a boolean or a finite number");
    }
    Map<String, Object> changed = new LinkedHashMap<>(options);
    changed.put(field, value);
    return new TranslationRequest(video, languages, changed, idempotencyKey, traits);
  }

  private static boolean isSayable(Object value) {
    return switch (value) {
      case String text -> true;
      case Boolean truth -> true;
      case BigInteger whole -> true;
      case BigDecimal exact -> true;
      case Number number -> Double.isFinite(number.doubleValue());
      default -> false;
    };
  }

  /**
   * A key of the caller's own, kept where it survives a crash: a repeated submit under the same key
   * cannot start, and cost, a second job within the server's window (HeyGen: 24 hours). It stands
   * for this one submit: a client refuses it for another with {@link IllegalArgumentException}, and
   * to translate anew after a job has failed takes another key. Default: each submit draws one.
   *
   * @throws IllegalArgumentException if the server would not take it
   */
  public TranslationRequest withIdempotencyKey(String key) {
    return new TranslationRequest(video, languages, options, requireKey(key), traits);
  }

  /**
   * A word for jobs that take similarly long, for instance {@code trailers}: how long jobs take is
   * learned for each label and mode by itself. Stays with the client; default none.
   *
   * @throws IllegalArgumentException if it has more than 100 characters
   */
  public TranslationRequest withLabel(String label) {
    return withTraits(
        new JobTraits(
            true, "", requireNonNull(label, "label"), traits.sourceLength(), traits.expectation()));
  }

  /**
   * How long the source plays. Where it is known, experience with shorter and longer sources counts
   * as well. Stays with the client; default unknown.
   *
   * @throws IllegalArgumentException if it is negative or more than 10 days
   */
  public TranslationRequest withSourceLength(Duration length) {
    return withTraits(
        new JobTraits(
            true, "", traits.label(), requireNonNull(length, "length"), traits.expectation()));
  }

  /** As {@link #expecting(Expectation)}, about so long. */
  public TranslationRequest expecting(Duration duration) {
    return expecting(Expectation.of(duration));
  }

  /**
   * How long its jobs take, as far as you know; counts until jobs that are alike were seen, and
   * goes before what the client was told of the label or of all. Stays with the client; default
   * nothing expected.
   */
  public TranslationRequest expecting(Expectation expectation) {
    return withTraits(traits.expecting(expectation));
  }

  /** One that can be found by its mark; that of its key, unless the caller has given another. */
  TranslationRequest marked(String key) {
    return mark().isEmpty() ? withCallbackId(key) : this;
  }

  /** What it can be found by; empty for nothing. */
  String mark() {
    return options.getOrDefault("callback_id", "").toString();
  }

  private TranslationRequest withTraits(JobTraits changed) {
    return new TranslationRequest(video, languages, options, idempotencyKey, changed);
  }

  static String requireKey(String key) {
    if (!key.matches("[A-Za-z0-9_\\-:.]{1,255}")) {
      String shown = key.substring(0, Math.min(key.length(), 60)).replaceAll("\\p{Cntrl}", "?");
      throw new IllegalArgumentException("idempotencyKey " + shown + ": " + KEY_RULE);
    }
    return key;
  }

  /** The source. */
  public URI video() {
    return video;
  }

  /** The target languages, in order. */
  public List<String> languages() {
    return languages;
  }

  /** What else the submit says, by the server's field names. */
  public Map<String, Object> options() {
    return Map.copyOf(options);
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** By what its jobs are expected to take similarly long. */
  public JobTraits traits() {
    String mode = options.get("mode") instanceof String word ? word : "";
    return new JobTraits(
        true,
        mode.substring(0, Math.min(mode.length(), JobTraits.LONGEST_WORD)),
        traits.label(),
        traits.sourceLength(),
        traits.expectation());
  }

  /** Video without its query, languages and the caller's key. */
  @Override
  public String toString() {
    return "TranslationRequest["
        + Addresses.shown(video)
        + " -> "
        + languages
        + (idempotencyKey == null ? "]" : ", " + idempotencyKey + "]");
  }

  /** How thorough the translation is. */
  public enum Mode {
    /** Faster and cheaper. */
    SPEED,
    /** Better lip-sync. */
    PRECISION
  }
}
