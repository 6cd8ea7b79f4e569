package dev.pollwise.simulator.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorsTest {

  @Test
  void manyDescriptorsServeManyConnections() {
    assertThat(ConnectionLimits.Descriptors.connections(11_000, 19_950)).isEqualTo(11_000);
    assertThat(ConnectionLimits.Descriptors.connections(100_000, 19_950)).isEqualTo(18_450);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 1_000, 1_499, 1_500, 2_000, 2_500, 3_000, 20_000})
  void twoListenersNeverTakeThemAll(long left) {
    int faces = ConnectionLimits.Descriptors.connections(Integer.MAX_VALUE, left);
    int control = ConnectionLimits.Descriptors.connections(1_000, left);

    assertThat(faces + control).isLessThanOrEqualTo((int) Math.max(2, left));
    assertThat(faces).isPositive();
  }
}
