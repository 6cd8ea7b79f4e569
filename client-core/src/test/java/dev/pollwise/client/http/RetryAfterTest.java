package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.job.Answer.Hint;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private static Hint of(Map<String, List<String>> headers) {
    return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true), NOON);
  }

  private static Hint of(String value) {
    return of(Map.of("retry-after", List.of(value)));
  }

  @Test
  void absentWithoutTheHeader() {
    assertThat(of(Map.of())).isEqualTo(Hint.none());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "007, 7", "' 30 ', 30", "86400, 86400"})
  void readsWholeSeconds(String value, long seconds) {
    assertThat(of(value)).isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999999999",
        "10000000000",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999999999999999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Sat, 21 Nov 99999 12:00:30 GMT"
      })
  void boundsWhatIsLongerThanAYear(String value) {
    try (Logged logged = new Logged()) {
      assertThat(of(value)).isEqualTo(new Hint.RetryAfter(YEAR));

      assertThat(logged.warnings())
          .as("no cut is silent")
          .singleElement()
          .asString()
          .contains("Retry-After", "PT8760H");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4.5, 5",
    "4.0, 4",
    "4., 4",
    "0.001, 1",
    "+5, 5",
    "5s, 5",
    "5 seconds, 5",
    "5 Secs, 5",
    "'\"5\"', 5",
    "5;, 5",
    "2 min, 120",
    "1.5m, 120",
    "1 Hour, 3600",
    "30000ms, 30",
    "1795262430000, 30",
    "'Sat, 21 Nov 2026 12:00:30 UTC', 30",
    "'10, 20', 20",
    "'20, soon, 10', 20",
    "1795262430, 30",
    "'Sun, 21 Nov 2026 12:00:30 GMT', 30",
    "'21 Nov 2026 12:00:30 GMT', 30",
    "'sat, 21 nov 2026 12:00:30 gmt', 30",
    "'Sat, 21 Nov 2026 12:00:30 +0000', 30",
    "2026-11-21T12:00:30Z, 30",
    "2026-11-21T13:00:30+01:00, 30",
    "'Sat, 21 Nov 2026 12:00:30 GMT, 40', 40"
  })
  void readsWhatCanOnlyBeMeantInOneWay(String value, long seconds) {
    assertThat(of(value)).isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(seconds)));
  }

  @Test
  void theLongestOfSeveralFieldsCounts() {
    assertThat(of(Map.of("Retry-After", List.of("2", "80", "Sat, 21 Nov 2026 12:00:30 GMT", "x"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(80)));
  }

  @Test
  void leadingZerosAreNoBigNumber() {
    assertThat(of("0".repeat(5000) + "3")).isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-99999999999999999999",
        "1e3",
        "soon",
        "0x10",
        "٣",
        "1 2",
        "5 months",
        "5 d",
        "\"5",
        "5 soon",
        "1:30",
        "NaN",
        "Infinity",
        "Sat, 99 Nov 2026 12:00:30 GMT"
      })
  void whatIsMalformedIsAsGoodAsAbsent(String value) {
    assertThat(of(value)).isEqualTo(Hint.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sat, 21 Nov 2026 12:00:30 GMT",
        "Saturday, 21-Nov-26 12:00:30 GMT",
        "Sat Nov 21 12:00:30 2026"
      })
  void readsADateInEachFormThatHttpKnows(String date) {
    assertThat(of(date)).isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(30)));
  }

  @Test
  void readsTheDayWithASpaceInTheOldestForm() {
    assertThat(
            of(
                Map.of(
                    "Retry-After", List.of("Sun Nov  1 08:00:10 2026"),
                    "Date", List.of("Sun, 01 Nov 2026 08:00:00 GMT"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(10)));
  }

  @Test
  void aDateInThePastIsNoPause() {
    assertThat(of("Sat, 21 Nov 2026 11:59:59 GMT")).isEqualTo(new Hint.RetryAfter(Duration.ZERO));
  }

  @Test
  void measuresADateAgainstTheClockOfTheServer() {
    assertThat(
            of(
                Map.of(
                    "Retry-After", List.of("Wed, 01 Jan 2020 00:00:45 GMT"),
                    "Date", List.of("Wed, 01 Jan 2020 00:00:00 GMT"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(45)));
  }

  @Test
  void measuresADateAgainstTheOwnClockWhereTheServersIsUnreadable() {
    assertThat(
            of(
                Map.of(
                    "Retry-After", List.of("Sat, 21 Nov 2026 12:00:30 GMT"),
                    "Date", List.of("today"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(30)));
  }

  @Test
  void aSkewedDateDoesNothingToSeconds() {
    assertThat(
            of(
                Map.of(
                    "Retry-After", List.of("5"), "Date", List.of("Wed, 01 Jan 2020 00:00:00 GMT"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(5)));
  }

  /** As long as all headers of an answer may be. */
  @ParameterizedTest
  @CsvSource({
    "1., 0, x",
    "'', ',', ''",
    "'', '1,', x",
    "0, 0, ms?",
    "'Sat, ', a, ''",
    "' ', ' ', 1x"
  })
  void aHostileFieldCostsLittle(String head, String part, String tail) {
    String field = head + part.repeat(350_000 / part.length()) + tail;

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 10; i++) {
            assertThat(of(Map.of("Retry-After", List.of(field), "Date", List.of(field))))
                .isNotNull();
          }
        });
  }
}
