package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.heygen.IdempotencyKeys.Turn;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

  private final AtomicInteger lost = new AtomicInteger();
  private final IdempotencyKeys keys =
      new IdempotencyKeys(
          new FaceTestBench(Scenario.happyPath(), FaceSettings.defaults()).simulation,
          lost::incrementAndGet);

  private Turn answered(String key, int length) {
    return answered(key, length, Duration.ZERO);
  }

  private Turn answered(String key, int length, Duration now) {
    Turn turn = keys.begin(key, now);
    if (turn instanceof Turn.First first) {
      over("me", key, first, Response.bytes("text/plain", new byte[length]), now);
    }
    return turn;
  }

  private void over(String client, String key, Turn.First first, Response answer, Duration now) {
    keys.over(client, key, first, new IdempotencyKeys.Answered(answer, List.of(), now));
  }

  @Test
  void replaysForADay() {
    assertThat(answered("a", 1)).isInstanceOf(Turn.First.class);

    assertThat(keys.begin("a", Duration.ofHours(23))).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("a", Duration.ofHours(24))).isInstanceOf(Turn.First.class);
    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(() -> keys.begin("a", Duration.ofHours(24)));
  }

  @Test
  void forgetsTheOldestAnswersForTheSakeOfLongOnes() {
    int half = IdempotencyKeys.BYTES_KEPT / 2 - 1_000;
    answered("a", half);
    answered("b", half);

    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.Replay.class);

    answered("c", half);

    assertThat(keys.begin("b", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("c", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.First.class);
  }

  @Test
  void forgetsTheOldestKeysWhenThereAreTooMany() {
    int most = 100_000;
    for (int i = 0; i <= most; i++) {
      assertThat(answered("key " + i, 1)).isInstanceOf(Turn.First.class);
    }

    assertThat(keys.begin("key " + most, Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("key 0", Duration.ZERO)).isInstanceOf(Turn.First.class);
  }

  @Test
  void tellsOfKeysThatHadToGoBeforeTheirTime() {
    int half = IdempotencyKeys.BYTES_KEPT / 2 - 1_000;
    answered("a", half);
    answered("b", half);
    assertThat(lost).hasValue(0);

    answered("c", half);

    assertThat(lost).hasValue(1);
  }

  @Test
  void aRefusalTakesNoRoom() {
    int half = IdempotencyKeys.BYTES_KEPT / 2 - 1_000;
    answered("a", half);
    for (int i = 0; i < 10; i++) {
      Turn.First turn = (Turn.First) keys.begin("b", Duration.ZERO);
      over("me", "b", turn, Response.empty(400).withBody(new byte[half]), Duration.ZERO);
    }
    answered("c", half);

    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
  }

  @Test
  void aKeyThatIsBegunAnewIsTheYoungest() {
    int half = IdempotencyKeys.BYTES_KEPT / 2 - 1_000;
    Duration tomorrow = Duration.ofHours(25);
    answered("a", half);
    answered("b", half);

    assertThat(answered("a", half, tomorrow)).isInstanceOf(Turn.First.class);
    answered("c", half, tomorrow);

    assertThat(keys.begin("a", tomorrow)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("b", tomorrow)).isInstanceOf(Turn.First.class);
  }

  @Test
  void aRequestThatIsStillServedIsNotForgottenForOthers() {
    Turn unused = keys.begin("slow", Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      answered("big " + i, IdempotencyKeys.BYTES_KEPT - 1_000);
    }

    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(() -> keys.begin("slow", Duration.ZERO))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(409));
  }

  @Test
  void whatWasCreatedBeforeAResetIsNotAnsweredAfterIt() {
    Turn.First before = (Turn.First) keys.begin("a", Duration.ZERO);
    keys.clear();
    Turn.First after = (Turn.First) keys.begin("a", Duration.ZERO);

    over("me", "a", before, Response.bytes("text/plain", new byte[1]), Duration.ZERO);
    assertThatExceptionOfType(ApiError.class).isThrownBy(() -> keys.begin("a", Duration.ZERO));

    over("me", "a", after, Response.empty(200), Duration.ZERO);
    assertThat(keys.begin("a", Duration.ZERO))
        .isInstanceOfSatisfying(
            Turn.Replay.class, replay -> assertThat(replay.answered().answer().body()).isEmpty());
  }

  @Test
  void longKeysCountAsWell() {
    int each = 1_000_000;
    for (int i = 0; i < 40; i++) {
      answered(i + "x".repeat(each), 0);
    }

    assertThat(keys.begin(39 + "x".repeat(each), Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin(0 + "x".repeat(each), Duration.ZERO)).isInstanceOf(Turn.First.class);
  }

  @Test
  void keepsTheKeysOfOneFromTheFloodOfAnother() {
    Turn.First mine = (Turn.First) keys.begin("mine", Duration.ZERO);
    over("me", "mine", mine, Response.empty(200), Duration.ZERO);
    for (int i = 0; i < 110_000; i++) {
      Turn.First theirs = (Turn.First) keys.begin("theirs " + i, Duration.ZERO);
      over("other", "theirs " + i, theirs, Response.empty(200), Duration.ZERO);
    }

    assertThat(keys.begin("mine", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
  }
}
