package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

  private final IdempotencyKeys keys = new IdempotencyKeys();

  @Test
  void aRefusalFreesNoKeyThatIsStillUnderWayOrWasAccepted() {
    keys.begin("key", "one");
    keys.begin("key", "one");
    keys.end("key", true);

    assertThatThrownBy(() -> keys.begin("key", "other"))
        .isInstanceOf(IllegalArgumentException.class);

    keys.end("key", false);
    keys.begin("key", "one");
    keys.end("key", true);

    assertThatThrownBy(() -> keys.begin("key", "other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void remembersTheLatestTenThousand() {
    for (int i = 0; i <= 10_000; i++) {
      keys.begin("key-" + i, "one");
    }

    assertThatCode(() -> keys.begin("key-0", "other")).doesNotThrowAnyException();
    assertThatThrownBy(() -> keys.begin("key-9999", "other"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
