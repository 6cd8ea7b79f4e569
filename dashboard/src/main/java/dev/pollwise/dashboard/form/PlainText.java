package dev.pollwise.dashboard.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server sent, as words for people: of a web page its title or its text, of a JSON object
 * its message. It may be cut off anywhere. The whole belongs to the details of a {@link Problem}.
 */
public final class PlainText {

  private static final Pattern PAGE =
      Pattern.compile("(?i)<(?:!doctype|html|head|body|title|h1|p|div|pre|center)\\b");
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>\\s*([^<]+)");
  private static final Pattern HIDDEN =
      Pattern.compile("(?is)<(script|style)\\b.*?(?:</\\1>|$)|<!--.*?(?:-->|$)");
  private static final Pattern TAG = Pattern.compile("<[^>]*(?:>|$)");
  private static final Pattern OBJECT = Pattern.compile("[{\\[]\\s*[\"{\\[]");
  private static final Pattern MESSAGE =
      Pattern.compile(
          "\"(?:message|detail|error_description|title|error|reason)\"\\s*:\\s*\""
              + "((?:[^\"\\\\]|\\\\.)+)");

  /** Where an answer came from stands behind it. */
  private static final String SOURCE = " (from ";

  private PlainText() {}

  /** The same text without what only programs read. */
  public static String of(String text) {
    int end = text.contains(SOURCE) ? text.lastIndexOf(SOURCE) : text.length();
    String said = text.substring(0, end);
    Matcher page = PAGE.matcher(said);
    Matcher object = OBJECT.matcher(said);
    if (page.find()) {
      String before = said.substring(0, page.start());
      return before + ofPage(said.substring(page.start())) + text.substring(end);
    }
    if (object.find()) {
      String before = said.substring(0, object.start());
      return before + ofObject(said.substring(object.start())) + text.substring(end);
    }
    return text;
  }

  private static String ofPage(String page) {
    Matcher title = TITLE.matcher(page);
    String shown = TAG.matcher(HIDDEN.matcher(page).replaceAll(" ")).replaceAll(" ");
    String words = spaced(title.find() ? title.group(1) : shown);
    return words.isEmpty() ? "a web page" : words;
  }

  private static String ofObject(String object) {
    Matcher message = MESSAGE.matcher(object);
    return message.find()
        ? spaced(message.group(1).replace("\\\"", "\"").replace("\\n", " "))
        : "an answer without a message";
  }

  private static String spaced(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
