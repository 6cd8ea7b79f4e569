package dev.pollwise.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClientAtSimulatorTest {

  private static final URI VIDEO = URI.create("https://example.com/a.mp4");
  private static final PollingPolicy QUICK =
      PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(50)));

  private final List<JobEvent> heard = new CopyOnWriteArrayList<>();

  private static Scenario lasting(Duration duration) {
    return Scenario.lasting(DurationLaw.fixed(duration));
  }

  private static SimulatorServer simulator(Scenario scenario) {
    return SimulatorServer.builder().port(0).seed(7).scenario(scenario).build().start();
  }

  private TranslationClient client(SimulatorServer simulator) {
    return client(simulator, heard::add);
  }

  private static TranslationClient client(SimulatorServer simulator, JobEvent.Listener listener) {
    return TranslationClient.builder(simulator.uri())
        .apiKey("demo")
        .policy(QUICK)
        .listener(listener)
        .build();
  }

  @Test
  void translatesIntoEachLanguageAndFetchesTheVideo() throws Exception {
    try (var simulator = simulator(lasting(Duration.ofMillis(200)));
        var client = client(simulator)) {
      assertThat(client.languages()).contains("Spanish (Spain)", "French (France)");

      List<TranslationJob> jobs =
          client.translate(TranslationRequest.of(VIDEO, "Spanish (Spain)", "French (France)"));

      assertThat(jobs)
          .extracting(TranslationJob::title)
          .containsExactly("Spanish (Spain)", "French (France)");
      for (TranslationJob job : jobs) {
        assertThat(job.await())
            .isInstanceOfSatisfying(
                JobOutcome.Ended.class,
                ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));
      }
      URI video =
          ((JobStatus.Completed) jobs.getFirst().status().orElseThrow()).videoUrl().orElseThrow();
      var answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(video).build(), BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).hasSizeGreaterThan(100);
      assertThat(simulator.simulation().jobs().find(jobs.getFirst().id().value()))
          .get()
          .satisfies(job ->
              assertThat((int) job.polls())
                  .as("the server counted the calls that the client says it made")
                  .isEqualTo(jobs.getFirst().evidence().calls()));
    }
  }

  @Test
  void tellsPendingFromRunningAndWhyAJobFailed() throws InterruptedException {
    PlanLaw.Pace fiftyOfThemQueued =
        new PlanLaw.Pace.ByTime(
            DurationLaw.fixed(Duration.ofSeconds(100)), DurationLaw.fixed(Duration.ofSeconds(50)));
    PlanLaw failing = new PlanLaw(fiftyOfThemQueued, Failures.none().withProbability(1));
    try (var simulator =
            SimulatorServer.builder()
                .port(0)
                .seed(7)
                .frozen()
                .scenario(Scenario.happyPath().withPlans(failing))
                .build()
                .start();
        var client = client(simulator)) {
      TranslationJob job = client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst();
      await().until(() -> isSeenAs(job, JobStatus.Pending.class));
      simulator.simulation().clock().advance(Duration.ofSeconds(60));
      await().until(() -> isSeenAs(job, JobStatus.Running.class));
      simulator.simulation().clock().advance(Duration.ofSeconds(60));

      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended ->
                  assertThat(ended.status())
                      .isInstanceOfSatisfying(
                          JobStatus.Failed.class,
                          failed -> assertThat(failed.reason()).isNotBlank()));
    }
    assertThat(heard)
        .filteredOn(JobEvent.StatusChanged.class::isInstance)
        .extracting(event -> ((JobEvent.StatusChanged) event).to().word())
        .containsExactly("running", "failed");
  }

  private static boolean isSeenAs(TranslationJob job, Class<? extends JobStatus> status) {
    return job.status().filter(status::isInstance).isPresent();
  }

  @Test
  void aSubmitWhoseAnswerIsLostStartsOneJobOnly() throws InterruptedException {
    FaultRule lost =
        FaultRule.of(Fault.reset()).onRoute("create").first(2).in(FaultRule.Phase.AFTER);
    try (var simulator = simulator(lasting(Duration.ofMillis(100)).withFault(lost));
        var client = client(simulator)) {
      List<TranslationJob> jobs =
          client.translate(TranslationRequest.of(VIDEO, "Spanish (Spain)", "French (France)"));

      for (TranslationJob job : jobs) {
        assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      }
      assertThat(simulator.simulation().jobs().page(Long.MAX_VALUE, 100, any -> true)).hasSize(2);
    }
  }

  @Test
  void waitsForRoomWhereTheServerTakesOnlySoManyJobs() throws InterruptedException {
    try (var simulator = simulator(lasting(Duration.ofMillis(300)).withConcurrency(1));
        var client = client(simulator)) {
      TranslationJob first = client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst();
      TranslationJob second = client.translate(TranslationRequest.of(VIDEO, "French")).getFirst();

      assertThat(first.await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(second.await()).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @Test
  void aServerThatDiesIsLostContactAndOneThatForgotTheJobSaysSo() throws InterruptedException {
    SimulatorServer first = simulator(lasting(Duration.ofMinutes(10)));
    try (var client = client(first)) {
      client.changePolicy(
          QUICK.withFailureBudget(Duration.ofMillis(500)).withDeadline(Duration.ofSeconds(5)));
      TranslationJob job = client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst();
      first.close();

      JobOutcome outcome = job.await();

      assertThat(outcome)
          .isInstanceOfSatisfying(
              JobOutcome.GaveUp.class,
              lost -> {
                assertThat(lost.cause()).isInstanceOf(Miss.Unreachable.class);
                assertThat(lost.resumeToken().jobId()).isEqualTo(job.id());
              });
      try (var second = simulator(lasting(Duration.ofSeconds(1)));
          var later = client(second)) {
        assertThatExceptionOfType(RequestFailedException.class)
            .isThrownBy(() -> later.status(job.id()))
            .satisfies(failed -> assertThat(failed.miss()).isInstanceOf(Miss.NotFound.class));
      }
    }
  }

  @Test
  void aWaitIsTakenUpByAnotherClient() throws InterruptedException {
    try (var simulator = simulator(lasting(Duration.ofMillis(600)))) {
      String token;
      try (var client = client(simulator)) {
        client.translate(TranslationRequest.of(VIDEO, "Spanish"));
        token = client.shutdown().getFirst().toString();
      }
      try (var other = client(simulator)) {
        assertThat(other.resume(ResumeToken.parse(token)).await())
            .isInstanceOf(JobOutcome.Ended.class);
      }
    }
  }

  @Test
  void aStrangersKeyIsRefusedWithTheReasonAndWithoutTheKey() {
    try (var simulator =
            SimulatorServer.builder()
                .port(0)
                .scenario(lasting(Duration.ofSeconds(1)))
                .faces(
                    FaceSettings.defaults()
                        .withHeyGen(HeyGenOptions.defaults().withApiKeys(Set.of("the-only-key"))))
                .build()
                .start();
        var client =
            TranslationClient.builder(simulator.uri()).apiKey("sk-secret-of-mine").build()) {
      assertThatExceptionOfType(SubmitFailedException.class)
          .isThrownBy(() -> client.translate(TranslationRequest.of(VIDEO, "Spanish")))
          .withMessageContaining("401")
          .withMessageContaining("unauthorized")
          .withMessageNotContaining("sk-secret-of-mine");
    }
  }

  @Test
  void watchesTheBareStatusFace() throws InterruptedException {
    try (var simulator = simulator(lasting(Duration.ofMillis(200)));
        var poller =
            TranslationClient.forStatusEndpoint(simulator.uri().resolve("/status"))
                .policy(QUICK)
                .listener(heard::add)
                .build()) {
      assertThat(poller.watch(JobId.of("status")).await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));
    }
    assertThat(heard.getLast()).isInstanceOf(JobEvent.Ended.class);
  }

  @Test
  void losesNoneOfAThousandJobsOnABadNetwork() throws InterruptedException {
    Scenario bad =
        Scenario.lasting(DurationLaw.uniform(Duration.ofMillis(100), Duration.ofSeconds(2)))
            .withErrorProbability(0.1)
            .withFault(FaultRule.of(Fault.reset()).share(0.05))
            .withFault(FaultRule.of(Fault.status(503)).share(0.05));
    try (var simulator = simulator(bad);
        var client = client(simulator, event -> {})) {
      client.changePolicy(
          QUICK.withPacing(Pacing.exponential(Duration.ofMillis(300), 1.5, Duration.ofSeconds(2))));
      List<TranslationJob> jobs =
          IntStream.range(0, 100)
              .mapToObj(batch ->
                  client.translateAsync(
                      TranslationRequest.of(
                          VIDEO, IntStream.range(0, 10).mapToObj(i -> "Spanish (Spain)").toList())))
              .toList()
              .stream()
              .flatMap(submit -> submit.join().stream())
              .toList();

      assertThat(jobs).hasSize(1000).doesNotHaveDuplicates();
      for (TranslationJob job : jobs) {
        assertThat(job.await())
            .isInstanceOfSatisfying(
                JobOutcome.Ended.class,
                ended ->
                    assertThat(ended.status().word())
                        .isEqualTo(
                            simulator
                                .simulation()
                                .jobs()
                                .find(job.id().value())
                                .orElseThrow()
                                .peek(simulator.simulation().clock().now())
                                .word()));
      }
    }
  }
}
