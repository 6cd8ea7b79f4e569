package dev.pollwise.simulator;

import static dev.pollwise.simulator.junit.VerdictAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.junit.SimulatorExtension;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of a user, as docs/simulator.md shows it. */
@Timeout(60)
class PatientClientExampleTest {

  @RegisterExtension
  static SimulatorExtension simulator =
      SimulatorExtension.scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1))))
          .with(server -> server.frozen());

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void survivesAnHourLongJobAndABusyServer() throws Exception {
    simulator.server().fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(10))).first(1));

    assertThat(status().statusCode()).isEqualTo(429);
    simulator.simulation().clock().advance(Duration.ofMinutes(59));
    assertThat(status().body()).contains("pending");
    simulator.simulation().clock().advance(Duration.ofMinutes(1));
    assertThat(status().body()).contains("completed");

    assertThat(simulator.verdict()).lostNothing().askedNeverEarly().costsAtMost(2.0);
    assertThat(simulator.verdict()).knewWithin(Duration.ZERO).askedNeverAfterEnd();
  }

  /** In place of the client under test. */
  private HttpResponse<String> status() throws IOException, InterruptedException {
    URI uri = simulator.uri().resolve("/status");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
