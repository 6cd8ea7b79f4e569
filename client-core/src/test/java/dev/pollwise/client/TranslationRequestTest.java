package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationRequestTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)", "French (France)");

  @Test
  void hasNoKeyButTheCallersWhichChangesKeep() {
    assertThat(REQUEST.withTitle("Launch").withCaptions(true).idempotencyKey()).isEmpty();
    assertThat(REQUEST.withIdempotencyKey("mine").withTitle("Launch").idempotencyKey())
        .contains("mine");
  }

  @Test
  void changesLeaveTheOriginalAlone() {
    TranslationRequest changed =
        REQUEST
            .withTitle("Launch")
            .withMode(TranslationRequest.Mode.PRECISION)
            .withCallbackId("mine")
            .withCaptions(true)
            .withOption("speaker_num", 2);

    assertThat(REQUEST.options()).isEmpty();
    assertThat(changed.options())
        .containsEntry("title", "Launch")
        .containsEntry("mode", "precision")
        .containsEntry("callback_id", "mine")
        .containsEntry("enable_caption", true)
        .containsEntry("speaker_num", 2);
  }

  static Stream<String> badKeys() {
    return Stream.of("", " ", "a b", "a\nb", "schlüssel", "a/b", "x".repeat(256));
  }

  @ParameterizedTest
  @MethodSource("badKeys")
  void refusesAKeyThatTheServerWouldNotTake(String key) {
    assertThatThrownBy(() -> REQUEST.withIdempotencyKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("idempotencyKey ")
        .hasMessageEndingWith("must be 1 to 255 characters of A-Z a-z 0-9 _ - : .")
        .hasMessageNotContaining("\n");
  }

  static Stream<Object> badValues() {
    return Stream.of(
        List.of("a"),
        URI.create("a"),
        'c',
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void refusesAtOnceAValueThatJsonCannotSay(Object value) {
    assertThatThrownBy(() -> REQUEST.withOption("start_time", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("start_time ")
        .hasMessageEndingWith("must be a string, a boolean or a finite number");
  }

  @Test
  void takesEveryKindOfNumber() {
    for (Number number : List.of((byte) 1, (short) 1, 1, 1L, 1.5f, 1.5, new BigDecimal("1e400"))) {
      assertThat(REQUEST.withOption("start_time", number).options()).containsValue(number);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"video", "output_languages"})
  void refusesAnOptionThatTheRequestSaysOtherwise(String field) {
    assertThatThrownBy(() -> REQUEST.withOption(field, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option " + field + ": is given by the request itself");
  }

  @Test
  void refusesARequestThatCannotBeMeant() {
    assertThatThrownBy(() -> TranslationRequest.of(Clients.VIDEO))
        .hasMessage("languages []: must name at least one");
    assertThatThrownBy(() -> TranslationRequest.of(Clients.VIDEO, "Spanish", " "))
        .hasMessage("languages [Spanish,  ]: must not be blank");
    assertThatThrownBy(() -> TranslationRequest.of(URI.create("file:///v.mp4"), "Spanish"))
        .hasMessage("video file:///v.mp4: must be an absolute http or https URL");
    assertThatThrownBy(
            () -> TranslationRequest.of(URI.create("http://u:pass@h.test/v.mp4"), "Spanish"))
        .hasMessageNotContaining("pass@")
        .hasMessageContaining("must not carry a user or password");
  }

  @Test
  void showsNothingOfAPresignedAddress() {
    assertThat(REQUEST.withIdempotencyKey("mine").toString())
        .contains("https://videos.test/launch.mp4?…", "French (France)", "mine")
        .doesNotContain("presigned");
  }
}
