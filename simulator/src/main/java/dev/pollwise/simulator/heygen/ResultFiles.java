package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the URLs of a completed job lead to: small real files, the same for every job. */
final class ResultFiles {

  /** Length of the shipped video and of its sound, in seconds. */
  static final int SECONDS = 2;

  /** Where SRT has a comma in a time, and WebVTT a point. */
  private static final Pattern TIME = Pattern.compile("(\\d\\d:\\d\\d),(\\d{3})");

  /** A kind of result. */
  enum Kind {
    VIDEO("video.mp4", "video/mp4"),
    AUDIO("audio.m4a", "audio/mp4"),
    SRT("captions.srt", "application/x-subrip; charset=utf-8"),
    VTT("captions.vtt", "text/vtt; charset=utf-8"),
    PROOFREAD("proofread.srt", "application/x-subrip; charset=utf-8"),
    ORIGINAL("proofread_original.srt", "application/x-subrip; charset=utf-8");

    private final String fileName;
    private final String contentType;

    Kind(String fileName, String contentType) {
      this.fileName = fileName;
      this.contentType = contentType;
    }

    String fileName() {
      return fileName;
    }

    static Optional<Kind> named(String fileName) {
      for (Kind kind : values()) {
        if (kind.fileName.equals(fileName)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  private final Map<Kind, byte[]> shipped = new EnumMap<>(Kind.class);

  ResultFiles() {
    shipped.put(Kind.VIDEO, read("translation.mp4"));
    shipped.put(Kind.AUDIO, read("translation.m4a"));
  }

  Response answer(Kind kind, String language) {
    return Response.bytes(
        kind.contentType,
        switch (kind) {
          case VIDEO, AUDIO -> Objects.requireNonNull(shipped.get(kind));
          case SRT, PROOFREAD -> utf8(srt("Translated into " + language));
          case ORIGINAL -> utf8(srt("What is said in the video"));
          case VTT -> utf8(vtt(srt("Translated into " + language)));
        });
  }

  /** Subtitles of a client's own, in the form that is wanted. */
  static Response subtitles(Kind kind, byte[] srt) {
    return Response.bytes(
        kind.contentType,
        kind == Kind.VTT ? utf8(vtt(new String(srt, StandardCharsets.UTF_8))) : srt);
  }

  private static String srt(String line) {
    return "1\n00:00:00,000 --> 00:00:02,000\n" + line + "\n";
  }

  private static String vtt(String srt) {
    return "WEBVTT\n\n" + TIME.matcher(srt).replaceAll("$1.$2");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(ResultFiles.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
