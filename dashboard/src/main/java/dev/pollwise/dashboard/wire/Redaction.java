package dev.pollwise.dashboard.wire;

import dev.pollwise.dashboard.form.Secret;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes out what opens doors: the key, headers and fields named after secrets, signed queries. */
final class Redaction {

  static final String LEFT_OUT = "[redacted]";

  private static final String NAMES_OF_SECRETS =
      "(?:key|secret|token|password|signature|auth|cookie|credential|session)";

  private static final Pattern HEADER =
      Pattern.compile(".*" + NAMES_OF_SECRETS + ".*", Pattern.CASE_INSENSITIVE);

  private static final Pattern FIELD =
      Pattern.compile(
          "(\"[^\"\\\\]*" + NAMES_OF_SECRETS + "[^\"\\\\]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?",
          Pattern.CASE_INSENSITIVE);

  /** Slashes may be written as JSON allows. */
  private static final Pattern QUERY =
      Pattern.compile(
          "(https?:(?:\\\\?/){2}[^\\s\"'<>?#]*)[?#][^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);

  private static final Pattern USER =
      Pattern.compile("(https?:(?:\\\\?/){2})[^\\s\"'<>/\\\\?#@]*@", Pattern.CASE_INSENSITIVE);

  private final Secret key;

  Redaction(Secret key) {
    this.key = key;
  }

  String text(String text) {
    String bare = key.value().isEmpty() ? text : text.replace(key.value(), LEFT_OUT);
    bare = QUERY.matcher(bare).replaceAll("$1?" + LEFT_OUT);
    bare = USER.matcher(bare).replaceAll("$1" + LEFT_OUT + "@");
    return FIELD.matcher(bare).replaceAll("$1\"" + LEFT_OUT + "\"");
  }

  String headers(HttpHeaders headers) {
    return headers.map().entrySet().stream()
        .flatMap(each -> lines(each.getKey().toLowerCase(Locale.ROOT), each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private Stream<String> lines(String name, List<String> values) {
    return HEADER.matcher(name).matches()
        ? Stream.of(name + ": " + LEFT_OUT)
        : values.stream().map(value -> name + ": " + text(value));
  }
}
