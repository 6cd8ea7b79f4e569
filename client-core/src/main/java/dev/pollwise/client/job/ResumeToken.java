package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A wait as a small text that another process can take up. Holds no secret. The text form is {@code
 * pw1.server.job.seconds} with server and job in base64url.
 *
 * @param server where the job runs: an absolute address of at most 2,000 characters
 * @param jobId the job
 * @param startedAt when the wait began, cut to the second
 */
public record ResumeToken(URI server, JobId jobId, Instant startedAt) {

  private static final String VERSION = "pw1";
  private static final int LONGEST_SERVER = 2_000;

  /** More than any token needs, so that a hostile text costs nothing. */
  private static final int LONGEST_TEXT = 16_000;

  /**
   * Refuses what could not be written and read again.
   *
   * @throws IllegalArgumentException if the address is relative or too long
   */
  public ResumeToken {
    requireNonNull(jobId, "jobId");
    if (!server.isAbsolute() || server.toString().length() > LONGEST_SERVER) {
      throw new IllegalArgumentException(
          "server of a resume token: must be an absolute address of at most "
              + LONGEST_SERVER
              + " characters");
    }
    startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not a token of a known version
   */
  public static ResumeToken parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw unreadable("must be at most " + LONGEST_TEXT + " characters", null);
    }
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      throw unreadable("must have the form pw1.server.job.seconds", null);
    }
    try {
      return new ResumeToken(
          new URI(decode(parts[1])),
          JobId.of(decode(parts[2])),
          Instant.ofEpochSecond(Long.parseLong(parts[3])));
    } catch (CharacterCodingException
        | URISyntaxException
        | IllegalArgumentException
        | DateTimeException damaged) {
      throw unreadable("a part of it is damaged", damaged);
    }
  }

  private static IllegalArgumentException unreadable(String rule, @Nullable Exception cause) {
    return new IllegalArgumentException("resume token: " + rule, cause);
  }

  private static String decode(String part) throws CharacterCodingException {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(part));
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  private static String encode(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }

  /** The text form. */
  @Override
  public String toString() {
    return String.join(
        ".",
        VERSION,
        encode(server.toString()),
        encode(jobId.value()),
        Long.toString(startedAt.getEpochSecond()));
  }
}
