package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Announcements of jobs that nobody waits for yet. */
@Timeout(120)
class EarlyAnnouncementsTest {

  private static final PollingPolicy DAILY =
      EVERY_TEN.withPacing(Pacing.fixed(Duration.ofDays(1))).withDeadline(Duration.ofDays(30));

  private final VirtualClock time = new VirtualClock();

  @Test
  void aJobThatIsAnnouncedBeforeItsWaitBeginsIsAskedAboutAtOnce() {
    List<Duration> asked = new ArrayList<>();
    Poller poller =
        time.poller(
            Poller.builder(
                    job -> {
                      asked.add(time.steady());
                      return CompletableFuture.completedFuture(ScriptedBulkServer.completed(job));
                    })
                .policy(DAILY));

    poller.announce(JobId.of("job-1"));
    time.advance(Duration.ofMinutes(50));
    JobHandle early = poller.watchSubmitted(JobId.of("job-1"), "title");
    time.advance(ofSeconds(1));
    assertThat(early.outcome().join()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(asked).containsExactly(Duration.ofMinutes(50));

    poller.watchSubmitted(JobId.of("job-1"), "title");
    poller.announce(JobId.of("job-2"));
    for (int i = 0; i < 10_000; i++) {
      poller.announce(JobId.of("other-" + i));
    }
    poller.watchSubmitted(JobId.of("job-2"), "title");
    time.advance(Duration.ofMinutes(61));
    poller.watchSubmitted(JobId.of("other-1"), "title");
    time.advance(ofSeconds(1));
    assertThat(asked).as("once, of 10,000 at most, and for an hour").hasSize(1);
  }

  @Test
  void anAnnouncementIsHeardThoughTheWaitBeginsAtThatMoment() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        Poller poller =
            Poller.builder(
                    job -> CompletableFuture.completedFuture(ScriptedBulkServer.completed(job)))
                .policy(DAILY)
                .clock(time)
                .build()) {
      for (int round = 0; round < 300; round++) {
        JobId job = JobId.of("job-" + round);
        CyclicBarrier together = new CyclicBarrier(2);
        Future<?> announcing =
            other.submit(() -> {
              together.await(30, SECONDS);
              poller.announce(job);
              return null;
            });
        together.await(30, SECONDS);
        JobHandle wait = poller.watchSubmitted(job, "title");

        announcing.get(30, SECONDS);
        assertThat(wait.await(ofSeconds(30))).get().isInstanceOf(JobOutcome.Ended.class);
      }
    }
  }
}
