package dev.pollwise.simulator.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client makes of what HeyGen itself does not do, and other servers may. */
@Timeout(60)
class ExtensionsAtSimulatorTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(URI.create("https://example.com/a.mp4"), "German");

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static SimulatorServer simulator(Scenario scenario, HeyGenOptions.Extensions extensions) {
    return SimulatorServer.builder()
        .port(0)
        .seed(7)
        .scenario(scenario)
        .faces(
            FaceSettings.defaults().withHeyGen(HeyGenOptions.defaults().withExtensions(extensions)))
        .build()
        .start();
  }

  /** Submits a job, and asks about it once. */
  private Answer.Seen ask(SimulatorServer simulator, Duration longestHold) throws Exception {
    JobId job;
    try (var client = TranslationClient.builder(simulator.uri()).apiKey("demo").build()) {
      job = client.translate(REQUEST).getFirst().id();
    }
    var context = new ServerContext(simulator.uri(), null, executor, RandomGenerator.getDefault());
    try (context;
        var api = HeyGenApi.at(simulator.uri(), Credentials.apiKey("demo"), context, null)) {
      Answer answer = api.ask(job, new Attempt(longestHold)).get(30, SECONDS);
      assertThat(answer).isInstanceOf(Answer.Seen.class);
      return (Answer.Seen) answer;
    }
  }

  @Test
  void aLongPollComesBackWithTheNews() throws Exception {
    Scenario brief = Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(1500)));
    try (var simulator = simulator(brief, HeyGenOptions.Extensions.none().withLongPoll(true))) {
      Answer.Seen seen = ask(simulator, Duration.ofSeconds(20));

      assertThat(seen.status()).isInstanceOf(JobStatus.Completed.class);
    }
  }

  @Test
  void aLongPollWithoutNewsSaysForHowLongItWasHeld() throws Exception {
    Scenario endless = Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(10)));
    try (var simulator = simulator(endless, HeyGenOptions.Extensions.none().withLongPoll(true))) {
      Answer.Seen seen = ask(simulator, Duration.ofSeconds(1));

      assertThat(seen.held()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void aServerThatKnowsNoLongPollsAnswersAtOnce() throws Exception {
    Scenario endless = Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(10)));
    try (var simulator = simulator(endless, HeyGenOptions.Extensions.none())) {
      assertThat(ask(simulator, Duration.ofSeconds(25)).held()).isZero();
    }
  }

  @Test
  void whatALimitedServerHasLeftIsRead() throws Exception {
    Scenario limited =
        Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(10)))
            .withRequestLimit(new RequestLimit(60, Duration.ofMinutes(1), 50));
    try (var simulator =
        simulator(limited, HeyGenOptions.Extensions.none().withRateLimitHeaders(true))) {
      assertThat(ask(simulator, Duration.ZERO).hint())
          .isInstanceOfSatisfying(
              Hint.Quota.class, quota -> assertThat(quota.remaining()).isBetween(1L, 50L));
    }
  }
}
