package dev.pollwise.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Accepted;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Duplicate;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Reason;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is delivered again is told from what is new. */
class WebhookRepetitionTest extends Deliveries {

  @Test
  void aSecondDeliveryIsADuplicateWhateverItsHeadersCallIt() {
    receive(SUCCESS);
    Map<String, List<String>> renamed = signed(SUCCESS);
    renamed.put("Heygen-Event-Id", List.of("evt_other"));

    assertThat(receive(SUCCESS)).isEqualTo(new Duplicate("evt_1"));
    assertThat(verifier.receive(renamed, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(new Duplicate("evt_1"));
  }

  @Test
  void whatCouldNotBePassedOnIsTakenAgain() {
    Deque<RuntimeException> trouble = new ArrayDeque<>(List.of(new IllegalStateException("meant")));
    List<JobId> news = new ArrayList<>();
    WebhookVerifier failing =
        new WebhookVerifier(
            Rules.signedBy(SECRET),
            () -> now,
            job -> {
              if (!trouble.isEmpty()) {
                throw trouble.pop();
              }
              news.add(job);
            });
    assertThatThrownBy(() -> failing.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8)))
        .hasMessage("meant");

    assertThat(failing.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8)))
        .isInstanceOf(Accepted.class);
    assertThat(failing.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8)))
        .isInstanceOf(Duplicate.class);
    assertThat(news).hasSize(1);
  }

  @Test
  void theIdOfTheHeaderCountsWhereTheBodyHasNone() {
    String body = SUCCESS.replace("\"event_id\":\"evt_1\",", "");
    Map<String, List<String>> headers = signed(body);
    headers.put("heygen-event-id", List.of("evt_h"));

    assertThat(verifier.receive(headers, body.getBytes(UTF_8))).isEqualTo(success("evt_h"));
    assertThat(verifier.receive(headers, body.getBytes(UTF_8))).isEqualTo(new Duplicate("evt_h"));
  }

  @Test
  void theSameBodyTwiceIsADuplicateWhereNothingHasAnId() {
    String body = SUCCESS.replace("\"event_id\":\"evt_1\",", "");

    assertThat(receive(body)).isEqualTo(success(""));
    assertThat(receive(body)).isEqualTo(new Duplicate(""));
    assertThat(receive(body.replace("a-es", "a-fr"))).isInstanceOf(Accepted.class);
  }

  @Test
  void noOtherHeaderMakesASignedBodyNewAgain() {
    String body = SUCCESS.replace("\"event_id\":\"evt_1\",", "");
    Map<String, List<String>> headers = signed(body);
    headers.put("Heygen-Event-Id", List.of("evt_a"));
    verifier.receive(headers, body.getBytes(UTF_8));

    headers.put("Heygen-Event-Id", List.of("evt_b"));
    assertThat(verifier.receive(headers, body.getBytes(UTF_8))).isInstanceOf(Duplicate.class);
    headers.remove("Heygen-Event-Id");
    assertThat(verifier.receive(headers, body.getBytes(UTF_8))).isInstanceOf(Duplicate.class);
  }

  @Test
  void aRepetitionUnderItsFirstDateIsTakenAsLongAsTheServerRepeats() {
    Map<String, List<String>> headers = signed(SUCCESS);
    now = now.plus(Duration.ofHours(24));

    assertThat(verifier.receive(headers, SUCCESS.getBytes(UTF_8))).isEqualTo(success("evt_1"));
    assertThat(verifier.receive(headers, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(new Duplicate("evt_1"));
  }

  @Test
  void whoKnowsThatAttemptsAreDatedAnewCanHoldThemToThat() {
    WebhookVerifier strict = verifier(Rules.signedBy(SECRET).withRetryWindow(Duration.ZERO));
    Map<String, List<String>> headers = signed(SUCCESS);
    now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);

    assertThat(strict.receive(headers, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(new Refused(Reason.OUT_OF_TIME));
    assertThat(strict.receive(signed(SUCCESS), SUCCESS.getBytes(UTF_8)))
        .isEqualTo(success("evt_1"));
  }

  @ParameterizedTest
  @CsvSource({"PT5M, PT24H", "PT5M, PT0S", "PT30H, PT0S", "PT1M, PT72H", "P365D, P365D"})
  void noCopyOfADeliveryIsEverTakenTwiceWhenItComes(Duration tolerance, Duration retryWindow) {
    Rules rules = Rules.signedBy(SECRET).withTolerance(tolerance).withRetryWindow(retryWindow);
    WebhookVerifier one = verifier(rules);
    Map<String, List<String>> headers = signed(SUCCESS);
    Instant dated = now;
    now = dated.minus(tolerance); // by a clock as late as can be
    assertThat(one.receive(headers, SUCCESS.getBytes(UTF_8))).isEqualTo(success("evt_1"));

    for (int part = 0; part <= 50; part++) {
      now = dated.plus(rules.oldest().multipliedBy(part).dividedBy(50));
      assertThat(one.receive(headers, SUCCESS.getBytes(UTF_8))).isInstanceOf(Duplicate.class);
    }
    now = now.plusSeconds(1);
    assertThat(one.receive(headers, SUCCESS.getBytes(UTF_8)))
        .isEqualTo(new Refused(Reason.OUT_OF_TIME));
  }

  @Test
  void anEventIsRememberedAsLongAsItMayBeRepeatedAndThenForgotten() {
    receive(SUCCESS);
    now = now.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(10));
    assertThat(receive(SUCCESS)).isInstanceOf(Duplicate.class);

    now = now.plusSeconds(1);

    assertThat(receive(SUCCESS)).isEqualTo(success("evt_1"));
  }

  @Test
  void theMemoryIsBounded() {
    SeenEvents seen = new SeenEvents(Duration.ofHours(24));
    for (int i = 0; i <= SeenEvents.MOST; i++) {
      assertThat(seen.isNew("e" + i, now)).isTrue();
    }

    assertThat(seen.isNew("e" + SeenEvents.MOST, now)).isFalse();
    assertThat(seen.isNew("e0", now)).as("the oldest had to go").isTrue();
  }
}
