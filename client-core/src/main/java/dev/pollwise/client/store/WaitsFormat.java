package dev.pollwise.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.store.TokenStore.Kept;
import dev.pollwise.client.store.TokenStore.Submit;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The file of resume tokens: text, one entry a line, under a line that says how many there are and
 * what their bytes sum up to, so that a file that was cut off is known by that. Words are encoded
 * as in URLs; none is {@code ""}. Lines that begin with {@code #} are for people.
 *
 * <pre>{@code
 * # pollwise resume tokens, format 2: 2 entries, checksum 3f1b00c2
 * pw1.aHR0cDovL2g.am9i.1800000000 order-17 Spanish+%28Spain%29
 * submit order-18 6f0a1c1e-5f0e-4c0e-9f53-0f2b5c7a1d22 2026-11-30T08:00:00Z
 * }</pre>
 *
 * <p>The first format had neither the first line nor anything but tokens.
 */
final class WaitsFormat {

  private static final String TITLE = "# pollwise resume tokens, format ";
  private static final Pattern HEAD =
      Pattern.compile(TITLE + "2: (\\d{1,9}) entries, checksum ([0-9a-f]{8})");
  private static final String SUBMIT = "submit";
  private static final String NONE = "\"\"";

  /** Seconds had ten digits long before there were tokens: what has fewer was cut off. */
  private static final Instant FIRST_POSSIBLE = Instant.ofEpochSecond(1_000_000_000);

  private WaitsFormat() {}

  /**
   * What a file turned out to hold.
   *
   * @param damage what is wrong with it, for people; empty if nothing
   */
  record Found(List<Kept> waits, List<Submit> submits, String damage) {}

  static byte[] write(Collection<Kept> waits, Collection<Submit> submits) {
    String body =
        Stream.concat(
                waits.stream().map(WaitsFormat::line),
                submits.stream()
                    .map(one ->
                        String.join(
                            " ",
                            SUBMIT,
                            encode(one.reference()),
                            encode(one.idempotencyKey()),
                            one.at().toString())))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    // No formatting: it writes the digits of the country of the process.
    int entries = waits.size() + submits.size();
    String head = TITLE + "2: " + entries + " entries, checksum " + checksum(body) + "\n";
    return (head + body).getBytes(UTF_8);
  }

  private static String line(Kept wait) {
    return wait.reference().isEmpty() && wait.title().isEmpty()
        ? wait.token().toString()
        : String.join(" ", wait.token().toString(), encode(wait.reference()), encode(wait.title()));
  }

  private static String checksum(String body) {
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(UTF_8));
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }

  /** Reads bytes that may be anything, and keeps what can be read. */
  static Found read(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String first = text.lines().findFirst().orElse("");
    Matcher head = HEAD.matcher(first);
    boolean isSummedUp = head.matches();
    boolean isFirstFormat = !first.startsWith(TITLE) && !text.isEmpty();
    boolean isCut = !text.endsWith("\n");
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    List<Kept> waits = new ArrayList<>();
    List<Submit> submits = new ArrayList<>();
    int unreadable = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean isDoubtful = isCut && i == lines.size() - 1;
      if ((isDoubtful && !isFirstFormat) || !read(lines.get(i), isDoubtful, waits, submits)) {
        unreadable++;
      }
    }
    List<String> damage = new ArrayList<>();
    if (text.isEmpty()) {
      damage.add("is empty: what it held, if anything, is lost");
    } else if (isCut) {
      damage.add("ends in the middle of a line");
    }
    if (unreadable > 0) {
      damage.add("has " + unreadable + " lines that are no resume tokens");
    }
    if (isSummedUp) {
      int lost = Integer.parseInt(head.group(1)) - waits.size() - submits.size();
      if (lost > 0) {
        damage.add("lacks " + lost + " of " + head.group(1) + " entries");
      }
      String body = text.substring(Math.min(first.length() + 1, text.length()));
      if (damage.isEmpty() && !checksum(body).equals(head.group(2))) {
        damage.add("was changed since it was saved");
      }
    } else if (!isFirstFormat && !text.isEmpty()) {
      damage.add("has no readable first line: how many entries are lost is not known");
    }
    return new Found(waits, submits, String.join(", ", damage));
  }

  private static boolean read(
      String line, boolean isDoubtful, List<Kept> waits, List<Submit> submits) {
    String[] words = line.split(" ", -1);
    try {
      if (words[0].equals(SUBMIT) && words.length == 4) {
        return submits.add(new Submit(decode(words[1]), decode(words[2]), Instant.parse(words[3])));
      }
      ResumeToken token = ResumeToken.parse(words[0]);
      boolean isKnown = words.length == 1 || words.length == 3;
      return isKnown
          && !(isDoubtful && token.startedAt().isBefore(FIRST_POSSIBLE))
          && waits.add(
              words.length == 1
                  ? new Kept(token, "", "")
                  : new Kept(token, decode(words[1]), decode(words[2])));
    } catch (IllegalArgumentException | DateTimeException damaged) {
      return false;
    }
  }

  private static String encode(String word) {
    return word.isEmpty() ? NONE : URLEncoder.encode(word, UTF_8);
  }

  private static String decode(String word) {
    return word.equals(NONE) ? "" : URLDecoder.decode(word, UTF_8);
  }
}
