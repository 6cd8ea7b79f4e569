package dev.pollwise.client.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a completed job produced: the text fields of the answer, by the server's own names. The
 * accessors read the names of HeyGen's API.
 *
 * @param fields field name to value; never null, possibly empty
 */
public record JobResult(Map<String, String> fields) {

  private static final Pattern URL =
      Pattern.compile("(?s)(?<server>[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?)(?<path>.*)");

  private static final Pattern NOT_IN_A_URL =
      Pattern.compile("[\\p{Z}\\p{Cc}\"<>\\\\^`{|}\\[\\]]|%(?![0-9A-Fa-f]{2})");

  /** Copies the fields. */
  public JobResult {
    fields = Map.copyOf(requireNonNull(fields, "fields"));
  }

  /** A result without any field. */
  public static JobResult empty() {
    return new JobResult(Map.of());
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
    return field(name).flatMap(JobResult::parse);
  }

  /** What no URL may hold is encoded, as browsers do: a video that is there must not be absent. */
  private static Optional<URI> parse(String text) {
    Matcher url = URL.matcher(text.strip());
    if (!url.matches()) {
      return Optional.empty();
    }
    String path =
        NOT_IN_A_URL
            .matcher(url.group("path"))
            .replaceAll(one -> URLEncoder.encode(one.group(), UTF_8).replace("+", "%20"));
    try {
      return Optional.of(new URI(url.group("server") + path));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
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
            .collect(Collectors.joining(", ", "JobResult[", "]"));
  }

  private static String withoutQuery(String value) {
    return value.replaceFirst("(?s)([?#]).*", "$1…");
  }
}
