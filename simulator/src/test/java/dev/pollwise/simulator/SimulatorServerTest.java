package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.transport.Listener;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SimulatorServerTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void servesFromStartToClose() throws Exception {
    URI uri;
    try (var simulator = SimulatorServer.builder().port(0).seed(7).timeScale(60).build().start()) {
      uri = simulator.uri();

      assertThat(get(uri.resolve("/status")).body()).contains("result");
    }

    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get(uri.resolve("/status")));
  }

  @Test
  void letsATestMoveTheTime() throws Exception {
    Scenario anHour = Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1)));
    try (var simulator = SimulatorServer.builder().port(0).scenario(anHour).build().start()) {
      assertThat(get(simulator.uri().resolve("/status")).body()).contains("pending");

      simulator.simulation().clock().advance(Duration.ofHours(1));

      assertThat(get(simulator.uri().resolve("/status")).body()).contains("completed");
    }
  }

  @Test
  void takesAScenarioFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("hour.yaml"), "duration: 1h\nqueue: 1m\n");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "duration: 1h\nqueue: soon\n");

    try (var simulator =
        SimulatorServer.builder().port(0).scenario(file).frozen().build().start()) {
      assertThat(simulator.simulation().scenario().name()).isEqualTo("hour");
      simulator.simulation().clock().advance(Duration.ofMinutes(59));
      assertThat(get(simulator.uri().resolve("/status")).body()).contains("pending");
      simulator.simulation().clock().advance(Duration.ofMinutes(1));
      assertThat(get(simulator.uri().resolve("/status")).body()).contains("completed");
    }
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> SimulatorServer.builder().scenario(wrong))
        .withMessageContaining("wrong.yaml:2")
        .withMessageContaining("soon");
  }

  @Test
  void saysThatThePortIsInUse() {
    try (var first = SimulatorServer.builder().port(0).build().start()) {
      var second = SimulatorServer.builder().port(first.uri().getPort()).build();

      assertThatExceptionOfType(Listener.ListenException.class)
          .isThrownBy(second::start)
          .withMessageContaining("127.0.0.1:" + first.uri().getPort())
          .withMessageContaining("in use");
    }
  }

  /** Half a server would be left behind, which nobody could stop. */
  @Test
  void startsWholeInAThreadThatIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    try (var simulator = SimulatorServer.builder().port(0).build().start()) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(get(simulator.uri().resolve("/status")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void hasNoAddressUnlessItRuns() {
    var simulator = SimulatorServer.builder().port(0).build();

    assertThatIllegalStateException().isThrownBy(simulator::uri);
    simulator.close();
    assertThatIllegalStateException().isThrownBy(simulator::start);
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
