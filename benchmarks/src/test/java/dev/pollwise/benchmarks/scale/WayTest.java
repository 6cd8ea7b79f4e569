package dev.pollwise.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.benchmarks.child.Child;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WayTest {

  private static final int JOBS = 40;
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Child server;
  private final URI address;

  WayTest() throws IOException {
    server = Machine.server();
    address = URI.create(server.hear());
  }

  @BeforeAll
  void isThere() {
    assertThat(address.getPort()).isPositive();
  }

  @AfterAll
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void asksAboutEveryJobAgainAndAgain(Way way) {
    Punctuality punctuality = new Punctuality(JOBS, INTERVAL.toNanos(), 1_000);
    Waits waits = way.make(new Setting(address, JOBS, INTERVAL, punctuality));
    for (int job = 0; job < JOBS; job++) {
      waits.begin(job);
    }

    await().until(() -> punctuality.answers() >= 4L * JOBS);
    double late = punctuality.lateMillis(0.5);
    waits.close();

    assertThat(late).isGreaterThan(-INTERVAL.toMillis() / 2.0);
    assertThat(punctuality.jobsAskedAbout()).isEqualTo(JOBS);
  }

  @Test
  void onlyAThreadForEachWaitIsBeyondALimitOfThreads() {
    assertThat(new ThreadLimit(5_000).waysFor(10_000))
        .hasSize(Way.values().length - 1)
        .doesNotContain(Way.PLATFORM_THREADS);
    assertThat(new ThreadLimit(10_000).waysFor(10_000)).containsExactly(Way.values());
  }

  @Test
  void aReadingSurvivesItsWayBetweenTheMachines() {
    Reading reading = new Reading(250.5, 12.5, 2_500, 0.1, -1.25, 1e7, 2e6, 4);

    assertThat(Reading.of(reading.line())).isEqualTo(reading);
    assertThat(reading.trial(1_000).figure(Reading.HEAP)).isEqualTo(10_000);
  }
}
