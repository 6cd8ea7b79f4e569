package dev.pollwise.client.http;

import dev.pollwise.client.job.Hint;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code Retry-After} (RFC 9110, 10.2.3): whole seconds or an HTTP date. A date is measured
 * against the {@code Date} of the same answer, so that a clock that is wrong on either side does no
 * harm. What is neither is as good as absent.
 */
final class RetryAfter {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  /** Longer than any pause that anybody waits out; keeps sums of durations far from overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final int DIGITS_OF_LONGEST = 10;

  private static final LocalDate FIRST_YEAR_OF_TWO_DIGITS = LocalDate.of(2000, 1, 1);

  /** The three forms that RFC 9110, 5.6.7 has every recipient accept; only the first is sent. */
  private static final List<DateTimeFormatter> DATES =
      List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(), asctime());

  private RetryAfter() {}

  static Hint of(HttpHeaders headers, Instant receivedAt) {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .flatMap(value ->
            isSeconds(value) ? Optional.of(seconds(value)) : untilDate(value, headers, receivedAt))
        .<Hint>map(Hint.RetryAfter::new)
        .orElseGet(Hint::none);
  }

  private static boolean isSeconds(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Duration seconds(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > DIGITS_OF_LONGEST
        ? cut("a number of " + significant.length() + " digits")
        : bounded(Duration.ofSeconds(Long.parseLong(significant)));
  }

  private static Optional<Duration> untilDate(
      String value, HttpHeaders headers, Instant receivedAt) {
    Instant serverNow = headers.firstValue("Date").flatMap(RetryAfter::date).orElse(receivedAt);
    return date(value).map(until -> bounded(Duration.between(serverNow, until)));
  }

  private static Optional<Instant> date(String value) {
    return DATES.stream().flatMap(form -> date(value.strip(), form).stream()).findFirst();
  }

  private static Optional<Instant> date(String value, DateTimeFormatter form) {
    try {
      return Optional.of(ZonedDateTime.parse(value, form).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter rfc850() {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_YEAR_OF_TWO_DIGITS)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter asctime() {
    return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
        .withZone(ZoneOffset.UTC);
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
