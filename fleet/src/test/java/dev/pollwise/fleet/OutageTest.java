package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

  private static final int JOBS = 12;

  @TempDir Path folder;

  @Test
  void aWaitHearsOfRegainedContactOnceAndNotOfEachAnswerThatFollows() {
    List<JobEvent> events = new CopyOnWriteArrayList<>();
    try (Service service =
        Service.on(
            Store.POSTGRESQL.open(folder), Scenario.lasting(DurationLaw.fixed(ofSeconds(600))))) {
      service.simulator.fault(FaultRule.of(Fault.status(501)).onRoute("statuses"));
      service.simulator.fault(FaultRule.of(Fault.status(503)).onRoute("get").first(2));
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK.withPacing(new Pacing.Fixed(ofSeconds(1)))),
              more -> more.listener(events::add));
      IntStream.range(0, JOBS).forEach(i -> fleet.submit("main", "order-" + i, SPANISH));

      until(() -> count(events, JobEvent.Polled.class) >= 4 * JOBS);

      long backingOff =
          events.stream()
              .filter(event ->
                  event instanceof JobEvent.Waiting waiting
                      && waiting.reason() instanceof WaitReason.BackingOff)
              .count();
      long missed = count(events, JobEvent.Missed.class);
      assertThat(backingOff - missed)
          .as("times that a wait was told of regained contact, at most once after each miss")
          .isBetween(1L, missed);
    }
  }

  private static long count(List<JobEvent> events, Class<? extends JobEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }
}
