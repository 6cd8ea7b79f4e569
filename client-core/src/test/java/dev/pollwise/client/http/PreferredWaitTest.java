package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferredWaitTest {

  private static Duration applied(String... fields) {
    return PreferredWait.applied(
        HttpHeaders.of(Map.of("preference-applied", List.of(fields)), (name, value) -> true));
  }

  @ParameterizedTest
  @CsvSource({"PT1S, wait=1", "PT1.999S, wait=1", "PT30S, wait=30", "PT2H, wait=7200"})
  void asksForWholeSeconds(Duration longestHold, String preference) {
    assertThat(PreferredWait.asked(new Attempt(longestHold))).contains(preference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.999999999S"})
  void asksForNothingBelowASecond(Duration longestHold) {
    assertThat(PreferredWait.asked(new Attempt(longestHold))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait=10",
        "Wait=10",
        "wait = 10",
        " wait=10 ",
        "wait=\"10\"",
        "wait=\"1\\0\"",
        "wait=0010",
        "wait=10;x=y;z",
        "wait=10 ; x=\"a,b\"",
        "respond-async, wait=10",
        "respond-async;p=1,wait=10,handling=lenient",
        "foo=\"wait=5\", wait=10",
        "foo=\"a\\\", wait=5\", wait=10",
        ",, wait=10",
        "wait=10, wait=20",
        "wait=10, ("
      })
  void readsTheFirstWaitAmongThePreferences(String field) {
    assertThat(applied(field)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void readsEveryFieldOfThatName() {
    assertThat(applied("respond-async", "wait=10", "wait=20")).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "wait",
        "wait=",
        "wait=\"\"",
        "wait=-1",
        "wait=1.5",
        "wait=ten",
        "wait=10s",
        "wait=10 20",
        "wait=9999999999",
        "await=10",
        "wait-10",
        "x=\"wait=10",
        "x=\"a\" wait=10",
        "(, wait=10"
      })
  void anythingElseCountsAsAbsent(String field) {
    assertThat(applied(field)).isZero();
  }

  @Test
  void absentWithoutTheHeader() {
    assertThat(PreferredWait.applied(HttpHeaders.of(Map.of(), (name, value) -> true))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;", "a=\"\\", "a ", ",", "wait=1;\"", "a=a;a "})
  void aHostileFieldIsReadInLinearTime(String part) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(applied(part.repeat(20_000))).isNotNull());
  }
}
