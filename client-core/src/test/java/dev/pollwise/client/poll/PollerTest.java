package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.COMPLETED;
import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.RUNNING;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.StoppedBy;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many waits, closing, and what users do from the wrong places. */
@Timeout(120)
class PollerTest {

  @Test
  void theEndOfAnotherJobIsNotBelieved() {
    VirtualClock clock = new VirtualClock();
    List<Answer> answers =
        new ArrayList<>(
            List.of(
                new Answer.Seen(
                    JobStatus.completed(JobId.of("job-2"), URI.create("https://x.test/2"))),
                new Answer.Seen(JobStatus.failed(JobId.of("job-2"), "no face found")),
                new Answer.Seen(
                    JobStatus.completed(JobId.of("job-1"), URI.create("https://x.test/1")))));
    List<JobEvent> events = new ArrayList<>();
    Poller poller =
        clock.poller(
            Poller.builder(job -> CompletableFuture.completedFuture(answers.removeFirst()))
                .listener(events::add));

    JobHandle wait = poller.watch(JobId.of("job-1"));

    assertThat(clock.await(wait).toString()).contains("Completed", "https://x.test/1");
    assertThat(events.stream().filter(JobEvent.Missed.class::isInstance))
        .hasSize(2)
        .allSatisfy(missed -> assertThat(missed.toString()).contains("another job, job-2"));
  }

  private static final PollingPolicy DAILY =
      EVERY_TEN.withPacing(Pacing.fixed(Duration.ofDays(1))).withDeadline(Duration.ofDays(30));

  private final VirtualClock time = new VirtualClock();

  /** Time stands still, yet steps run on threads of their own. */
  private Poller.Builder threaded(StatusSource source) {
    return Poller.builder(source).policy(DAILY).clock(time);
  }

  private static StatusSource running() {
    return job -> CompletableFuture.completedFuture(RUNNING);
  }

  @Test
  void tenThousandParkedWaitsEndByClosingAndLeaveNothing() throws InterruptedException {
    ConcurrentLinkedQueue<JobOutcome> ended = new ConcurrentLinkedQueue<>();
    Poller poller =
        threaded(running())
            .listener(event -> {
              if (event instanceof JobEvent.Ended end) {
                ended.add(end.outcome());
              }
            })
            .build();
    List<JobHandle> jobs = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      jobs.add(poller.watchSubmitted(JobId.of("job-" + i), "title"));
    }

    List<ResumeToken> tokens = poller.shutdown();

