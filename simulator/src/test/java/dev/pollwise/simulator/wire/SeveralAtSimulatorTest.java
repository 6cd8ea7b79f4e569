package dev.pollwise.simulator.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.BatchRequest;
import dev.pollwise.client.TranslationBatch;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several jobs at once: submitted as a batch, and asked about in one call. */
@Timeout(60)
class SeveralAtSimulatorTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(
          URI.create("https://example.com/a.mp4"), "Spanish (Spain)", "French (France)");

  private static SimulatorServer simulator(Scenario scenario) {
    return SimulatorServer.builder().port(0).seed(7).scenario(scenario).build().start();
  }

  private static Scenario lasting(Duration duration) {
    return Scenario.lasting(DurationLaw.fixed(duration));
  }

  private static TranslationClient client(SimulatorServer simulator) {
    return TranslationClient.builder(simulator.uri())
        .apiKey("demo")
        .policy(PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(50))))
        .build();
  }

  @Test
  void aBatchWhoseAnswerIsLostStartsItsJobsOnce() throws Exception {
    FaultRule lost =
        FaultRule.of(Fault.reset()).onRoute("batch-create").first(2).in(FaultRule.Phase.AFTER);
    try (var simulator = simulator(lasting(Duration.ofMillis(200)).withFault(lost));
        var client = client(simulator)) {
      TranslationBatch batch = client.translateBatch(BatchRequest.of(List.of(REQUEST, REQUEST)));

      List<TranslationBatch.Item> items = batch.items().get(30, SECONDS);

      assertThat(items).hasSize(4);
      for (TranslationBatch.Item item : items) {
        assertThat(item).isInstanceOf(TranslationBatch.Item.Started.class);
        TranslationJob job = ((TranslationBatch.Item.Started) item).job();
        assertThat(job.title()).isEqualTo(REQUEST.languages().get(item.index() % 2));
        assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      }
      assertThat(simulator.simulation().jobs().page(Long.MAX_VALUE, 100, any -> true)).hasSize(4);
    }
  }

  @Test
  void jobsAreFoundByTheirMarkWhereverTheyAreInTheList() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        var simulator = simulator(lasting(Duration.ofMinutes(10)));
        var client = client(simulator);
        var context =
            new ServerContext(simulator.uri(), null, executor, RandomGenerator.getDefault());
        var api = HeyGenApi.at(simulator.uri(), Credentials.apiKey("demo"), context, null)) {
      byte[] kept =
          HeyGenApi.submission(
              new HeyGenApi.Order(
                  REQUEST.video(), REQUEST.languages(), Map.of("callback_id", "order-17/1")));
      List<JobId> marked =
          RepeatedRequest.attempt(api.submit(kept, 2, "key"), Duration.ofSeconds(20), context)
                      .get(30, SECONDS)
                  instanceof Reply.Done<HeyGenApi.AcceptedJobs>(var accepted)
              ? accepted.ids()
              : List.of();
      List<String> languages = IntStream.range(0, 33).mapToObj(i -> "German").toList();
      for (int part = 0; part < 4; part++) {
        client.translate(TranslationRequest.of(REQUEST.video(), languages));
      }
      Attempt attempt = Attempt.immediate();

      HeyGenApi.Listed listed = api.listed("order-17/1", attempt).get(30, SECONDS);

      assertThat(marked).hasSize(2);
      assertThat(((HeyGenApi.Listed.Found) listed).jobs())
          .containsExactlyInAnyOrder(
              new HeyGenApi.ListedJob(marked.getFirst(), REQUEST.languages().getFirst()),
              new HeyGenApi.ListedJob(marked.getLast(), REQUEST.languages().getLast()));
      assertThat(attempt.repeats()).as("134 jobs are two pages").isEqualTo(1);
      assertThat(api.listed("order-17", attempt).get(30, SECONDS))
          .isEqualTo(new HeyGenApi.Listed.Found(List.of()));
    }
  }

  @Test
  void aHundredJobsAreAskedAboutInOneCall() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        var simulator = simulator(lasting(Duration.ofMinutes(10)));
        var client = client(simulator);
        var context =
            new ServerContext(simulator.uri(), null, executor, RandomGenerator.getDefault());
        var api = HeyGenApi.at(simulator.uri(), Credentials.apiKey("demo"), context, null)) {
      List<JobId> jobs = new ArrayList<>();
      for (int part = 0; part < 3; part++) {
        List<String> languages = IntStream.range(0, 33).mapToObj(i -> "German").toList();
        client.translate(TranslationRequest.of(REQUEST.video(), languages)).stream()
            .map(TranslationJob::id)
            .forEach(jobs::add);
      }
      JobId unknown = JobId.of("nobody-es");
      jobs.add(unknown);
      Attempt attempt = Attempt.immediate();

      Map<JobId, Answer> answers = api.askAll(jobs, attempt).get(30, SECONDS);

      assertThat(answers).containsOnlyKeys(jobs);
      assertThat(answers.remove(unknown)).isInstanceOf(Miss.NotFound.class);
      assertThat(answers.values())
          .allSatisfy(answer ->
              assertThat(((Answer.Seen) answer).status())
                  .isInstanceOfAny(JobStatus.Pending.class, JobStatus.Running.class));
      assertThat(attempt.repeats()).isZero();
    }
  }
}
