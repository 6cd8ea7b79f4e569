package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.heygen.IdempotencyKeys.Turn;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

  private final IdempotencyKeys keys = new IdempotencyKeys();

  private Turn answered(String key, int length) {
    Turn turn = keys.begin(key, Duration.ZERO);
    keys.over(key, Response.bytes("text/plain", new byte[length]), Duration.ZERO);
    return turn;
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
    int half = IdempotencyKeys.BYTES_KEPT / 2;
    answered("a", half);
    answered("b", half);

    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.Replay.class);

    answered("c", half);

    assertThat(keys.begin("b", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("c", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.First.class);
  }

  @Test
  void remembersTheLastHundredThousandKeys() {
    for (int i = 0; i <= 100_000; i++) {
      assertThat(answered("key " + i, 1)).isInstanceOf(Turn.First.class);
    }

    assertThat(keys.begin("key 1", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("key 100000", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
    assertThat(keys.begin("key 0", Duration.ZERO)).isInstanceOf(Turn.First.class);
  }

  @Test
  void aRefusalTakesNoRoom() {
    int half = IdempotencyKeys.BYTES_KEPT / 2;
    answered("a", half);
    for (int i = 0; i < 10; i++) {
      assertThat(keys.begin("b", Duration.ZERO)).isInstanceOf(Turn.First.class);
      keys.over("b", Response.empty(400).withBody(new byte[half]), Duration.ZERO);
    }
    answered("c", half);

    assertThat(keys.begin("a", Duration.ZERO)).isInstanceOf(Turn.Replay.class);
  }
}
