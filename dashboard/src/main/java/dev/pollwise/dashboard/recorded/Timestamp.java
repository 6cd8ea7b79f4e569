package dev.pollwise.dashboard.recorded;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The moments that logs write: ISO 8601 and its relatives, web servers' own, seconds since 1970.
 */
final class Timestamp {

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,9}))?"
              + " ?(Z|[+-]\\d{2}:?\\d{2}(?!\\d))?");
  private static final Pattern WEB_SERVER =
      Pattern.compile("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} [+-]\\d{4}");
  private static final DateTimeFormatter WEB_SERVERS =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final Pattern EPOCH = Pattern.compile("(\\d{10})(\\d{3})?(?:\\.(\\d{1,9}))?");
  private static final Pattern EPOCH_AT_START =
      Pattern.compile(
          "^\\W{0,2}(?:(?:ts|time|timestamp)\\W{1,4})?(\\d{10}(?:\\d{3}|\\.\\d{1,9})?)\\b");

  private Timestamp() {}

  /** The first moment in a line; one without an offset is of the zone. */
  static Optional<Instant> in(String line, ZoneId zone) {
    try {
      Matcher iso = ISO.matcher(line);
      if (iso.find()) {
        return Optional.of(iso(iso, zone));
      }
      Matcher server = WEB_SERVER.matcher(line);
      if (server.find()) {
        return Optional.of(OffsetDateTime.parse(server.group(), WEB_SERVERS).toInstant());
      }
      Matcher epoch = EPOCH_AT_START.matcher(line);
      return epoch.find() ? Optional.of(epoch(epoch.group(1))) : Optional.empty();
    } catch (DateTimeException noMoment) {
      return Optional.empty();
    }
  }

  private static Instant iso(Matcher found, ZoneId zone) {
    String clock = found.group(2).length() == 5 ? found.group(2) + ":00" : found.group(2);
    LocalDateTime local =
        LocalDateTime.parse(found.group(1) + "T" + clock).plusNanos(nanos(found.group(3)));
    String offset = found.group(4);
    return offset == null ? local.atZone(zone).toInstant() : local.toInstant(ZoneOffset.of(offset));
  }

  private static Instant epoch(String digits) {
    Matcher found = EPOCH.matcher(digits);
    if (!found.matches()) {
      throw new DateTimeException(digits);
    }
    long nanos = nanos(found.group(2) == null ? found.group(3) : found.group(2));
    return Instant.ofEpochSecond(Long.parseLong(found.group(1)), nanos);
  }

  private static long nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
  }
}
