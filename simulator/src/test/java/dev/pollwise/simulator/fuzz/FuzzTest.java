package dev.pollwise.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code mvn -Pfuzz}. */
@Timeout(300)
class FuzzTest {

  @Test
  void answersEveryHostileRequestInAnEnvelope() throws Exception {
    try (var simulator = SimulatorServer.builder().port(0).build().start();
        var steered = SimulatorServer.builder().port(0).build().start()) {
      Fuzz fuzz = new Fuzz(simulator.uri(), steered.controlUri().orElseThrow(), 1);

      fuzz.run(0, 2_000);

      assertThat(fuzz.complaints()).isEmpty();
      assertThat(fuzz.seen()).containsKeys("200", "400", "401", "404", "405", "501");
    }
  }

  @Test
  void servesAsBeforeOnceTheTurmoilIsOver() throws Exception {
    assertThat(new Turmoil(1).run(60)).isEmpty();
  }
}
