package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.model.CompareWish;
import dev.pollwise.dashboard.model.DashboardModel;
import dev.pollwise.dashboard.model.Estimates;
import dev.pollwise.dashboard.model.ForecastWish;
import dev.pollwise.dashboard.model.LaunchOrder;
import dev.pollwise.dashboard.model.ServerChoice;
import dev.pollwise.dashboard.model.Signal;
import dev.pollwise.dashboard.model.Verdict;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.report.ClientReport;
import dev.pollwise.simulator.report.JobReport;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window, the client's evidence and the server that was asked count the same calls. */
class CallsAddUpTest {

  private static final int JOBS = 30;
  private static final double SCALE = 20;
  private static final Duration PRICE = Duration.ofSeconds(3);
  private static final PollingPolicy POLICY =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofMillis(200)))
          .withCallPrice(PRICE);

  private final Queue<Signal> news = new ConcurrentLinkedQueue<>();
  private final List<Signal> heard = new ArrayList<>();
  private final EmbeddedSimulator simulator =
      EmbeddedSimulator.with(
          SimulatorServer.builder()
              .timeScale(SCALE)
              .scenario(
                  Scenario.lasting(
                          DurationLaw.uniform(Duration.ofSeconds(8), Duration.ofSeconds(24)))
                      .withFault(FaultRule.of(Fault.status(503)).onRoute("statuses").first(2))));
  private final JobFeed feed =
      new JobFeed(
          simulator,
          ClientJobService::open,
          new ProfileFolder(Path.of("nowhere")),
          new UnfinishedWaits(Path.of("nowhere", "waits")),
          new NoDesktop(),
          Instant::now,
          POLICY,
          news::add);
  private final DashboardModel model =
      new DashboardModel(POLICY, feed, new NoEstimates(), Instant::now, ZoneOffset.UTC);

  private static final class NoDesktop implements Desktop {
    @Override
    public void open(URI address) {}

    @Override
    public void copy(String text) {}
  }

  private static final class NoEstimates implements Estimates {
    @Override
    public void forecast(ForecastWish wish) {}

    @Override
    public void compare(CompareWish wish) {}

    @Override
    public void stopComparing() {}
  }

  @BeforeEach
  void launch() {
    ServerChoice embedded = new ServerChoice.Embedded();
    model.control().shown().set(true);
    feed.connect(embedded);
    feed.launch(
        new LaunchOrder(
            embedded,
            URI.create("https://example.com/a.mp4"),
            List.of("French", "German"),
            JOBS / 2));
    awaitThat(() -> ends().size() == JOBS);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private void awaitThat(Callable<Boolean> condition) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          List<Signal> fresh = new ArrayList<>();
          for (Signal one = news.poll(); one != null; one = news.poll()) {
            fresh.add(one);
          }
          heard.addAll(fresh);
          model.accept(fresh, Duration.ZERO);
          return condition.call();
        });
  }

  private List<JobEvent.Ended> ends() {
    return heard.stream()
        .filter(Signal.JobHeard.class::isInstance)
        .map(signal -> ((Signal.JobHeard) signal).event())
        .filter(JobEvent.Ended.class::isInstance)
        .map(JobEvent.Ended.class::cast)
        .toList();
  }

  private ClientReport report() {
    return simulator
        .server()
        .report(Duration.ofNanos((long) (PRICE.toNanos() * SCALE)))
        .onlyClient();
  }

  /** The end of a job is told by a shared call, and read by one more. */
  private void awaitTheWholeVerdict() {
    awaitThat(() ->
        model
            .control()
            .sight()
            .get()
            .filter(seen -> seen.verdict().calls() == report().counts().calls())
            .isPresent());
    assertThat(verdict().told()).isEqualTo(JOBS);
  }

  private Verdict verdict() {
    return model.control().sight().get().orElseThrow().verdict();
  }

  @Test
  void aCallAboutManyJobsIsOneCallEverywhere() {
    awaitTheWholeVerdict();

    double evidence = ends().stream().mapToDouble(end -> end.outcome().evidence().share()).sum();
    int foot = model.jobs().calls().get();
    ClientReport report = report();
    assertThat(report.counts().calls()).isLessThan(JOBS * 5.0);
    assertThat(foot).isEqualTo((int) report.counts().calls());
    assertThat(evidence).isEqualTo(report.counts().calls(), within(1e-6));
    assertThat(verdict().calls()).isEqualTo(foot);
    assertThat(report.jobs().stream().map(JobReport::counts).mapToDouble(c -> c.calls()).sum())
        .isEqualTo(foot, within(1e-6));
    model.jobs().clearFinished();
    assertThat(model.jobs().calls().get()).isEqualTo(foot);
  }

  @Test
  void theVerdictIsForThePriceInForceInTheTimeOfTheWindow() {
    awaitTheWholeVerdict();

    double simulated = report().comparison().client().at(PRICE.toSeconds() * SCALE);
    assertThat(verdict().price()).isEqualTo(PRICE);
    assertThat(verdict().cost().toNanos() / 1e9).isEqualTo(simulated / SCALE, within(1e-3));

    feed.applyPolicy(POLICY.withCallPrice(Duration.ofSeconds(7)));

    awaitThat(() -> verdict().price().equals(Duration.ofSeconds(7)));
  }
}
