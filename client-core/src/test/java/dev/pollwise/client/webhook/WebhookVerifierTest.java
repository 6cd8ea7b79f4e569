package dev.pollwise.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.http.Mutation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Accepted;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Duplicate;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Kind;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Reason;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Refused;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Unrelated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest extends Deliveries {

  private Verdict receive(Map<String, List<String>> headers) {
    return verifier.receive(headers, SUCCESS.getBytes(UTF_8));
  }

  private static Refused refused(Reason reason) {
    return new Refused(reason);
  }

  @Test
  void aGenuineEventNamesItsJobItsKindAndItsMark() {
    assertThat(receive(SUCCESS)).isEqualTo(success("evt_1"));
    assertThat(success("evt_1").httpStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video_translation_id", "id"})
  void namesTheJobByWhateverNameItComes(String name) {
    assertThat(receive(SUCCESS.replace("video_translate_id", name))).isEqualTo(success("evt_1"));
  }

  @Test
  void aSignatureMayComeByItsOtherName() {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put("signature", headers.remove("Heygen-Signature"));

    assertThat(receive(headers)).isEqualTo(success("evt_1"));
    headers.put("Signature", List.of("sig1=:of a proxy:"));
    headers.remove("signature");
    assertThat(receive(headers)).isEqualTo(refused(Reason.UNSIGNED));
    assertThat(
            verifier(Rules.signedBy(SECRET).withUnsigned())
                .receive(headers, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(success("evt_1"));
  }

  @Test
  void whoKeepsElsewhereWhatHasComeIsToldOfEachDelivery() {
    WebhookVerifier verifier =
        new WebhookVerifier(
            Rules.unsigned(),
            Instant::now,
            job -> {
              throw new AssertionError(job + " was to be left asleep");
            });
    byte[] body = SUCCESS.getBytes(UTF_8);

    List<String> kept = new ArrayList<>();
    BiPredicate<String, Verdict> keeping =
        (name, event) -> {
          assertThat(event).isEqualTo(success("evt_1"));
          return !kept.contains(name) && kept.add(name);
        };
    assertThat(verifier.verify(Map.of(), body, keeping)).isInstanceOf(Accepted.class);
    assertThat(verifier.verify(Map.of(), body, keeping)).isEqualTo(new Duplicate("evt_1"));
    assertThat(kept).hasSize(1);
    assertThat(
            new WebhookVerifier(Rules.signedBy(SECRET), Instant::now)
                .verify(Map.of(), body, keeping))
        .isEqualTo(new Refused(Reason.UNSIGNED));
  }

  @Test
  void theSignatureIsThatOfTheStandardOverTheRawBody() {
    // RFC 4231, test case 2, where key and data are texts.
    String data = "what do ya want for nothing?";
    String signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    assertThat(
            WebhookSignature.isGenuine(List.of(signature), data.getBytes(UTF_8), List.of("Jefe")))
        .isTrue();
    assertThat(
            WebhookSignature.isGenuine(List.of(signature), data.getBytes(UTF_8), List.of("jefe")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "video_translate.success, SUCCESS",
    "video_translate.fail, FAIL",
    "video_translate.preflight.download_failed, OTHER",
    "video_translate.something_new, OTHER"
  })
  void tellsWhatHappened(String type, Kind kind) {
    assertThat(receive(SUCCESS.replace("video_translate.success", type)))
        .isEqualTo(new Accepted(JobId.of("a-es"), kind, "evt_1", "order-7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_type\":\"avatar_video.success\",\"event_data\":{\"video_id\":\"v\"}}",
        "{\"event_type\":\"batch.finished\",\"event_data\":{\"batch_id\":\"b\"}}",
        "{\"event_type\":\"avatar_video.success\",\"event_data\":{\"video_translate_id\":\"v\"}}",
        "{\"event_type\":\"video_translate.preflight.validation_failed\"}",
        "{\"event_type\":\"\"}"
      })
  void whatIsAboutNoTranslationIsGenuineAllTheSame(String body) {
    Verdict verdict = receive(body);

    assertThat(verdict).isInstanceOf(Unrelated.class);
    assertThat(verdict.httpStatus()).isEqualTo(200);
  }

  @Test
  void headersAreFoundInAnyCase() {
    Map<String, List<String>> headers = new HashMap<>();
    signed(SUCCESS).forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));

    assertThat(receive(headers)).isEqualTo(success("evt_1"));
  }

  @Test
  void upperCaseDigitsAreTheSameSignature() {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put("Heygen-Signature", List.of(signature(SUCCESS, SECRET).toUpperCase(Locale.ROOT)));

    assertThat(receive(headers)).isEqualTo(success("evt_1"));
  }

  @Test
  void eitherOfTwoSecretsIsGoodWhileOneIsBeingReplaced() {
    WebhookVerifier rotating = verifier(Rules.signedBy("whsec_new", SECRET));

    assertThat(rotating.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8)))
        .isEqualTo(success("evt_1"));
  }

  @Test
  void aBodyThatWasTouchedIsRefused() {
    for (int at = 0; at < SUCCESS.length(); at++) {
      byte[] body = SUCCESS.getBytes(UTF_8);
      body[at] ^= 1;

      assertThat(verifier.receive(signed(SUCCESS), body))
          .isEqualTo(refused(Reason.WRONG_SIGNATURE));
    }
    assertThat(receive(SUCCESS)).as("none of them is remembered").isEqualTo(success("evt_1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "00", "zz", "sha256=00", "-1", "é"})
  void whatIsNoSignatureIsAWrongOne(String signature) {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put("Heygen-Signature", List.of(signature));

    assertThat(receive(headers)).isEqualTo(refused(Reason.WRONG_SIGNATURE));
  }

  @Test
  void aSignatureOfAnotherSecretIsWrong() {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put("Heygen-Signature", List.of(signature(SUCCESS, "0123456789")));

    assertThat(receive(headers)).isEqualTo(refused(Reason.WRONG_SIGNATURE));
  }

  @Test
  void anUnsignedDeliveryIsRefused() {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.remove("Heygen-Signature");

    assertThat(receive(headers)).isEqualTo(refused(Reason.UNSIGNED));
    assertThat(receive(headers).httpStatus()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"-301, true", "-86700, true", "-86701, false", "300, true", "301, false"})
  void aDeliveryIsGoodAsLongAsItMayBeRepeatedButNotBeforeItIsSent(long seconds, boolean isGood) {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put(
        "Heygen-Timestamp", List.of(Long.toString(now.plusSeconds(seconds).getEpochSecond())));

    assertThat(receive(headers)).isEqualTo(isGood ? success("evt_1") : refused(Reason.OUT_OF_TIME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "-1", "1e9", "1.5", "999999999999", "99999999999999999999"})
  void aSignedDeliveryHasToSayWhenItWasSent(String time) {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put("Heygen-Timestamp", List.of(time));

    assertThat(receive(headers)).isEqualTo(refused(Reason.UNDATED));
    headers.remove("Heygen-Timestamp");
    assertThat(receive(headers)).isEqualTo(refused(Reason.UNDATED));
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless server hands over
  void nullsAmongTheHeadersAreNoReasonToFail() {
    Map<String, List<String>> headers = signed(SUCCESS);
    headers.put(null, List.of("HTTP/1.1 200 OK"));
    headers.put("Heygen-Event-Id", null);
    headers.put("heygen-signature", Arrays.asList(null, "x", null));
    headers.put("heygen-timestamp", null);

    assertThat(receive(headers)).isEqualTo(success("evt_1"));
  }

  @Test
  void unsignedDeliveriesAreTakenOnlyWhereTheRulesSaySo() {
    WebhookVerifier open = verifier(Rules.unsigned());

    assertThat(open.receive(Map.of(), SUCCESS.getBytes(UTF_8))).isEqualTo(success("evt_1"));
    assertThat(open.receive(Map.of(), SUCCESS.getBytes(UTF_8))).isEqualTo(new Duplicate("evt_1"));
    assertThat(
            open.receive(
                Map.of("Heygen-Timestamp", List.of("1000000000")), SUCCESS.getBytes(UTF_8)))
        .as("one that says when it was sent is held to it")
        .isEqualTo(refused(Reason.OUT_OF_TIME));
  }

  @Test
  void whoCannotSignCannotHaveAGenuineEventTakenForADuplicate() {
    WebhookVerifier both = verifier(Rules.signedBy(SECRET).withUnsigned());
    Map<String, List<String>> forged = signed(SUCCESS);
    forged.put("Heygen-Signature", List.of("00"));

    assertThat(both.receive(Map.of(), SUCCESS.getBytes(UTF_8))).isEqualTo(success("evt_1"));
    assertThat(both.receive(forged, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(refused(Reason.WRONG_SIGNATURE));
    assertThat(both.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8))).isEqualTo(success("evt_1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"event_type\":7}",
        "{\"event_type\":\"video_translate.success\"}",
        "{\"event_type\":\"video_translate.success\",\"event_data\":[]}",
        "{\"event_type\":\"video_translate.success\",\"event_data\":{\"video_translate_id\":\"\"}}",
        "{\"event_type\":\"video_translate.fail\",\"event_data\":{\"video_translate_id\":\"..\"}}",
        "{\"event_type\":\"video_translate.fail\",\"event_data\":{\"video_translate_id\":7}}",
        "{\"event_type\":\"x\",\"event_id\":\"a b\"}",
        "{\"event_type\":\"x\",\"event_id\":\"a\\u0000\"}"
      })
  void aGenuineDeliveryOfNoEventIsUnreadable(String body) {
    assertThat(receive(body)).isEqualTo(refused(Reason.UNREADABLE));
    assertThat(receive(body).httpStatus()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeAnythingElse() {
    assertThat(verifier.receive(Map.of(), new byte[(1 << 20) + 1]))
        .isEqualTo(refused(Reason.TOO_LARGE));
  }

  @Test
  void everyMutationOfADeliveryEndsInAVerdict() {
    long seed = 20261121;
    Random random = new Random(seed);
    WebhookVerifier open = verifier(Rules.signedBy(SECRET).withUnsigned());
    for (int round = 0; round < 5_000; round++) {
      byte[] body = Mutation.of(SUCCESS.getBytes(UTF_8), random);
      String time = new String(Mutation.of("1795262400".getBytes(UTF_8), random), UTF_8);
      Map<String, List<String>> headers =
          switch (random.nextInt(3)) {
            case 0 -> Map.of("Heygen-Timestamp", List.of(time));
            case 1 -> Map.of("Heygen-Event-Id", List.of(time, ""));
            default -> signed(new String(body, UTF_8));
          };

      assertThat(open.receive(headers, body))
          .as("seed %d, round %d: %s", seed, round, HexFormat.of().formatHex(body))
          .isNotNull();
    }
  }

  @Test
  void refusesRulesThatNothingCouldMeet() {
    assertThatIllegalArgumentException()
        .isThrownBy(Rules::signedBy)
        .withMessageContaining("secrets []: must hold at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.signedBy(SECRET, " "))
        .withMessageContaining("blank")
        .withMessageNotContaining(SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.signedBy(SECRET).withTolerance(Duration.ZERO))
        .withMessageContaining("tolerance PT0S: must be more than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.signedBy(SECRET).withRetryWindow(Duration.ofSeconds(-1)))
        .withMessageContaining("retryWindow PT-1S: must be zero or more, at most a year");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.signedBy(SECRET).withTolerance(Duration.ofSeconds(Long.MAX_VALUE)))
        .withMessageContaining("at most a year");
    assertThat(Rules.signedBy(SECRET)).asString().doesNotContain(SECRET);
  }
}
