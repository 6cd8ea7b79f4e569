package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wait as a small text that another process can take up. Holds no secret. The text form is {@code
 * pw1.server.job.seconds}, or {@code pw2.server.job.seconds.age.mode.label.length} where something
 * is known of the job, with words in base64url and the length of the source in milliseconds, or
 * {@code pw3} with one more word where something is expected of it.
 *
 * @param server where the job runs: an absolute address of at most 2,000 characters; kept as {@link
 *     ServerAddress} spells it
 * @param startedAt when the wait began, cut to the second
 * @param traits what is known of the job; the source length cut to the millisecond
 */
public record ResumeToken(URI server, JobId jobId, Instant startedAt, JobTraits traits) {

  private static final String PLAIN = "pw1";
  private static final String WITH_TRAITS = "pw2";
  private static final String WITH_EXPECTATION = "pw3";
  private static final String AGE_KNOWN = "f";
  private static final String AGE_UNKNOWN = "u";
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
    server = ServerAddress.required(server);
    startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
    traits =
        new JobTraits(
            traits.isFresh(),
            traits.mode(),
            traits.label(),
            traits.sourceLength().truncatedTo(ChronoUnit.MILLIS),
            traits.expectation());
  }

  /** Whether its job runs at a server, however the address of that is spelled. */
  public boolean isOf(URI server) {
    return this.server.equals(ServerAddress.normalised(server));
  }

  /** A wait for a job of which nothing is known. */
  public ResumeToken(URI server, JobId jobId, Instant startedAt) {
    this(server, jobId, startedAt, JobTraits.unknown());
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
    boolean isPlain = parts.length == 4 && parts[0].equals(PLAIN);
    boolean hasTraits =
        (parts.length == 8 && parts[0].equals(WITH_TRAITS))
            || (parts.length == 9 && parts[0].equals(WITH_EXPECTATION));
    if (!isPlain && !hasTraits) {
      throw unreadable(
          "must have the form pw1.server.job.seconds or"
              + " pw2.server.job.seconds.age.mode.label.length",
          null);
    }
    try {
      return new ResumeToken(
          new URI(decode(parts[1])),
          JobId.of(decode(parts[2])),
          Instant.ofEpochSecond(Long.parseLong(parts[3])),
          isPlain ? JobTraits.unknown() : traits(parts));
    } catch (CharacterCodingException
        | URISyntaxException
        | IllegalArgumentException
        | DateTimeException damaged) {
      throw unreadable("a part of it is damaged", damaged);
    }
  }

  private static JobTraits traits(String[] parts) throws CharacterCodingException {
    if (!parts[4].equals(AGE_KNOWN) && !parts[4].equals(AGE_UNKNOWN)) {
      throw unreadable("its age must be " + AGE_KNOWN + " or " + AGE_UNKNOWN, null);
    }
    return new JobTraits(
        parts[4].equals(AGE_KNOWN),
        decode(parts[5]),
        decode(parts[6]),
        Duration.ofMillis(Long.parseLong(parts[7])),
        parts.length == 8 ? Expectation.none() : expectation(decode(parts[8])));
  }

  /** A word for each part: milliseconds, or a factor of the source's length before an x. */
  private static Expectation expectation(String words) {
    Expectation expectation = Expectation.none();
    for (String word : words.split(" ", -1)) {
      expectation =
          expectation.or(
              word.endsWith("x")
                  ? Expectation.ofSourceLength(
                      Double.parseDouble(word.substring(0, word.length() - 1)))
                  : Expectation.of(Duration.ofMillis(Long.parseLong(word))));
    }
    return expectation;
  }

  private static String words(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Lasting(Duration duration) -> Long.toString(duration.toMillis());
      case Expectation.PerSource(double factor, Expectation.None none) -> factor + "x";
      case Expectation.PerSource(double factor, Expectation otherwise) ->
          factor + "x " + words(otherwise);
      case Expectation.None none -> "";
    };
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
    String plain =
        String.join(
            ".",
            encode(server.toString()),
            encode(jobId.value()),
            Long.toString(startedAt.getEpochSecond()));
    if (traits.equals(JobTraits.unknown())) {
      return PLAIN + "." + plain;
    }
    String known =
        String.join(
            ".",
            plain,
            traits.isFresh() ? AGE_KNOWN : AGE_UNKNOWN,
            encode(traits.mode()),
            encode(traits.label()),
            Long.toString(traits.sourceLength().toMillis()));
    String expected = words(traits.expectation());
    return expected.isEmpty()
        ? WITH_TRAITS + "." + known
        : WITH_EXPECTATION + "." + known + "." + encode(expected);
  }

  /**
   * What is known of a job before anybody asks about it; jobs that share mode and label are
   * expected to take similarly long.
   *
   * @param isFresh whether the wait began with the submit of the job, so that its age is known
   * @param mode how the server works on it, in the server's word; empty if unknown. At most 100
   *     characters
   * @param label a word of the user's own for jobs that are alike; empty for none. At most 100
   *     characters
   * @param sourceLength how long the source is; zero if unknown
   * @param expectation how long the job is expected to take, before any like it was seen
   */
  public record JobTraits(
      boolean isFresh, String mode, String label, Duration sourceLength, Expectation expectation) {

    /** The greatest number of characters of a mode and of a label. */
    public static final int LONGEST_WORD = 100;

    private static final Duration LONGEST_SOURCE = Duration.ofDays(10);

    /** Refuses words that are too long and a length out of range. */
    public JobTraits {
      requireWord("mode", mode);
      requireWord("label", label);
      requireNonNull(sourceLength, "sourceLength");
      requireNonNull(expectation, "expectation");
      if (sourceLength.isNegative() || sourceLength.compareTo(LONGEST_SOURCE) > 0) {
        throw new IllegalArgumentException(
            "sourceLength " + Durations.text(sourceLength) + ": must be 0 to 10 days");
      }
    }

    /** Nothing is expected. */
    public JobTraits(boolean isFresh, String mode, String label, Duration sourceLength) {
      this(isFresh, mode, label, sourceLength, Expectation.none());
    }

    /** The same job, of which something else is expected. */
    public JobTraits expecting(Expectation expectation) {
      return new JobTraits(isFresh, mode, label, sourceLength, expectation);
    }

    private static void requireWord(String name, String word) {
      requireNonNull(word, name);
      if (word.length() > LONGEST_WORD) {
        throw new IllegalArgumentException(
            name + " of " + word.length() + " characters: must be at most " + LONGEST_WORD);
      }
    }

    /** The same job, of whose age nothing is known. */
    public JobTraits ofUnknownAge() {
      return new JobTraits(false, mode, label, sourceLength, expectation);
    }

    /** A job that was started elsewhere, at a time unknown. */
    public static JobTraits unknown() {
      return new JobTraits(false, "", "", Duration.ZERO);
    }

    /** A job that was submitted just now. */
    public static JobTraits fresh() {
      return new JobTraits(true, "", "", Duration.ZERO);
    }
  }

  /** The one spelling of an address of a server, so that two of one server are equal. */
  public static final class ServerAddress {

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

    private ServerAddress() {}

    /**
     * Normalises by RFC 3986, 6.2.2 and 6.2.3: scheme and host in lower case, no port that the
     * scheme implies, no dot segments, nothing encoded that need not be, the rest in upper-case
     * digits. A slash at the end says nothing in the address of a server, and goes too. What names
     * no host, as {@code poller:local}, stays as it is.
     */
    public static URI normalised(URI server) {
      String host = server.getHost();
      if (host == null || server.getScheme() == null) {
        return server;
      }
      String scheme = server.getScheme().toLowerCase(Locale.ROOT);
      String user = server.getRawUserInfo() == null ? "" : server.getRawUserInfo() + "@";
      boolean isUsualPort =
          server.getPort() < 0
              || (scheme.equals("http") && server.getPort() == 80)
              || (scheme.equals("https") && server.getPort() == 443);
      String port = isUsualPort ? "" : ":" + server.getPort();
      String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
      return URI.create(
          scheme + "://" + user + host.toLowerCase(Locale.ROOT) + port + path(server) + query);
    }

    /**
     * As {@link #normalised(URI)}, of one that a token can name.
     *
     * @throws IllegalArgumentException if it is relative, or has more than 2,000 characters
     */
    public static URI required(URI server) {
      if (!server.isAbsolute() || server.toString().length() > LONGEST_SERVER) {
        throw new IllegalArgumentException(
            "server: must be an absolute address of at most " + LONGEST_SERVER + " characters");
      }
      return normalised(server);
    }

    /** As {@link #normalised(URI)}, for the text of an address; any other text stays as it is. */
    public static String normalised(String server) {
      try {
        return normalised(URI.create(server)).toString();
      } catch (IllegalArgumentException noAddress) {
        return server;
      }
    }

    private static String path(URI server) {
      String decoded = ENCODED.matcher(server.getRawPath()).replaceAll(ServerAddress::unencoded);
      // Above the root there is nothing; java.net.URI would keep such steps.
      String steps = URI.create("/" + decoded.replaceFirst("^/+", "")).normalize().getRawPath();
      return steps.replaceFirst("^(/\\.\\.)+(?=/|$)", "").replaceFirst("/+$", "");
    }

    private static String unencoded(MatchResult escape) {
      String plain = Character.toString(HexFormat.fromHexDigits(escape.group(1)));
      return Matcher.quoteReplacement(
          UNRESERVED.matcher(plain).matches() ? plain : escape.group().toUpperCase(Locale.ROOT));
    }
  }
}
