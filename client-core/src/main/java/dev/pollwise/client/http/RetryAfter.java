package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date, and what can only mean one of
 * them, in another unit for instance: a part of it counts as a whole one. A date is measured
 * against the {@code Date} of the same answer, so that a clock that is wrong on either side does no
 * harm. Of several the longest counts; what is neither is as good as absent.
 */
final class RetryAfter {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  /** Longer than any pause that anybody waits out; keeps sums of durations far from overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** More are an attack, and each costs as much as a date. */
  private static final int MOST_ELEMENTS = 20;

  private static final int DIGITS_OF_LONGEST = 10;

  private static final LocalDate FIRST_YEAR_OF_TWO_DIGITS = LocalDate.of(2000, 1, 1);

  private static final int DIGITS_OF_A_MOMENT_IN_MILLIS = 13;

  /**
   * A count of seconds or of another unit, by whole ones or not, in quotes or not; a fraction of
   * nothing but zeros is none.
   */
  private static final Pattern COUNT =
      Pattern.compile(
          "(?<quote>[\"']?)\\+?(?<whole>\\d++)(?:\\.0*+(?<fraction>\\d++)?)?\\s*+"
              + "(?:(?<millis>ms|millis|milliseconds?)|(?<minutes>m|mins?|minutes?)|(?<hours>h|hours?)"
              + "|s|secs?|seconds?)?\\k<quote>;?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WEEKDAY =
      Pattern.compile("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\s+", Pattern.CASE_INSENSITIVE);

  /**
   * The three forms that RFC 9110, 5.6.7 has every recipient accept, without their weekday, which a
   * server may have wrong; and that of ISO 8601.
   */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          rfc850(),
          asctime(),
          DateTimeFormatter.ISO_OFFSET_DATE_TIME);

  private RetryAfter() {}

  /** How Java spells the zone of every date of HTTP. */
  private static final Pattern UTC = Pattern.compile("(?<= )(?:UTC|Z)$");

  /** The longest pause that any of the fields asks for. */
  static Hint of(HttpHeaders headers, Instant receivedAt) {
    List<String> fields = headers.allValues("Retry-After");
    if (fields.isEmpty()) {
      return Hint.none();
    }
    Instant serverNow = serverNow(headers, receivedAt);
    return elements(fields)
        .flatMap(element -> pause(element, serverNow).stream())
        .max(Comparator.naturalOrder())
        .<Hint>map(Hint.RetryAfter::new)
        .orElseGet(Hint::none);
  }

  /** What the server takes for now; the own clock where it does not say. */
  static Instant serverNow(HttpHeaders headers, Instant receivedAt) {
    return elements(headers.allValues("Date"))
        .flatMap(element -> date(element).stream())
        .findFirst()
        .orElse(receivedAt);
  }

  /** A date falls apart at its comma, into its weekday, which says nothing, and the rest. */
  private static Stream<String> elements(List<String> fields) {
    return fields.stream()
        .flatMap(field -> Stream.of(field.split(",", MOST_ELEMENTS + 1)))
        .limit(MOST_ELEMENTS)
        .map(String::strip);
  }

  private static Optional<Duration> pause(String element, Instant serverNow) {
    Matcher count = COUNT.matcher(element);
    return count.matches()
        ? Optional.of(counted(count, serverNow))
        : date(element).map(until -> bounded(Duration.between(serverNow, until)));
  }

  private static Duration counted(Matcher count, Instant serverNow) {
    String digits = count.group("whole").replaceFirst("^0+(?=.)", "");
    Optional<Duration> untilMillis = moment(digits, serverNow);
    if (untilMillis.isPresent()) {
      return untilMillis.get();
    }
    if (digits.length() > DIGITS_OF_LONGEST) {
      return cut("a number of " + digits.length() + " digits");
    }
    long units = Long.parseLong(digits) + (count.group("fraction") == null ? 0 : 1);
    if (count.group("millis") != null) {
      return bounded(Duration.ofMillis(units));
    }
    if (count.group("minutes") != null) {
      return bounded(Duration.ofMinutes(units));
    }
    return count.group("hours") == null
        ? seconds(units, serverNow)
        : bounded(Duration.ofHours(units));
  }

  private static Duration seconds(long seconds, Instant serverNow) {
    // No server asks for thirty years: one that seems to has named the second of the end.
    long left = seconds - serverNow.getEpochSecond();
    boolean isMoment = Math.abs(left) <= LONGEST.toSeconds();
    return bounded(Duration.ofSeconds(isMoment ? left : seconds));
  }

  /** What is left until a millisecond since 1970, if it can be one. */
  private static Optional<Duration> moment(String digits, Instant serverNow) {
    return digits.length() != DIGITS_OF_A_MOMENT_IN_MILLIS
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(Long.parseLong(digits)))
            .map(until -> Duration.between(serverNow, until))
            .filter(left -> left.abs().compareTo(LONGEST) <= 0)
            .map(RetryAfter::bounded);
  }

  /** A moment in any form in which servers write one. */
  static Optional<Instant> date(String value) {
    String bare = UTC.matcher(WEEKDAY.matcher(value.strip()).replaceFirst("")).replaceFirst("GMT");
    return DATES.stream().flatMap(form -> date(bare, form).stream()).findFirst();
  }

  private static Optional<Instant> date(String value, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(value, Instant::from));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter rfc850() {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern("dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_YEAR_OF_TWO_DIGITS)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter asctime() {
    return DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);
  }

  private static Duration cut(String pause) {
    LOG.log(
        System.Logger.Level.WARNING,
        "a server asked for a pause of {0} (Retry-After), taken as {1}",
        pause,
        LONGEST);
    return LONGEST;
  }

  private static Duration bounded(Duration duration) {
    if (duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(LONGEST) > 0 ? cut(duration.toString()) : duration;
  }
}
