package dev.pollwise.dashboard.benchmark;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.dashboard.feed.JobService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A server with any number of running jobs, all of it made up: what the window is told in half an
 * hour is told at once, and then goes on at an even rate. One thread of its own tells the news.
 */
final class Crowd implements JobService {

  /** One call in so many sees an end; a new job takes its place. */
  private static final int CALLS_PER_END = 25;

  private static final int EVENTS_PER_CALL = 2;

  private final RandomGenerator random;
  private final ScheduledExecutorService teller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("made-up-news").daemon().factory());
  private final Queue<MadeUpJob> running = new ArrayDeque<>();
  private volatile JobEvent.@Nullable Listener listener;
  private int jobs;
  private int turn;

  Crowd(RandomGenerator random) {
    this.random = random;
  }

  /** What the window opens as its server. */
  JobService openedBy(JobEvent.Listener hearing) {
    listener = hearing;
    return this;
  }

  private void tell(JobEvent event) {
    JobEvent.Listener hearing = listener;
    if (hearing != null) {
      hearing.onEvent(event);
    }
  }

  /** Tells at once of jobs that have been running for long: so many, with so many events in all. */
  void gather(int number, int events) {
    int calls = (events - number) / EVENTS_PER_CALL;
    run(() -> {
      Instant now = Instant.now();
      for (int i = 0; i < number; i++) {
        gather(now, calls / number + (i < calls % number ? 1 : 0));
      }
    });
  }

  private void gather(Instant now, int calls) {
    // Longer than all the pauses together: the last call lies at most half a minute back.
    Duration age = Duration.ofSeconds(40L * calls + random.nextInt(30));
    MadeUpJob job = new MadeUpJob(++jobs, now.minus(age), random);
    tell(job.submitted());
    Duration elapsed = Duration.ZERO;
    for (int i = 0; i < calls; i++) {
      job.poll(elapsed).forEach(this::tell);
      elapsed = elapsed.plus(job.interval());
      elapsed = elapsed.compareTo(age) < 0 ? elapsed : age;
    }
    running.add(job);
  }

  /** Goes on with so many events a second until what is returned is cancelled. */
  ScheduledFuture<?> goOn(int eventsPerSecond) {
    long pause = TimeUnit.SECONDS.toNanos(1) * EVENTS_PER_CALL / eventsPerSecond;
    return teller.scheduleAtFixedRate(this::call, pause, pause, TimeUnit.NANOSECONDS);
  }

  private void call() {
    MadeUpJob job = running.remove();
    Instant now = Instant.now();
    turn++;
    if (turn % CALLS_PER_END == 0) {
      job.end(job.elapsed(now)).forEach(this::tell);
      MadeUpJob fresh = new MadeUpJob(++jobs, now, random);
      tell(fresh.submitted());
      running.add(fresh);
    } else {
      job.poll(job.elapsed(now)).forEach(this::tell);
      running.add(job);
    }
  }

  /** Ends every job. */
  void disperse() {
    run(() -> {
      Instant now = Instant.now();
      running.forEach(job -> job.end(job.elapsed(now)).forEach(this::tell));
      running.clear();
    });
  }

  private void run(Runnable task) {
    CompletableFuture.runAsync(task, teller).join();
  }

  @Override
  public CompletableFuture<List<JobHandle>> launch(
      TranslationRequest request, Expectation expectation) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public Outlook outlook(Expectation expectation) {
    return Outlook.unknown();
  }

  @Override
  public CompletableFuture<List<String>> languages() {
    return CompletableFuture.completedFuture(List.of("French (France)", "Czech"));
  }

  @Override
  public JobHandle resume(ResumeToken token) {
    throw new IllegalStateException("nothing of this crowd can be watched again");
  }

  @Override
  public JobHandle watchSubmitted(JobId job, String title) {
    throw new IllegalStateException("nothing of this crowd is launched elsewhere");
  }

  @Override
  public void stopWatching(JobId job) {}

  @Override
  public void changePolicy(PollingPolicy policy) {}

  @Override
  public boolean isIdle() {
    return false;
  }

  @Override
  public List<ResumeToken> shutdown() {
    teller.shutdownNow();
    return List.of();
  }
}
