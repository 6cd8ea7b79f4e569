package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedBulkServer.completed;
import static dev.pollwise.client.poll.ScriptedBulkServer.running;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.ScriptedBulkServer.Call;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits for many jobs on a source that can be asked about several at once. */
@Timeout(60)
class SharedCallsTest {

  private final VirtualClock time = new VirtualClock();
  private final List<JobEvent> heard = new ArrayList<>();

  private Poller poller(StatusSource source, PollingPolicy policy) {
    return Poller.builder(source)
        .policy(policy)
        .clock(time)
        .executor(time)
        .random(new Random(1))
        .listener(heard::add)
        .build();
  }

  private ScriptedBulkServer completingAfter(Duration duration) {
    return new ScriptedBulkServer(
        time, 100, (job, at) -> at.compareTo(duration) < 0 ? running() : completed(job));
  }

  private static List<JobHandle> submit(Poller poller, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> poller.watchSubmitted(JobId.of("job-" + i), "Spanish"))
        .toList();
  }

  @Test
  void aHundredJobsSubmittedTogetherAreLookedAtInOneCallEachTime() {
    ScriptedBulkServer server = completingAfter(ofSeconds(25));

    List<JobHandle> jobs = submit(poller(server, EVERY_TEN), 100);
    time.runUntilIdle();

    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsOnly(100);
    assertThat(server.calls()).hasSize(3);
    for (JobHandle job : jobs) {
      assertThat(job.outcome().join()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(job.evidence().calls()).isEqualTo(3);
      assertThat(job.evidence().share()).isEqualTo(0.03, within(1e-9));
    }
  }

  @Test
  void jobsSubmittedOneAfterTheOtherAreLookedAtInOneCallToo() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    Poller poller = poller(server, EVERY_TEN);

    for (int i = 0; i < 100; i++) {
      poller.watchSubmitted(JobId.of("job-" + i), "Spanish");
      time.advance(ofMillis(2));
    }
    time.advance(ofSeconds(14));

    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsExactly(100);
  }

  @Test
  void whoWasAloneFallsInWithTheBeatOnceThereIsCompany() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    Poller poller = poller(server, EVERY_TEN);
    poller.watchSubmitted(JobId.of("first"), "Spanish");
    time.settle();

    poller.watchSubmitted(JobId.of("second"), "French");
    time.advance(ofSeconds(15));

    assertThat(server.calls())
        .singleElement()
        .satisfies(call ->
            assertThat(call.jobs())
                .containsExactlyInAnyOrder(JobId.of("first"), JobId.of("second")));
  }

  @Test
  void companyDoesNotPutOffAFirstLookNorOneThatWasAskedFor() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    Poller poller = poller(server, EVERY_TEN);
    JobHandle first = poller.watch(JobId.of("first"));
    JobHandle second = poller.watch(JobId.of("second"));
    time.advance(ofSeconds(1));
    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsExactly(2);
    second.stopWatching();
    first.pollNow();
    poller.watchSubmitted(JobId.of("third"), "French");
    time.advance(ofSeconds(1));

    assertThat(server.calls().getLast().at()).isLessThan(ofSeconds(2));
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void aLoneJobIsAskedAboutAloneAndWithoutDelay() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));

    poller(server, EVERY_TEN).watchSubmitted(JobId.of("only"), "Spanish");
    time.advance(ofSeconds(30));

    assertThat(server.asked()).containsExactly(ofSeconds(10), ofSeconds(20), ofSeconds(30));
  }

  @Test
  void anEndThatTheCommonCallOnlyMentionsIsReadByOneCallOfItsOwnAtOnce() {
    JobId over = JobId.of("job-7");
    ScriptedBulkServer server =
        new ScriptedBulkServer(
            time, 100, (job, at) -> job.equals(over) ? completed(job) : running());
    server.tellEndsElsewhere();
    List<JobHandle> jobs = submit(poller(server, EVERY_TEN), 20);

    time.advance(ofSeconds(12));

    assertThat(server.calls()).extracting(call -> call.jobs().size()).containsExactly(20, 1);
    assertThat(server.calls().getLast().at()).isEqualTo(server.calls().getFirst().at());
    assertThat(jobs.get(7).outcome().join()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(jobs.get(7).evidence().share()).isEqualTo(1.05, within(1e-9));
  }

  @Test
  void aCommonCallThatFailsIsAMissForEachAndAllGoOn() {
    ScriptedBulkServer server = completingAfter(ofSeconds(15));
    server.fallSilent();
    List<JobHandle> jobs = submit(poller(server, EVERY_TEN), 30);
    time.advance(ofSeconds(12));

    server.speakAgain();
    server.lastCall().completeExceptionally(new IllegalStateException("cable pulled"));
    time.runUntilIdle();

    assertThat(heard)
        .filteredOn(JobEvent.Missed.class::isInstance)
        .hasSize(30)
        .allSatisfy(event ->
            assertThat(((JobEvent.Missed) event).cause())
                .isEqualTo(new Miss.Unreachable("cable pulled")));
    assertThat(jobs).allMatch(job -> job.outcome().join() instanceof JobOutcome.Ended);
  }

  @Test
  void stoppingOneWaitLeavesTheCommonCallToTheOthers() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    server.fallSilent();
    List<JobHandle> jobs = submit(poller(server, EVERY_TEN), 3);
    time.advance(ofSeconds(12));

    jobs.get(0).stopWatching();
    jobs.get(1).stopWatching();
    time.settle();
    assertThat(server.lastCall()).isNotDone();
    assertThat(jobs.get(0).outcome().join()).isInstanceOf(JobOutcome.Cancelled.class);
    assertThat(jobs.get(0).evidence().share()).isEqualTo(1.0 / 3, within(1e-9));

    jobs.get(2).stopWatching();
    time.settle();
    assertThat(server.lastCall()).isCancelled();
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void whoStopsWhileTheCallGathersHasMadeNone() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    Poller poller = poller(server, EVERY_TEN);
    JobHandle stopped = poller.watch(JobId.of("stopped"));
    JobHandle other = poller.watch(JobId.of("other"));
    time.advance(ofMillis(1));

    stopped.stopWatching();
    time.advance(ofSeconds(1));

    assertThat(stopped.outcome().join().evidence().calls()).isZero();
    assertThat(stopped.outcome().join().evidence().share()).isZero();
    assertThat(server.calls()).extracting(Call::jobs).containsExactly(List.of(JobId.of("other")));
    assertThat(other.evidence().share()).isEqualTo(1);
  }

  @Test
  void closingAbortsTheCommonCalls() throws InterruptedException {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    server.fallSilent();
    Poller poller =
        Poller.builder(server).policy(EVERY_TEN).clock(time).random(new Random(1)).build();
    List<JobHandle> jobs =
        IntStream.range(0, 50).mapToObj(i -> poller.watch(JobId.of("job-" + i))).toList();
    await()
        .until(() -> {
          time.advance(CallCoalescer.WINDOW);
          return server.calls().stream().mapToInt(call -> call.jobs().size()).sum() == 50;
        });

    assertThat(poller.shutdown()).hasSize(50);

    for (JobHandle job : jobs) {
      assertThat(job.await()).isInstanceOf(JobOutcome.Cancelled.class);
    }
    assertThat(server.open()).allMatch(CompletableFuture::isCancelled);
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void pollNowAndAnAnnouncementGatherWithWhatOthersWantAtThatMoment() {
    ScriptedBulkServer server = completingAfter(ofSeconds(1_000));
    Poller poller = poller(server, EVERY_TEN.withPacing(Pacing.fixed(ofSeconds(600))));
    List<JobHandle> jobs = submit(poller, 10);
    time.advance(ofSeconds(7));

    jobs.get(3).pollNow();
    time.advance(ofMillis(5));
    poller.announce(JobId.of("job-5"));
    time.advance(ofSeconds(1));

    assertThat(server.calls())
        .containsExactly(
            new Call(
                ofSeconds(7).plus(CallCoalescer.WINDOW),
                List.of(JobId.of("job-3"), JobId.of("job-5"))));
    assertThat(jobs.get(5).status()).contains(new JobStatus.Running());
  }

  @Test
  void twoWaitsForTheSameJobShareTheCallOfThatJob() {
    ScriptedBulkServer server = completingAfter(ofSeconds(15));
    Poller poller = poller(server, EVERY_TEN);
    JobId job = JobId.of("job-1");
    JobHandle one = poller.watchSubmitted(job, "Spanish");
    JobHandle two = poller.watchSubmitted(job, "Spanish");
    poller.watchSubmitted(JobId.of("job-2"), "French");

    time.runUntilIdle();

    assertThat(server.calls()).extracting(Call::jobs).containsOnly(List.of(job, JobId.of("job-2")));
    assertThat(one.outcome().join()).isInstanceOf(JobOutcome.Ended.class);
    assertThat(two.evidence().share()).isEqualTo(server.calls().size() / 3.0, within(1e-9));
  }

  @Test
  void eventsTellHowManyWaitsSharedTheirCall() {
    ScriptedBulkServer server = completingAfter(ofSeconds(25));

    submit(poller(server, EVERY_TEN), 40);
    time.runUntilIdle();

    double calls =
        heard.stream()
            .filter(JobEvent.Polled.class::isInstance)
            .mapToDouble(event -> 1.0 / ((JobEvent.Polled) event).participants())
            .sum();
    assertThat(calls).isEqualTo(server.calls().size(), within(1e-9));
  }
}
