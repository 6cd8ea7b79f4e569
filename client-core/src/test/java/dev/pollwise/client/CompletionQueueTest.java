package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.CallInterruptedException;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompletionQueueTest {

  private static final PollingPolicy HOUR =
      PollingPolicy.defaults().withDeadline(Duration.ofHours(1));

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedSource server = new ScriptedSource(clock);
  private final Poller poller = clock.poller(Poller.builder(server).policy(HOUR));

  private JobHandle job(JobScript script) {
    return poller.watch(server.begin(script));
  }

  @Test
  void givesEachJobWhenItsWaitEndsAndSaysWhatIsUnfinished() throws InterruptedException {
    JobHandle slow = job(JobScript.begin().running(Duration.ofMinutes(9)).completed());
    JobHandle stuck = job(JobScript.begin());
    JobHandle quick = job(JobScript.begin().running(Duration.ofMinutes(1)).failed("no audio"));
    CompletionQueue<JobHandle> jobs = CompletionQueue.of(List.of(slow, stuck, quick));
    assertThat(jobs.poll(Duration.ZERO)).isEmpty();

    clock.advance(Duration.ofMinutes(5));
    assertThat(jobs.take()).isSameAs(quick);
    assertThat(jobs.poll(Duration.ZERO)).isEmpty();
    assertThat(jobs.summary())
        .hasToString("0 completed, 1 failed, 2 unfinished: " + slow.id() + ", " + stuck.id());

    clock.advance(Duration.ofHours(1));
    List<JobHandle> rest = new ArrayList<>();
    jobs.forEach(rest::add);
    assertThat(rest).containsExactly(slow, stuck);
    assertThat(jobs.poll(Duration.ofDays(1_000_000))).isEmpty();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(jobs::take);
    assertThat(jobs.summary().completed()).isEqualTo(1);
    assertThat(jobs.summary().failed()).isEqualTo(1);
    assertThat(jobs.summary().unfinished()).containsExactly(stuck.resumeToken());
  }

  @Test
  void aWaitThatWasStoppedIsGivenToo() throws InterruptedException {
    JobHandle stopped = job(JobScript.begin());
    stopped.stopWatching();
    clock.settle();
    CompletionQueue<JobHandle> jobs = CompletionQueue.of(List.of(stopped));
    clock.settle();

    assertThat(jobs.take().await()).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(jobs.summary().unfinished()).containsExactly(stopped.resumeToken());
  }

  @Test
  void ofNothingThereIsNothingToWaitFor() throws InterruptedException {
    CompletionQueue<JobHandle> none = CompletionQueue.of(List.of());

    assertThat(none.iterator().hasNext()).isFalse();
    assertThat(none.poll(Duration.ofDays(1))).isEqualTo(Optional.empty());
    assertThat(none.summary()).hasToString("0 completed, 0 failed, 0 unfinished");
  }

  @Test
  void anInterruptLosesNoJob() throws InterruptedException {
    JobHandle late = job(JobScript.begin().running(Duration.ofMinutes(1)).completed());
    CompletionQueue<JobHandle> jobs = CompletionQueue.of(List.of(late));
    Iterator<JobHandle> asTheyEnd = jobs.iterator();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(asTheyEnd::next);
    assertThat(Thread.interrupted()).isTrue();

    clock.runUntilIdle();
    assertThat(asTheyEnd.next()).isSameAs(late);
  }

  @Test
  void aTokenOfAWaitThatTimedOutIsTakenUpWithALongerDeadline() {
    JobId id = server.begin(JobScript.begin().running(Duration.ofMinutes(90)).completed());
    JobHandle first = poller.watchSubmitted(id, "a film");
    assertThat(clock.await(first)).isInstanceOf(JobOutcome.TimedOut.class);

    assertThat(clock.await(poller.resume(first.resumeToken())))
        .as("its deadline has passed")
        .isInstanceOf(JobOutcome.TimedOut.class);
    JobHandle again =
        poller.resume(first.resumeToken(), HOUR.withDeadline(Duration.ofMinutes(100)));

    assertThat(clock.await(again)).isInstanceOf(JobOutcome.Ended.class);
    assertThat(clock.steady()).isBetween(Duration.ofMinutes(90), Duration.ofMinutes(100));
    assertThat(again.policy().deadline()).isEqualTo(Duration.ofMinutes(100));
  }

  @Test
  void givesJobsToSeveralThreads() {
    List<JobHandle> all =
        IntStream.range(0, 100)
            .mapToObj(i -> job(JobScript.begin().running(Duration.ofSeconds(i + 1)).completed()))
            .toList();
    CompletionQueue<JobHandle> jobs = CompletionQueue.of(all);
    List<CompletableFuture<List<JobHandle>>> takers =
        Stream.generate(() ->
                CompletableFuture.supplyAsync(
                    () -> {
                      List<JobHandle> mine = new ArrayList<>();
                      try {
                        while (true) {
                          mine.add(jobs.take());
                        }
                      } catch (InterruptedException | NoSuchElementException done) {
                        return mine;
                      }
                    },
                    Thread.ofVirtual()::start))
            .limit(4)
            .toList();

    clock.runUntilIdle();

    assertThat(takers.stream().flatMap(taker -> taker.join().stream()))
        .containsExactlyInAnyOrderElementsOf(all);
  }
}