    // As sets, since there are too many to look for each in a list.
    assertThat(tokens).hasSize(10_000);
    assertThat(Set.copyOf(tokens))
        .isEqualTo(jobs.stream().map(JobHandle::resumeToken).collect(Collectors.toSet()));
    for (JobHandle job : jobs) {
      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Cancelled.class,
              cancelled -> assertThat(cancelled.by()).isEqualTo(StoppedBy.CLOSE));
    }
    assertThat(ended).as("told before close returns").hasSize(10_000);
    assertThat(poller.active()).isEmpty();
    assertThat(time.pendingTasks()).isZero();
  }

  @Test
  void aJobSubmittedWhileThePollerClosesIsStillToldOfAndNoWaitIsLost() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 300; round++) {
        Poller poller = Poller.builder(running()).policy(DAILY).build();
        CyclicBarrier together = new CyclicBarrier(2);
        Future<List<ResumeToken>> closing =
            other.submit(() -> {
              together.await(30, SECONDS);
              return poller.shutdown();
            });
        List<JobHandle> begun = new ArrayList<>();
        together.await(30, SECONDS);
        for (int i = 0; i < 20; i++) {
          begun.add(poller.watchSubmitted(JobId.of("job-" + i), "title"));
        }

        List<ResumeToken> tokens = closing.get(30, SECONDS);
        for (JobHandle job : begun) {
          assertThat(job.await(ofSeconds(30))).get().isInstanceOf(JobOutcome.Cancelled.class);
        }
        assertThat(begun).extracting(JobHandle::resumeToken).containsAll(tokens);
      }
    }
  }

  @Test
  void aSourceThatBlocksAndCannotBeInterruptedHoldsUpNothing() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    StatusSource blocking =
        job -> {
          if (calls.incrementAndGet() == 1) {
            awaitWhateverHappens(released);
          }
          return CompletableFuture.completedFuture(COMPLETED);
        };
    PollingPolicy quick =
        EVERY_TEN
            .withPacing(Pacing.fixed(Duration.ofMillis(10)))
            .withAttemptTimeout(Duration.ofMillis(50));
    try (Poller poller = Poller.builder(blocking).policy(quick).build()) {
      assertThat(poller.watch(JobId.of("job-1")).await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(released.getCount()).as("the first call still blocks").isOne();
    } finally {
      released.countDown();
    }
  }

  private static void awaitWhateverHappens(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException ignored) {
        // As careless code does.
      }
    }
  }

  @Test
  void aTokenOfAnotherServerIsRefusedWithBothNames() {
    try (Poller poller = threaded(running()).server(URI.create("http://here")).build()) {
      ResumeToken elsewhere =
          new ResumeToken(URI.create("http://there"), JobId.of("job-1"), Instant.EPOCH);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> poller.resume(elsewhere))
          .withMessageContainingAll("http://there", "http://here");
    }
  }

  @Test
  void anInterruptedCloseStillHandsBackEveryToken() {
    Poller poller = threaded(running()).build();
    for (int i = 0; i < 100; i++) {
      poller.watchSubmitted(JobId.of("job-" + i), "title");
    }

    Thread.currentThread().interrupt();
    List<ResumeToken> tokens = poller.shutdown();

    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    assertThat(tokens).hasSize(100);
  }

  @Test
  void closingAgainIsHarmless() {
    AtomicInteger closings = new AtomicInteger();
    class Source implements StatusSource, AutoCloseable {
      @Override
      public CompletionStage<Answer> ask(JobId job) {
        return CompletableFuture.completedFuture(RUNNING);
      }

      @Override
      public void close() {
        closings.incrementAndGet();
      }
    }
    Poller poller = threaded(new Source()).build();
    poller.watchSubmitted(Story.JOB, "title");

    assertThat(poller.shutdown()).hasSize(1);
    assertThat(poller.shutdown()).isEmpty();
    poller.close();
    assertThat(closings).as("a source need not bear it twice").hasValue(1);
  }

  @Test
  void anInterruptDuringTheHearingOutCutsItNotShort() throws InterruptedException {
    CountDownLatch hearing = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    Poller poller =
        threaded(job -> new CompletableFuture<>())
            .listener(event -> {
              if (event instanceof JobEvent.Ended) {
                hearing.countDown();
                awaitQuietly(heard);
              }
            })
            .build();
    poller.watch(Story.JOB);
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              poller.close();
              flag.set(Thread.currentThread().isInterrupted());
            });
    hearing.await();

    closer.interrupt();

    assertThat(closer.join(Duration.ofMillis(100))).isFalse();
    heard.countDown();
    closer.join();
    assertThat(flag).as("the flag is kept").hasValue(true);
  }

  @Test
  void aPolicyChangedWhileAWaitBeginsReachesIt() throws Exception {
    PollingPolicy changed = DAILY.withMaxPolls(77);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 300; round++) {
        try (Poller poller = threaded(running()).build()) {
          CyclicBarrier together = new CyclicBarrier(2);
          Future<?> changing =
              other.submit(() -> {
                together.await(30, SECONDS);
                poller.changePolicy(changed);
                return null;
              });
          together.await(30, SECONDS);
          JobHandle job = poller.watchSubmitted(Story.JOB, "title");
          changing.get(30, SECONDS);

          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(1))
              .atMost(ofSeconds(30))
              .untilAsserted(() -> assertThat(job.policy()).isEqualTo(changed));
        }
      }
    }
  }

  @Test
  void aListenerMayStopChangeAndCloseFromItsCallback() throws InterruptedException {
    List<BiConsumer<Poller, JobHandle>> deeds =
        List.of(
            (poller, job) -> job.stopWatching(),
            (poller, job) -> poller.close(),
            (poller, job) -> {
              poller.changePolicy(EVERY_TEN.withMaxPolls(1));
              job.pollNow();
            },
            (poller, job) -> job.outcome().cancel(true));
    for (BiConsumer<Poller, JobHandle> deed : deeds) {
      AtomicReference<Poller> poller = new AtomicReference<>();
      CountDownLatch ready = new CountDownLatch(1);
      AtomicReference<JobHandle> job = new AtomicReference<>();
      JobEvent.Listener meddling =
          event -> {
            if (event instanceof JobEvent.Polled) {
              awaitQuietly(ready);
              deed.accept(poller.get(), job.get());
            }
          };
      poller.set(threaded(running()).listener(meddling).build());
      job.set(poller.get().watch(Story.JOB));
      ready.countDown();

      assertThat(job.get().await(ofSeconds(30))).isPresent();
      poller.get().close();
    }
  }

  @Test
  void closingLetsTheListenerOfASingleJobHearTheEnd() {
    ConcurrentLinkedQueue<JobEvent> heard = new ConcurrentLinkedQueue<>();
    Poller poller = threaded(job -> new CompletableFuture<>()).build();
    poller.watch(Story.JOB, heard::add);

    poller.close();

    assertThat(heard).anyMatch(JobEvent.Ended.class::isInstance);
  }

  @Test
  void aTokenFromAFutureClockOrTheDawnOfTimeIsTakenUpAllTheSame() {
    ScriptedServer server = new ScriptedServer(time, (call, at) -> RUNNING);
    Poller poller = Poller.builder(server).policy(EVERY_TEN).clock(time).executor(time).build();
    URI somewhere = URI.create("poller:local");

    JobHandle early = poller.resume(new ResumeToken(somewhere, Story.JOB, Instant.MAX));
    JobHandle late = poller.resume(new ResumeToken(somewhere, Story.JOB, Instant.MIN));
    time.settle();

    assertThat(early.outcome()).isNotDone();
    assertThat(late.outcome().join())
        .as("one look, then the deadline that is long past")
        .isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aSourceThatBlocksIsBoundedByTheAttemptTimeoutAndStoppable() throws InterruptedException {
    Poller poller =
        Poller.builder(
                job -> {
                  awaitQuietly(new CountDownLatch(1));
                  return CompletableFuture.completedFuture(RUNNING);
                })
            .policy(EVERY_TEN.withAttemptTimeout(Duration.ofMillis(5)).withMaxPolls(2))
            .build();

    assertThat(poller.watch(Story.JOB).await(ofSeconds(60)))
        .get()
        .isInstanceOf(JobOutcome.TimedOut.class);
    poller.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
