package dev.pollwise.client.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * A wait as a small text that another process can take up. Holds no secret. The text form is {@code
 * pw1.server.job.seconds} with server and job in base64url.
 *
 * @param server where the job runs
 * @param jobId the job
 * @param startedAt when the wait began
 */
public record ResumeToken(URI server, JobId jobId, Instant startedAt) {

  private static final String VERSION = "pw1";

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not a token of a known version
   */
  public static ResumeToken parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      throw unreadable("must have the form pw1.server.job.seconds", null);
    }
    try {
      return new ResumeToken(
          new URI(decode(parts[1])),
          JobId.of(decode(parts[2])),
          Instant.ofEpochSecond(Long.parseLong(parts[3])));
    } catch (URISyntaxException | IllegalArgumentException | DateTimeException damaged) {
      throw unreadable("a part of it is damaged", damaged);
    }
  }

  private static IllegalArgumentException unreadable(
      String rule, @org.jspecify.annotations.Nullable Exception cause) {
    return new IllegalArgumentException("resume token: " + rule, cause);
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
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
