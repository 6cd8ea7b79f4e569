package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLearningTest {

  private static final Secret KEY = new Secret("any");
  private static final PollingPolicy POLICY = PollingPolicy.defaults();

  @TempDir Path folder;

  private JobService.Factory session(boolean isPassing) {
    return ClientJobService.factory(
        LearnedStore.open(folder.resolve("learned-durations.json")),
        server -> isPassing,
        Instant::now);
  }

  private static JobService open(JobService.Factory session, URI server) {
    return session.open(server, KEY, POLICY, event -> {}, event -> {});
  }

  private static Optional<Duration> firstLook(JobService jobs) {
    return jobs.outlook(Expectation.none())
        .next(Duration.ZERO, POLICY.callPrice(), POLICY.deadline());
  }

  /** Lets jobs end, and gives back what a session afterwards knows when it begins. */
  private Optional<Duration> learnedByTheNext(boolean isPassing) {
    try (SimulatorServer server =
        SimulatorServer.builder()
            .port(0)
            .timeScale(100)
            .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10))))
            .build()
            .start()) {
      JobService.Factory first = session(isPassing);
      JobService jobs = open(first, server.uri());
      List<JobHandle> launched =
          jobs.launch(
                  TranslationRequest.of(
                      URI.create("https://media.example/film.mp4"), "German", "French", "Spanish"),
                  Expectation.none())
              .join();
      launched.forEach(job -> job.outcome().join());
      await().until(() -> firstLook(jobs).isPresent());
      jobs.shutdown();
      first.close();

      JobService.Factory next = session(isPassing);
      JobService again = open(next, server.uri());
      Optional<Duration> look = firstLook(again);
      next.forget(server.uri());
      assertThat(firstLook(again)).isEmpty();
      again.shutdown();
      next.close();

      JobService.Factory last = session(isPassing);
      JobService unknowing = open(last, server.uri());
      assertThat(firstLook(unknowing)).isEmpty();
      unknowing.shutdown();
      last.close();
      return look;
    }
  }

  @Test
  void whatAServerTaughtIsKnownInTheNextSessionUntilItIsForgotten() {
    assertThat(learnedByTheNext(false)).isPresent();
  }

  @Test
  void whatAServerOfThisSessionTaughtEndsWithIt() {
    assertThat(learnedByTheNext(true)).isEmpty();
  }
}
