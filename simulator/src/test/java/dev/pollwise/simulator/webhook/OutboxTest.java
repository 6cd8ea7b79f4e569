package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.SourceLength;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Creation;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.JobSpec;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
  private final EventHistory history = new EventHistory();
  private final Outbox outbox = new Outbox(simulation, endpoints, history);

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
    assertThat(outbox.pending()).isEqualTo(Outbox.MOST_PENDING - 1);
    assertThat(outbox.failed(first.getFirst(), TEN)).isTrue();
    assertThat(outbox.failed(first.getFirst(), TEN)).as("there is no room").isFalse();
    assertThat(outbox.pending()).isEqualTo(Outbox.MOST_PENDING);
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

  private void register(List<String> events, String entityId) {
    registerFor("me", events, entityId);
  }

  private void registerFor(String owner, List<String> events, String entityId) {
    assertThat(endpoints.add(owner, URL, events, entityId, simulation.clock().wallInstant()))
        .isPresent();
  }

  private Job watched() {
    JobSpec spec =
        new JobSpec(
            "me", "French", "fr", "", "", "", false, false, new SourceLength.Unknown(), true);
    Job job = ((Creation.Created) simulation.create(List.of(spec))).jobs().getFirst();
    outbox.watch(
        new Watch(
            "me",
            List.of(job),
            job.identity().value(),
            new Watch.Callback.None(),
            now -> new EventData.Translated(job.id(), "url", "", "French"),
            () -> true));
    return job;
  }
}
