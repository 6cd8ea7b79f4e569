package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.Answer.Miss;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  private static final String SECRET = "sk_live_0123456789";

  static Stream<String> unsendable() {
    return Stream.of(
        "",
        SECRET + "\n",
        SECRET + "\r\nX-Injected: 1",
        SECRET + " ",
        SECRET + "é",
        SECRET + "\u0000",
        SECRET + "\u007f",
        SECRET.repeat(1000));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void refusesWhatCouldNotBeSentWithoutRepeatingIt(String secret) {
    String rule = "(" + secret.length() + " characters): must be 1 to 4096 visible ASCII";

    assertThatThrownBy(() -> Credentials.apiKey(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("API key " + rule)
        .hasMessageNotContaining("sk_live");
    assertThatThrownBy(() -> Credentials.bearerToken(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bearer token " + rule)
        .hasMessageNotContaining("sk_live");
  }

  @Test
  void showNothingOfTheSecret() {
    for (Credentials credentials :
        List.of(Credentials.apiKey(SECRET), Credentials.bearerToken(SECRET))) {
      assertThat(credentials.toString()).doesNotContain("0123").endsWith(", …]");
      assertThat(credentials.shown("the key " + SECRET + " is bad")).isEqualTo("the key … is bad");
    }
  }

  @Test
  void everySecretThatWasSentIsTakenOutOfTexts() {
    AtomicInteger number = new AtomicInteger();
    Credentials credentials = Credentials.bearerToken(() -> "s3cret-" + number.incrementAndGet());
    for (int i = 0; i < 3; i++) {
      credentials.sign(HttpRequest.newBuilder(Wire.ASKED));
    }

    assertThat(credentials.shown("s3cret-1, s3cret-2, s3cret-3")).isEqualTo("…, …, …");
  }

  @ParameterizedTest
  @ValueSource(ints = {180, 190, 195, 199, 380, 390, 395, 399, 1000})
  void noPartOfTheSecretStaysWhereABodyIsCut(int offset) {
    String visible = "x".repeat(offset) + SECRET;
    String collapsed = "\n".repeat(offset) + SECRET;
    for (String body : List.of(visible, collapsed)) {
      Miss miss = new Misses(Credentials.apiKey(SECRET)).of(Wire.answer(500, body));

      assertThat(((Miss.Rejected) miss).detail()).doesNotContain("sk");
    }
  }

  @Test
  void aWordOfTheProtocolThatEqualsTheSecretIsStillUnderstood() {
    HeyGenFormat format = new HeyGenFormat(Credentials.apiKey("running"));

    assertThat(
            format.status(
                dev.pollwise.client.job.JobId.of("x"),
                Wire.ok("{\"data\":{\"status\":\"running\"}}")))
        .hasToString(
            "Seen[status=Running[word=running, isRecognised=true], hint=None[], detail=COMPLETE,"
                + " held=PT0S]");
  }
}
