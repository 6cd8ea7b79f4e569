package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What distorted answers look like to somebody who reads bytes; picked by header. */
@Timeout(60)
class DistortedWireTest {

  private static final String CREATE =
      """
      {"video":{"type":"url","url":"https://example.com/a.mp4"},\
      "output_languages":["Spanish (Spain)"]}\
      """;

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .frozen()
          .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10))))
          .build();

  @BeforeEach
  void start() {
    simulator.start();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  /** The path of a job that is over, or runs. */
  private String job(boolean isOver) throws Exception {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      connection.post("/v3/video-translations", CREATE, "X-Api-Key: demo");
    }
    if (isOver) {
      simulator.simulation().clock().advance(Duration.ofSeconds(10));
    }
    return "/v3/video-translations/"
        + simulator.simulation().jobs().page(Long.MAX_VALUE, 1, any -> true).getFirst().id();
  }

  private static String text(Seen seen) {
    assertThat(seen).isInstanceOf(Seen.Answer.class);
    return ((Seen.Answer) seen).text();
  }

  @ParameterizedTest
  @CsvSource({
    "not-found,      false, 404, '\"code\":\"resource_not_found\"', running",
    "unknown-status, false, 200, '\"status\":\"postprocessing\"', running",
    "regress,        true,  200, '\"status\":\"running\"', completed",
    "no-url,         true,  200, '\"status\":\"completed\"', completed",
    "stuck-running,  true,  200, '\"status\":\"running\"', completed"
  })
  void isACompleteAnswerThatKeepsTheConnectionFreshOrNot(
      String fault, boolean isOver, int status, String words, String truth) throws Exception {
    String job = job(isOver);
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      for (boolean keptAlive : new boolean[] {false, true}) {
        assertThat(text(connection.get(job, "X-Api-Key: demo", "X-Pollwise-Fault: " + fault)))
            .as("kept alive: %s", keptAlive)
            .startsWith("HTTP/1.1 " + status + " ")
            .contains("Content-Type: application/json", "Content-Length: ", words)
            .doesNotContain("Connection: close", "\"video_url\"");
      }

      assertThat(text(connection.get(job, "X-Api-Key: demo")))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"status\":\"" + truth + "\"");
    }
  }
}
