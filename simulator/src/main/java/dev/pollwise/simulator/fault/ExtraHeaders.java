package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Form;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Headers that a response has beside, or in place of, its own; <code>${id}</code> stands for the id
 * of the first job that the request is about.
 *
 * @param values by name, at most {@value #MOST}; values of at most 1,000 printable characters of
 *     ASCII
 */
public record ExtraHeaders(Map<String, String> values) {

  /** How they stand in documents. */
  public static final Form<ExtraHeaders> FORM =
      Form.mapOf(Form.TEXT).as(ExtraHeaders::new, ExtraHeaders::values);

  private static final int MOST = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");

  /** How a message is framed is for the faults that break it. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Refuses what is no header, and those that frame a message. */
  public ExtraHeaders {
    if (values.size() > MOST) {
      throw new IllegalArgumentException(values.size() + " headers: must be at most " + MOST);
    }
    values.forEach((name, value) -> {
      if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "header \"" + name + "\": must have a name and a value that HTTP allows");
      }
      if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "header " + name + ": frames the message, use truncate, wrong-length, close or reset");
      }
    });
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(values);
    if (copy.size() < values.size()) {
      throw new IllegalArgumentException("headers: one of them stands twice");
    }
    values = Collections.unmodifiableMap(copy);
  }

  /** None. */
  public static ExtraHeaders none() {
    return new ExtraHeaders(Map.of());
  }
}
