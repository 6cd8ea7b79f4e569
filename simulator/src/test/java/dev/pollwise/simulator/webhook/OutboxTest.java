package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final URI URL = URI.create("https://example.com/hook");

  private final Simulation simulation =
      new Simulation(
          Scenario.lasting(DurationLaw.fixed(TEN)),
          7,
          new SimulatedClock(new ManualWallClock(), 1),
          Simulation.Capacity.DEFAULT);
  private final Endpoints endpoints = new Endpoints(new Random(7));
  private final Outbox.History history = new Outbox.History();
  private final Outbox outbox = new Outbox(simulation, endpoints, history);
  private final AtomicInteger looks = new AtomicInteger();
  private boolean wanted = true;

  @Test
  void isDueWhenTheJobIsOverAndNotBefore() {
    register(List.of(), "");
    Job unused = watched();

    assertThat(outbox.nextDue()).contains(TEN);
    assertThat(outbox.take(TEN.minusNanos(1), 10)).isEmpty();
    assertThat(outbox.take(TEN, 10)).hasSize(1);
    assertThat(outbox.nextDue()).isEmpty();
  }

  @Test
  void tellsOnlyThoseWhoWantToKnow() {
    register(List.of("video_translate.fail"), "");
    register(List.of("video_translate.success"), "");
    register(List.of(), "another-job");
    registerFor("other", List.of(), "");
    Job unused = watched();

    assertThat(outbox.take(TEN, 10))
        .extracting(Delivery::receiver)
        .containsExactly(
            new Receiver.Registered(endpoints.page("me", Long.MAX_VALUE, 10).get(1).id(), "me", 2));
  }

  @Test
  void keepsInHistoryWhatNobodyWantedToKnow() {
    Job job = watched();

    assertThat(outbox.take(TEN, 10)).isEmpty();
    assertThat(history.page(Long.MAX_VALUE, 10, event -> true))
        .extracting(event -> event.data().entityId())
        .containsExactly(job.id());
  }

  @Test
  void keepsABoundedNumberOfDeliveries() {
    int fewer = Endpoints.PER_OWNER - 1;
    for (int i = 0; i < fewer; i++) {
      register(List.of(), "");
    }
    for (int jobs = 0; jobs * fewer < Outbox.MOST_PENDING + 1_000; jobs++) {
      Job unused = watched();
    }

    List<Delivery> first = outbox.take(TEN, 1);
    assertThat(outbox.pending()).isEqualTo(Outbox.MOST_PENDING / 2 - 1);
    assertThat(outbox.failed(first.getFirst(), TEN)).isTrue();
    assertThat(outbox.failed(first.getFirst(), TEN)).as("there is no room").isFalse();
    assertThat(outbox.pending()).isEqualTo(Outbox.MOST_PENDING / 2);

    registerFor("other", List.of(), "");
    Job later = created("other");
    watch(List.of(later));
    Duration end = TEN.plus(later.createdAt());
    assertThat(outbox.take(end, Outbox.MOST_PENDING))
        .as("of whoever has fewer")
        .extracting(each -> each.event().owner())
        .contains("other");
    assertThat(outbox.failed(first.getFirst(), end)).as("there is room again").isTrue();
  }

  @Test
  void takesNoMoreThanAskedFor() {
    register(List.of(), "");
    for (int i = 0; i < 5; i++) {
      Job unused = watched();
    }

    assertThat(outbox.take(TEN, 2)).hasSize(2);
    assertThat(outbox.take(TEN, 10)).hasSize(3);
  }

  @Test
  void triesAgainUntilItsTimeIsUp() {
    register(List.of(), "");
    Job unused = watched();
    Delivery first = outbox.take(TEN, 1).getFirst();

    assertThat(outbox.failed(first, TEN)).isTrue();
    assertThat(outbox.nextDue()).contains(TEN.plusSeconds(10));
    Delivery second = outbox.take(TEN.plusSeconds(10), 1).getFirst();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(outbox.failed(second, TEN.plusHours(24))).isFalse();
    assertThat(outbox.pending()).isZero();
  }

  @Test
  void forgetsWhatIsUnderWay() {
    register(List.of(), "");
    Job unused = watched();
    Delivery underWay = outbox.take(TEN, 1).getFirst();

    outbox.clear();

    assertThat(outbox.failed(underWay, TEN)).isFalse();
    assertThat(outbox.pending()).isZero();
    assertThat(endpoints.page("me", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aQuestionCostsALookAtItsOwnJobsOnly() {
    simulation.use(twoQuestions());
    List<Job> all = Stream.generate(this::watched).limit(1_000).toList();
    Job asked = all.get(500);

    outbox.look(List.of(asked));
    assertThat(history.page(Long.MAX_VALUE, 10, event -> true)).isEmpty();
    asked.ask(Duration.ZERO);
    asked.ask(Duration.ZERO);
    looks.set(0);
    outbox.look(List.of(asked));

    assertThat(history.page(Long.MAX_VALUE, 10, event -> true))
        .extracting(event -> event.data().entityId())
        .containsExactly(asked.id());
    assertThat(looks).as("one watch, however many there are").hasValue(1);
    assertThat(outbox.watched()).isEqualTo(999);
  }

  @Test
  void tellsOfABatchWhenItsLastJobWasAskedToItsEnd() {
    simulation.use(twoQuestions());
    Job first = created();
    Job second = created();
    watch(List.of(first, second));

    first.ask(Duration.ZERO);
    first.ask(Duration.ZERO);
    outbox.look(List.of(first));
    assertThat(history.page(Long.MAX_VALUE, 10, event -> true)).isEmpty();
    second.ask(Duration.ZERO);
    second.ask(Duration.ZERO);
    outbox.look(List.of(first, second));
    outbox.look(List.of(first, second));

    assertThat(history.page(Long.MAX_VALUE, 10, event -> true)).hasSize(1);
    assertThat(outbox.watched()).isZero();
  }

  @Test
  void tellsOfAJobThatNeedsNoQuestion() {
    PlanLaw.Pace none = new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(0, 0));
    simulation.use(Scenario.happyPath().withPlans(new PlanLaw(none, Failures.none())));
    Job unused = watched();

    assertThat(outbox.nextDue()).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void forgetsWatchesThatNobodyWantsAnyMore(boolean movedByQuestions) {
    simulation.use(movedByQuestions ? twoQuestions() : simulation.scenario());
    wanted = false;
    for (int i = 0; i < 50_000; i++) {
      Job unused = watched();
    }

    assertThat(outbox.watched()).isLessThanOrEqualTo(10_000);
  }

  /** Jobs that are over after the second poll. */
  private static Scenario twoQuestions() {
    PlanLaw.Pace pace = new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(1, 1));
    return Scenario.happyPath().withPlans(new PlanLaw(pace, Failures.none()));
  }

  private void register(List<String> events, String entityId) {
    registerFor("me", events, entityId);
  }

  private void registerFor(String owner, List<String> events, String entityId) {
    assertThat(endpoints.add(owner, URL, events, entityId, simulation.clock().wallInstant()))
        .isPresent();
  }

  private Job watched() {
    Job job = created();
    watch(List.of(job));
    return job;
  }

  private Job created() {
    return created("me");
  }

  private Job created(String owner) {
    Job.Spec spec =
        new Job.Spec(
            owner,
            "French",
            "fr",
            "",
            "",
            "",
            false,
            false,
            new JobPlan.SourceLength.Unknown(),
            true);
    return ((Simulation.Creation.Created) simulation.create(List.of(spec))).jobs().getFirst();
  }

  private void watch(List<Job> jobs) {
    Job first = jobs.getFirst();
    outbox.watch(
        new Watch(
            first.spec().owner(),
            jobs,
            first.identity().value(),
            new Watch.Callback.None(),
            now -> new WebhookEvent.Data.Translated(first.id(), "url", "", "French"),
            () -> {
              looks.incrementAndGet();
              return wanted;
            }));
  }
}
