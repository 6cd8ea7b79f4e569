package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.report.Report;
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

/** The test of a user, as docs/simulator.md shows it. */
@Timeout(60)
class PatientClientExampleTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void survivesAnHourLongJobAndABusyServer() throws Exception {
    Scenario anHour = Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1)));
    try (var simulator =
        SimulatorServer.builder().port(0).scenario(anHour).frozen().build().start()) {
      simulator.fault(FaultRule.of(Fault.tooManyRequests(Duration.ofSeconds(10))).first(1));

      assertThat(status(simulator).statusCode()).isEqualTo(429);
      simulator.simulation().clock().advance(Duration.ofMinutes(59));
      assertThat(status(simulator).body()).contains("pending");
      simulator.simulation().clock().advance(Duration.ofMinutes(1));
      assertThat(status(simulator).body()).contains("completed");

      Report.ClientReport verdict = simulator.report(Duration.ofSeconds(5)).onlyClient();
      assertThat(verdict.counts().early()).isZero();
      assertThat(verdict.counts().afterEnd()).isZero();
      assertThat(verdict.job("implicit-1").detection().orElseThrow().lateness()).isZero();
    }
  }

  /** In place of the client under test. */
  private HttpResponse<String> status(SimulatorServer simulator)
      throws IOException, InterruptedException {
    URI uri = simulator.uri().resolve("/status");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
