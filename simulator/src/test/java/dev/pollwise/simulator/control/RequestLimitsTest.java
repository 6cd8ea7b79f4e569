package dev.pollwise.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench =
      new FaceTestBench(
          scenario(
              """
              duration: 10s
              request-limit: {requests: 6, per: 1m, burst: 2}
              address-limit: {requests: 60, per: 1m, burst: 5}
              key-limits:
                generous: {requests: 600, per: 1m}
                key-0a1b2c3d4e5f: {requests: 1, per: 1h}
              """),
          FaceSettings.defaults());

  private static Scenario scenario(String text) {
    return Scenario.read(Yaml.read("test", text), "test");
  }

  private Reply ask(String key) {
    return bench.send("GET", ALL, "", "X-Api-Key", key);
  }

  @Test
  void eachKeyHasItsLimitAndIsToldTheTruthAboutWhenToComeBack() {
    ask("demo");
    ask("demo");
    bench.wall.pass(Duration.ofMillis(2_500));

    Reply refused = ask("demo");
    bench.wall.pass(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).as("7.5 s, rounded up").isEqualTo("8");
    assertThat(ask("demo").status()).isEqualTo(200);
  }

  @Test
  void aScaledClockShortensTheWaitAndAFrozenOneMakesItASecond() {
    bench.simulation.clock().scale(5);
    ask("demo");
    ask("demo");
    assertThat(ask("demo").header("Retry-After")).isEqualTo("2");

    bench.simulation.clock().freeze(true);
    assertThat(ask("demo").header("Retry-After")).isEqualTo("1");
    bench.simulation.clock().advance(Duration.ofSeconds(10));
    assertThat(ask("demo").status()).isEqualTo(200);
  }

  @Test
  void oneKeyCanHaveALimitOfItsOwn() {
    for (int i = 0; i < 5; i++) {
      assertThat(ask("generous").status()).isEqualTo(200);
    }
  }

  @Test
  void nobodyBecomesAnotherByPresentingHisFingerprint() {
    ask("key-0a1b2c3d4e5f");

    assertThat(ask("key-0a1b2c3d4e5f").status()).as("the limit of that key is 1").isEqualTo(200);
  }

  @Test
  void anAddressIsHeldToItsLimitWhateverItsKeysAndFaces() {
    ask("a");
    ask("b");
    ask("c");
    bench.get("/status");
    bench.get("/status");

    assertThat(ask("d").status()).isEqualTo(429);
    assertThat(bench.get("/status").status()).isEqualTo(429);
    bench.wall.pass(Duration.ofSeconds(1));
    assertThat(ask("d").status()).isEqualTo(200);
  }

  @Test
  void limitsAreShownWithoutTheKeys() {
    String shown = bench.simulation.scenario().write().json();

    assertThat(shown).doesNotContain("generous").contains("key-0a1b2c3d4e5f");
    assertThat(scenario(shown)).isEqualTo(bench.simulation.scenario());
  }
}
