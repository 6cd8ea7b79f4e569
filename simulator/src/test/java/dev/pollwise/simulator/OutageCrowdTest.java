package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutageCrowdTest {

  /** Threads of the system: virtual ones that are refused again and again never give way. */
  private static final int CROWD = 20;

  @Test
  void nobodyHangsWhoConnectsWhileAnOutageBeginsOrEnds() throws Exception {
    Queue<Seen> hanging = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    try (SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD)) {
      URI uri = simulator.uri();
      for (int i = 0; i < CROWD; i++) {
        crowd.execute(() -> {
          while (!over.get()) {
            try (RawConnection client = new RawConnection(uri)) {
              Seen seen = client.get("/status");
              if (seen instanceof Seen.Silence) {
                hanging.add(seen);
              }
            } catch (IOException e) {
              // Refused, or reset while it was sending: as it should be.
            }
          }
        });
      }
      for (int i = 0; i < 10; i++) {
        String id = simulator.fault(FaultRule.of(Fault.outage())).id();
        await().until(() -> !answers(uri));
        assertThat(simulator.simulation().faults().lift(id)).isTrue();
        await().until(() -> answers(uri));
      }
      over.set(true);
    }

    assertThat(hanging).isEmpty();
  }

  private static boolean answers(URI uri) {
    try (RawConnection client = new RawConnection(uri)) {
      return client.get("/status") instanceof Seen.Answer;
    } catch (IOException e) {
      return false;
    }
  }
}
