package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.duel.Contestant;
import dev.pollwise.dashboard.duel.DuelNews;
import dev.pollwise.dashboard.duel.DuelOrder;
import dev.pollwise.dashboard.duel.Side;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Duels by real clients against a real simulator. */
class DuelFeedTest {

  private static final int JOBS = 4;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final EmbeddedSimulator simulator =
      EmbeddedSimulator.with(
          SimulatorServer.builder()
              .seed(3)
              .scenario(
                  Scenario.lasting(
                      DurationLaw.uniform(Duration.ofMillis(300), Duration.ofMillis(600)))));
  private final List<DuelNews> news = new CopyOnWriteArrayList<>();
  private final List<Throwable> defects = new CopyOnWriteArrayList<>();
  private DuelFeed feed;

  @BeforeEach
  void open() {
    feed = newFeed();
  }

  private DuelFeed newFeed() {
    return new DuelFeed(
        simulator,
        ClientJobService::fresh,
        event -> news.add(((Event.DuelHeard) event).news()),
        defects::add);
  }

  @AfterEach
  void close() {
    feed.close();
    simulator.close();
    assertThat(defects).isEmpty();
  }

  private static Contestant every(long millis) {
    return new Contestant(
        "every " + millis + " ms",
        PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(millis))));
  }

  private static DuelOrder order(int number, ServerChoice server, ControlAddress control) {
    return new DuelOrder(
        number, server, control, JOBS, Duration.ofMillis(300), every(50), every(150));
  }

  private static DuelOrder embedded(int number) {
    return order(number, new ServerChoice.Embedded(), new ControlAddress.OfEmbedded());
  }

  private <T extends DuelNews> List<T> heard(Class<T> kind, int duel) {
    return news.stream()
        .filter(each -> kind.isInstance(each) && each.duel() == duel)
        .map(kind::cast)
        .toList();
  }

  private void awaitOver(int duel) {
    await().atMost(LONGEST).until(() -> !heard(DuelNews.Over.class, duel).isEmpty());
  }

  private Stream<JobOutcome> outcomes(Side side, int duel) {
    return heard(DuelNews.Heard.class, duel).stream()
        .filter(each -> each.side() == side)
        .map(DuelNews.Heard::event)
        .filter(JobEvent.Ended.class::isInstance)
        .map(event -> ((JobEvent.Ended) event).outcome());
  }

  private double calls(Side side, int duel) {
    return outcomes(side, duel).mapToDouble(outcome -> outcome.evidence().share()).sum();
  }

  private Report.ClientReport report() {
    return simulator.server().report(Duration.ofSeconds(5)).onlyClient();
  }

  @Test
  void bothSidesWatchTheVerySameJobsWithCallsOfTheirOwn() {
    feed.beginDuel(embedded(1));
    awaitOver(1);

    List<JobKey> launched =
        heard(DuelNews.Launched.class, 1).stream().map(DuelNews.Launched::job).toList();
    assertThat(launched).hasSize(JOBS).doesNotHaveDuplicates();
    for (Side side : Side.values()) {
      assertThat(outcomes(side, 1)).hasSize(JOBS).allMatch(JobOutcome.Ended.class::isInstance);
      assertThat(outcomes(side, 1).map(JobOutcome::jobId))
          .containsExactlyInAnyOrderElementsOf(launched.stream().map(JobKey::id).toList());
    }
    assertThat(heard(DuelNews.TrueEndTold.class, 1))
        .extracting(DuelNews.TrueEndTold::job)
        .containsAll(launched);
    // Each job was launched once, and the simulator counts the calls of both sides, and no other.
    assertThat(report().jobs()).hasSize(JOBS);
    double above = calls(Side.ABOVE, 1);
    double below = calls(Side.BELOW, 1);
    assertThat(above).isGreaterThan(below);
    assertThat(above + below).isEqualTo(report().counts().calls(), within(1e-6));
  }

  @Test
  void neitherSideAsksBeforeItsFirstIntervalIsOver() {
    feed.beginDuel(embedded(1));
    awaitOver(1);

    assertThat(heard(DuelNews.Heard.class, 1))
        .extracting(DuelNews.Heard::event)
        .filteredOn(JobEvent.Polled.class::isInstance)
        .allSatisfy(event ->
            assertThat(event.moment().elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(40)));
  }

  @Test
  void meetsTheFaultsOfTheServer() {
    simulator.start();
    simulator.server().fault(FaultRule.of(Fault.status(503)).onRoute("get").first(3));

    feed.beginDuel(embedded(1));
    awaitOver(1);

    assertThat(heard(DuelNews.Heard.class, 1))
        .extracting(DuelNews.Heard::event)
        .filteredOn(JobEvent.Missed.class::isInstance)
        .isNotEmpty();
    assertThat(outcomes(Side.ABOVE, 1)).hasSize(JOBS);
  }

  @Test
  void stoppingEndsBothSidesAndLaunchesNothingMore() {
    TestSimulators.use(simulator(), Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1))));
    feed.beginDuel(embedded(1));
    await().atMost(LONGEST).until(() -> !heard(DuelNews.Launched.class, 1).isEmpty());

    feed.stopDuel();
    awaitOver(1);

    int launched = heard(DuelNews.Launched.class, 1).size();
    for (Side side : Side.values()) {
      assertThat(outcomes(side, 1))
          .hasSize(launched)
          .allMatch(JobOutcome.Cancelled.class::isInstance);
    }
  }

  private EmbeddedSimulator simulator() {
    simulator.start();
    return simulator;
  }

  @Test
  void aSecondDuelEndsTheFirstAndHasLearnedNothing() {
    TestSimulators.use(simulator(), Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1))));
    feed.beginDuel(embedded(1));
    await().atMost(LONGEST).until(() -> !heard(DuelNews.Launched.class, 1).isEmpty());
    TestSimulators.use(simulator, Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(300))));

    feed.beginDuel(embedded(2));
    awaitOver(2);

    assertThat(heard(DuelNews.Over.class, 1)).hasSize(1);
    assertThat(outcomes(Side.BELOW, 2)).hasSize(JOBS).allMatch(JobOutcome.Ended.class::isInstance);
  }

  @Test
  void closingEndsWhatRuns() {
    TestSimulators.use(simulator(), Scenario.lasting(DurationLaw.fixed(Duration.ofHours(1))));
    feed.beginDuel(embedded(1));
    await().atMost(LONGEST).until(() -> calledBy(Side.ABOVE));

    feed.close();

    for (Side side : Side.values()) {
      assertThat(outcomes(side, 1)).isNotEmpty().allMatch(JobOutcome.Cancelled.class::isInstance);
    }
  }

  private boolean calledBy(Side side) {
    return heard(DuelNews.Heard.class, 1).stream()
        .anyMatch(each -> each.side() == side && each.event() instanceof JobEvent.Polled);
  }

  @Test
  void takesPlaceAtASimulatorElsewhereOnThisMachine() {
    URI address = simulator().start();
    URI control = simulator.control().orElseThrow();

    feed.beginDuel(
        order(
            1,
            new ServerChoice.Remote(address, new Secret("any")),
            new ControlAddress.At(control, new Secret(""), new Secret("any"))));
    awaitOver(1);

    assertThat(outcomes(Side.BELOW, 1)).hasSize(JOBS);
    assertThat(heard(DuelNews.TrueEndTold.class, 1)).isNotEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerIsToldAndEndsIt() {
    URI nobody = URI.create("http://127.0.0.1:1");

    feed.beginDuel(
        order(
            1,
            new ServerChoice.Remote(nobody, new Secret("any")),
            new ControlAddress.At(nobody, new Secret(""), new Secret("any"))));
    awaitOver(1);

    assertThat(heard(DuelNews.NotLaunched.class, 1)).isNotEmpty();
    assertThat(heard(DuelNews.Launched.class, 1)).isEmpty();
  }

  private static final class Unstartable implements Simulator {
    @Override
    public OptionalLong seed() {
      return OptionalLong.empty();
    }

    @Override
    public URI start() {
      throw new IllegalStateException("no port is free");
    }

    @Override
    public Optional<URI> control() {
      return Optional.empty();
    }

    @Override
    public List<String> scenarios() {
      return List.of();
    }

    @Override
    public String scenario() {
      return "";
    }

    @Override
    public ScenarioLaw law() {
      return new ScenarioLaw.Unknown("");
    }

    @Override
    public void useScenario(String name) {}

    @Override
    public void close() {}
  }

  @Test
  void aSimulatorThatCannotBeStartedIsToldAndEndsIt() {
    simulator.close();
    DuelFeed broken =
        new DuelFeed(
            new Unstartable(),
            ClientJobService::fresh,
            event -> news.add(((Event.DuelHeard) event).news()),
            defects::add);

    broken.beginDuel(embedded(1));
    awaitOver(1);

    assertThat(heard(DuelNews.NotLaunched.class, 1))
        .extracting(told -> told.problem().summary())
        .singleElement()
        .asString()
        .contains("no port");
    broken.close();
  }
}
