package dev.pollwise.client.http;

import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The long poll: {@code Prefer: wait=N} asks a server to hold its answer until there is news, for N
 * seconds at most, and {@code Preference-Applied} tells whether it was willing to (RFC 7240). A
 * server that knows neither ignores the one and sends nothing of the other.
 */
final class PreferredWait {

  static final String PREFER = "Prefer";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  private static final String WORD = "(?:" + TOKEN + "|" + QUOTED + ")";

  /**
   * One of the preferences that a field lists, by the grammar of RFC 7240, section 2, with its
   * parameters; an element may be empty, as in every list of HTTP.
   */
  private static final Pattern PREFERENCE =
      Pattern.compile(
          "\\G[ \\t]*(?:(?<name>"
              + TOKEN
              + ")(?:[ \\t]*=[ \\t]*(?<value>"
              + WORD
              + "))?(?:[ \\t]*;[ \\t]*(?:"
              + TOKEN
              + "(?:[ \\t]*=[ \\t]*"
              + WORD
              + ")?)?)*+)?[ \\t]*(?:,|$)");

  /** More digits than that are no number of seconds that anybody waits. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private PreferredWait() {}

  /** The preference to send; none where the server may hold it for less than a second. */
  static Optional<String> asked(Attempt attempt) {
    long seconds = attempt.longestHold().toSeconds();
    return seconds >= 1 ? Optional.of("wait=" + seconds) : Optional.empty();
  }

  /** How long the server was willing to hold the answer; zero where it says nothing of the kind. */
  static Duration applied(HttpHeaders headers) {
    List<String> fields = headers.allValues("Preference-Applied");
    return fields.isEmpty() ? Duration.ZERO : applied(fields);
  }

  private static Duration applied(List<String> fields) {
    return fields.stream().flatMap(field -> wait(field).stream()).findFirst().orElse(Duration.ZERO);
  }

  /** The first of several counts; a field that breaks the grammar counts up to there. */
  private static Optional<Duration> wait(String field) {
    Matcher preference = PREFERENCE.matcher(field);
    while (preference.find() && preference.end() > preference.start()) {
      String name = preference.group("name");
      String value = preference.group("value");
      if ("wait".equalsIgnoreCase(name)) {
        return Optional.ofNullable(value)
            .map(PreferredWait::unquoted)
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
      }
    }
    return Optional.empty();
  }

  private static String unquoted(String word) {
    return word.startsWith("\"")
        ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1")
        : word;
  }
}
