package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.scenario.RequestLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlainServiceTest {

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void isPendingUntilTheJobIsOver() {
    assertThat(bench.get("/status").body()).isEqualTo("{\"result\":\"pending\"}");

    bench.wall.pass(Duration.ofSeconds(10));

    assertThat(bench.get("/status").body()).isEqualTo("{\"result\":\"completed\"}");
  }

  @Test
  void tellsAnErrorWhenTheJobFails() {
    FaceTestBench failing =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs().withErrorProbability(1), FaceSettings.defaults());

    failing.wall.pass(Duration.ofSeconds(10));

    assertThat(failing.get("/status").body()).isEqualTo("{\"result\":\"error\"}");
  }

  @Test
  void startsTheJobAnew() {
    bench.wall.pass(Duration.ofSeconds(10));

    Reply restarted = bench.send("POST", "/status", "");

    assertThat(restarted.status()).isEqualTo(202);
    assertThat(bench.get("/status").body()).isEqualTo("{\"result\":\"pending\"}");
  }

  @Test
  void refusesOtherMethodsInItsOwnWords() {
    Reply refused = bench.send("DELETE", "/status", "");

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, POST");
    assertThat(refused.json().getString("error")).contains("DELETE");
  }

  @Test
  void holdsAnAddressToItsLimitAndTellsWhenToComeBack() {
    FaceTestBench limited =
        new FaceTestBench(
            FaceTestBench.tenSecondJobs(),
            FaceSettings.defaults().withPlainLimit(new RequestLimit(2, Duration.ofMinutes(15))));
    Reply first = limited.get("/status");
    limited.get("/status");
    limited.wall.pass(Duration.ofMinutes(5));

    Reply refused = limited.get("/status");
    limited.wall.pass(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
    Reply admitted = limited.get("/status");

    assertThat(first.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("150");
    assertThat(admitted.status()).isEqualTo(200);
  }
}
