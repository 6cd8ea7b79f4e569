package dev.pollwise.client.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a job stands, as far as an answer of the server tells. */
public sealed interface JobStatus {

  /**
   * The word to show to people: {@code pending}, {@code running}, {@code completed}, {@code
   * failed}.
   */
  String word();

  /** Accepted and queued; the work has not begun. */
  record Pending() implements JobStatus {
    @Override
    public String word() {
      return "pending";
    }
  }

  /**
   * Being worked on.
   *
   * @param word the server's own word
   * @param isRecognised false for a word that the format does not know: it counts as running, so
   *     that a new status of the server never ends a wait, and is told
   */
  record Running(String word, boolean isRecognised) implements JobStatus {

    public Running {
      requireNonNull(word, "word");
    }

    /** Running under a word that whoever read the answer knows. */
    public Running(String word) {
      this(word, true);
    }

    /** Running under the usual word. */
    public Running() {
      this("running");
    }

    /** Taken for running, since nobody knows the word. */
    public static Running unrecognised(String word) {
      return new Running(word, false);
    }
  }

  /** Done, and its video is at an address: what a source of one's own answers. */
  static Completed completed(JobId job, URI videoUrl) {
    return new Completed(job, Result.of(videoUrl));
  }

  /** Failed, in the server's words: what a source of one's own answers. */
  static Failed failed(JobId job, String reason) {
    return new Failed(job, reason);
  }

  /** Over, for good: no later answer changes it. */
  sealed interface Terminal extends JobStatus {

    /** The job that is over. */
    JobId jobId();

    /** What finding out has cost, and how late it can have been. */
    Evidence evidence();

    /** The same end, with the evidence of the whole wait. */
    Terminal withEvidence(Evidence evidence);
  }

  /**
   * Done.
   *
   * @param result what it produced
   * @param evidence what finding out has cost
   */
  record Completed(JobId jobId, Result result, Evidence evidence) implements Terminal {
    public Completed {
      requireNonNull(jobId, "jobId");
      requireNonNull(result, "result");
      requireNonNull(evidence, "evidence");
    }

    /** As one look shows it: a wait puts its own evidence in the place of that. */
    public Completed(JobId jobId, Result result) {
      this(jobId, result, Evidence.oneLook());
    }

    /** Where the translated video is; absent where the server gave no address. */
    public Optional<URI> videoUrl() {
      return result.videoUrl();
    }

    /** Until when that address is good; absent where it does not tell. */
    public Optional<Instant> videoUrlExpiresAt() {
      return videoUrl().flatMap(Result::expiry);
    }

    @Override
    public String word() {
      return "completed";
    }

    @Override
    public Completed withEvidence(Evidence evidence) {
      return new Completed(jobId, result, evidence);
    }
  }

  /**
   * The job itself failed; a value, not an exception.
   *
   * @param reason the server's words, or a plain statement that it gave none
   * @param evidence what finding out has cost
   */
  record Failed(JobId jobId, String reason, Evidence evidence) implements Terminal {
    public Failed {
      requireNonNull(jobId, "jobId");
      requireNonNull(reason, "reason");
      requireNonNull(evidence, "evidence");
    }

    /** As one look shows it: a wait puts its own evidence in the place of that. */
    public Failed(JobId jobId, String reason) {
      this(jobId, reason, Evidence.oneLook());
    }

    @Override
    public String word() {
      return "failed";
    }

    @Override
    public Failed withEvidence(Evidence evidence) {
      return new Failed(jobId, reason, evidence);
    }
  }

  /**
   * What a completed job produced: the text fields of the answer, by the server's own names. The
   * accessors read the names of HeyGen's API.
   *
   * @param fields field name to value; never null, possibly empty
   */
  record Result(Map<String, String> fields) {

    private static final DateTimeFormatter DATE =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern URL =
        Pattern.compile(
            "(?s)(?<server>[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?)(?<path>[^#]*#?)(?<rest>.*)");

    private static final Pattern NOT_IN_A_URL =
        Pattern.compile("[\\p{Z}\\p{Cc}\"<>\\\\^`{|}\\[\\]]|%(?![0-9A-Fa-f]{2})");

    /** Copies the fields. */
    public Result {
      fields = Map.copyOf(requireNonNull(fields, "fields"));
    }

    /** A result without any field. */
    public static Result empty() {
      return new Result(Map.of());
    }

    /** A result of which nothing but the address of the video is known. */
    static Result of(URI videoUrl) {
      return new Result(Map.of("video_url", videoUrl.toString()));
    }

    /** The value of a field. */
    public Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(requireNonNull(name, "name")));
    }

    /** Presigned address of the translated video; ask again for a fresh one when it has expired. */
    public Optional<URI> videoUrl() {
      return uri("video_url");
    }

    /** Presigned address of the translated audio. */
    public Optional<URI> audioUrl() {
      return uri("audio_url");
    }

    /** Presigned address of the captions as SRT. */
    public Optional<URI> srtCaptionUrl() {
      return uri("srt_caption_url");
    }

    /** Presigned address of the captions as WebVTT. */
    public Optional<URI> vttCaptionUrl() {
      return uri("vtt_caption_url");
    }

    private Optional<URI> uri(String name) {
      return field(name).flatMap(Result::parse);
    }

    /**
     * What no URL may hold is encoded, as browsers do: a video that is there must not be absent.
     */
    private static Optional<URI> parse(String text) {
      Matcher url = URL.matcher(text.strip());
      if (!url.matches()) {
        return Optional.empty();
      }
      String fragment = url.group("rest").replace("#", "%23");
      String path =
          NOT_IN_A_URL
              .matcher(url.group("path") + fragment)
              .replaceAll(one -> URLEncoder.encode(one.group(), UTF_8).replace("+", "%20"));
      try {
        return Optional.of(new URI(url.group("server") + path));
      } catch (URISyntaxException malformed) {
        return Optional.empty();
      }
    }

    /**
     * Until when a presigned address is good, as its query tells: {@code X-Amz-Date} with {@code
     * X-Amz-Expires}, the same of {@code X-Goog}, or {@code Expires} in seconds since 1970.
     */
    private static Optional<Instant> expiry(URI url) {
      Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      String raw = url.getRawQuery() == null ? "" : url.getRawQuery();
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      return signed(query, "X-Amz-")
          .or(() -> signed(query, "X-Goog-"))
          .or(() -> seconds(query.get("Expires")).map(Instant::ofEpochSecond));
    }

    private static Optional<Instant> signed(Map<String, String> query, String prefix) {
      return seconds(query.get(prefix + "Expires"))
          .flatMap(seconds -> date(query.getOrDefault(prefix + "Date", ""), seconds));
    }

    private static Optional<Instant> date(String text, long seconds) {
      try {
        return Optional.of(DATE.parse(text, Instant::from).plusSeconds(seconds));
      } catch (DateTimeException noDate) {
        return Optional.empty();
      }
    }

    private static Optional<Long> seconds(@Nullable String text) {
      return text != null && text.matches("\\d{1,11}")
          ? Optional.of(Long.parseLong(text))
          : Optional.empty();
    }

    /**
     * The fields, each cut at the query or fragment that an address may have: a presigned one is a
     * secret.
     */
    @Override
    public String toString() {
      return new TreeMap<>(fields)
          .entrySet().stream()
              .map(field -> field.getKey() + "=" + withoutQuery(field.getValue()))
              .collect(Collectors.joining(", ", "Result[", "]"));
    }

    private static String withoutQuery(String value) {
      return value.replaceFirst("(?s)([?#]).*", "$1…");
    }
  }
}
