package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.job.Answer.Hint;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  private static Hint hint(Map<String, List<String>> headers) {
    HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
    return new WireAnswer(200, all, new byte[0], Wire.NOON, Wire.ASKED).hint();
  }

  private static Hint limited(String... fields) {
    return hint(Map.of("ratelimit", List.of(fields)));
  }

  private static Hint quota(long remaining, long reset) {
    return new Hint.Quota(remaining, Duration.ofSeconds(reset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"default\";r=50;t=30",
        " \"default\"; r=50;  t=30 ",
        "\"default\";t=30;r=50;pk=:Zm9v:",
        "\"\";r=50;t=30",
        "\"a;b,\\\"c\";r=50;t=30",
        "\"x\", \"default\";r=50;t=30, \"y\";r=1",
        "42, token, (\"inner\");r=1;t=1, \"default\";r=50;t=30"
      })
  void readsWhatIsLeftAndUntilWhen(String field) {
    assertThat(limited(field)).isEqualTo(quota(50, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"burst\";r=90;t=60, \"daily\";r=0;t=7000  | 0 | 7000",
        "\"a\";r=0;t=5, \"b\";r=0;t=9, \"c\";r=1;t=99 | 0 | 9",
        "\"a\";r=10;t=60, \"b\";r=100;t=60          | 10 | 60",
        "\"a\";r=10;t=60, \"b\";r=10;t=3600         | 10 | 3600",
      })
  void theStrictestOfSeveralCounts(String field, long remaining, long reset) {
    assertThat(limited(field)).isEqualTo(quota(remaining, reset));
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(limited("\"a\";r=10;t=60", "\"b\";r=3;t=60")).isEqualTo(quota(3, 60));
  }

  @Test
  void theWindowOfThePolicyBoundsATimeThatIsLeftOut() {
    assertThat(
            hint(
                Map.of(
                    "ratelimit",
                    List.of("\"burst\";r=7"),
                    "ratelimit-policy",
                    List.of("\"daily\";q=9;w=86400, \"burst\";q=100;w=60"))))
        .isEqualTo(quota(7, 60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "50",
        "limit=100, remaining=50, reset=30",
        "default;r=50;t=30",
        "\"default\";r=50",
        "\"default\";t=30",
        "\"default\";r=-1;t=30",
        "\"default\";r=50;t=-30",
        "\"default\";r=5.5;t=30",
        "\"default\";r=\"50\";t=30",
        "\"default\";r=50;t=30,",
        "\"default\" ;r=50;t=30",
        "\"default;r=50;t=30",
        "\"default\";R=50;T=30",
        "\"default\";r=9999999999999999;t=30",
        "\"d\u00e9fault\";r=50;t=30"
      })
  void aMalformedFieldCountsAsAbsent(String field) {
    assertThat(limited(field)).isEqualTo(Hint.none());
  }

  @Test
  void retryAfterTakesPrecedence() {
    assertThat(
            hint(
                Map.of("ratelimit", List.of("\"default\";r=0;t=300"), "retry-after", List.of("7"))))
        .isEqualTo(new Hint.RetryAfter(Duration.ofSeconds(7)));
  }

  @Test
  void onlyAUsedUpQuotaIsAFloor() {
    assertThat(quota(0, 30).floor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(quota(1, 30).floor()).isZero();
  }

  @Test
  void everyMutationOfAFieldEndsInAHint() {
    long seed = 20261121;
    Random random = new Random(seed);
    String golden = "\"default\";r=50;t=30, (\"a\" b;c);d=?1, :Zm9v:, 1.5, \"x\\\\\"";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder field = new StringBuilder(golden);
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        int at = random.nextInt(field.length());
        field.replace(
            at,
            at + random.nextInt(2),
            "" + "\"\\;,=()?:*-. 09aé\u0000".charAt(random.nextInt(18)));
      }
      assertThat(limited(field.toString()))
          .as("seed %d, round %d: %s", seed, round, field)
          .isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-RateLimit-, 0, 60, 60",
    "X-RateLimit-, 7, 60, 60",
    "X-Rate-Limit-, 0, 60, 60",
    "RateLimit-, 0, 3600, 3600",
    "X-RateLimit-, 0, 1795262430, 30",
    "X-RateLimit-, 0, 1795262430500, 30.5",
    "X-RateLimit-, 0, 1795262390, 0",
    "X-RateLimit-, 0, 2026-11-21T12:00:30Z, 30",
    "X-RateLimit-, 0, 'Sat, 21 Nov 2026 12:00:30 GMT', 30"
  })
  void readsTheOlderNamesWhereTheyCanBeMeantInOneWay(
      String prefix, String remaining, String reset, BigDecimal seconds) {
    assertThat(
            hint(
                Map.of(prefix + "Remaining", List.of(remaining), prefix + "Reset", List.of(reset))))
        .isEqualTo(
            new Hint.Quota(
                Long.parseLong(remaining),
                Duration.ofMillis(seconds.movePointRight(3).longValueExact())));
  }

  @ParameterizedTest
  @CsvSource({"0, 60000", "0, 2592000", "0, -1", "0, soon", "0, 1.5", "none, 60", "'0, 5', 60"})
  void andIgnoresThemElsewhere(String remaining, String reset) {
    assertThat(
            hint(
                Map.of(
                    "X-RateLimit-Remaining", List.of(remaining),
                    "X-RateLimit-Reset", List.of(reset))))
        .isEqualTo(Hint.none());
  }

  @Test
  void aRefusalSaysByItselfThatNothingIsLeft() {
    assertThat(Wire.answer(429, "", "X-RateLimit-Reset", "60").hint()).isEqualTo(quota(0, 60));
    assertThat(Wire.answer(200, "", "X-RateLimit-Reset", "60").hint()).isEqualTo(Hint.none());
  }

  @Test
  void theFieldsOfTheDraftGoBeforeTheOlderNames() {
    assertThat(
            hint(
                Map.of(
                    "RateLimit", List.of("\"default\";r=5;t=9"),
                    "X-RateLimit-Remaining", List.of("0"),
                    "X-RateLimit-Reset", List.of("60"))))
        .isEqualTo(quota(5, 9));
  }

  @Test
  void aHostileFieldCostsLittle() {
    String field = "\"a\";r=0;t=9,".repeat(30_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(RateLimit.of(Wire.answer(200, "", "RateLimit", field))).isEmpty();
          }
        });
  }
}
