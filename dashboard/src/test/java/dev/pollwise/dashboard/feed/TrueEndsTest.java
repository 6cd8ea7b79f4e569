package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrueEndsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final JobKey JOB =
      new JobKey(URI.create("http://127.0.0.1:4000"), JobId.of("job"));
  private static final JobEvent.Moment BEGIN = new JobEvent.Moment(NOON, Duration.ZERO);
  private static final Event SUBMITTED =
      new Event.JobHeard(JOB, new JobEvent.Submitted(JOB.id(), BEGIN, "French"));
  private static final Event POLLED =
      new Event.JobHeard(
          JOB,
          new JobEvent.Polled(
              JOB.id(), BEGIN, 1, 1, new JobStatus.Running(), Duration.ofMillis(1)));

  private final List<Event> heard = new ArrayList<>();

  @Test
  void aNewJobsTrueEndFollowsTheNewsOfIt() {
    new TrueEnds(job -> Optional.of(NOON), heard::add).accept(SUBMITTED);

    assertThat(heard).containsExactly(SUBMITTED, new Event.TrueEndTold(JOB, NOON));
  }

  @Test
  void nobodyIsAskedAtEachCall() {
    new TrueEnds(job -> Optional.of(NOON), heard::add).accept(POLLED);

    assertThat(heard).containsExactly(POLLED);
  }

  @Test
  void whereNobodyKnowsOnlyTheNewsPasses() {
    new TrueEnds(job -> Optional.empty(), heard::add).accept(SUBMITTED);

    assertThat(heard).containsExactly(SUBMITTED);
  }
}
