package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is told of lateness holds against the true ends, and the books add up, whoever interferes.
 */
@Timeout(120)
class EvidenceIsTrueTest {

  private static final int CROWDS = 400;

  @Test
  void boundsContainTheTruth() {
    for (long seed = 1; seed <= CROWDS; seed++) {
      new Crowd(seed).run();
    }
  }

  private static final class Crowd {

    private final long seed;
    private final Random random;
    private final VirtualClock time = new VirtualClock();
    private final Map<JobId, Duration> begun = new HashMap<>();
    private final Map<JobId, Duration> ends = new HashMap<>();
    private final Map<JobId, Duration> seen = new HashMap<>();
    private final LearnedDurations learned = new LearnedDurations();

    Crowd(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    private Answer answer(JobId job, Duration now) {
      if (random.nextInt(6) == 0) {
        return random.nextBoolean() ? Story.REFUSED : Story.throttled(random.nextInt(9));
      }
      if (now.compareTo(of(ends, job)) < 0) {
        return Story.RUNNING;
      }
      seen.putIfAbsent(job, now);
      return ScriptedBulkServer.completed(job);
    }

    private Poller poller(boolean isBulk) {
      ScriptedBulkServer bulk = new ScriptedBulkServer(time, 3, this::answer);
      if (random.nextBoolean()) {
        bulk.tellEndsElsewhere();
      }
      Poller.Builder builder = Poller.builder(isBulk ? bulk : job -> bulk.ask(job));
      return time.poller(builder.learned(learned).policy(RandomServer.policy(random)));
    }

    void run() {
      Poller poller = poller(random.nextBoolean());
      List<JobHandle> jobs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        JobId job = JobId.of("job-" + i);
        Duration ago = random.nextBoolean() ? Duration.ZERO : millis(120_000);
        begun.put(job, time.steady().minus(ago.isZero() ? ago : millis((int) ago.toMillis() + 1)));
        ends.put(job, of(begun, job).plus(millis(300_000)).plusMillis(1));
        jobs.add(
            random.nextInt(4) == 0
                ? poller.watch(job)
                : poller.watchSubmitted(job, "title", JobTraits.fresh(), ago, Hint.none()));
        time.advance(millis(9_000));
        JobHandle any = jobs.get(random.nextInt(jobs.size()));
        switch (random.nextInt(5)) {
          case 0 -> any.stopWatching();
          case 1 -> poller.announce(any.id());
          case 2 -> any.changePolicy(RandomServer.policy(random));
          default -> any.pollNow();
        }
      }
      List<ResumeToken> tokens =
          jobs.stream().filter(job -> !job.outcome().isDone()).map(JobHandle::resumeToken).toList();
      if (random.nextBoolean()) {
        jobs.forEach(JobHandle::stopWatching);
        time.settle();
        time.advance(millis(60_000));
        Poller next = poller(random.nextBoolean());
        tokens.forEach(token -> jobs.add(next.resume(token)));
        time.runUntilIdle();
        checkBooks(next, jobs.subList(8, jobs.size()));
        checkBooks(poller, jobs.subList(0, 8));
      } else {
        time.runUntilIdle();
        checkBooks(poller, jobs);
      }
      learned.snapshot().forEach(this::check);
      jobs.forEach(this::check);
    }

    private static Duration of(Map<JobId, Duration> times, JobId job) {
      return requireNonNull(times.get(job), job::value);
    }

    private Duration millis(int bound) {
      return Duration.ofMillis(random.nextInt(bound));
    }

    private void check(JobHandle job) {
      if (job.outcome().join().evidence().lateness() instanceof Lateness.AtMost(Duration most)) {
        Duration truth = of(seen, job.id()).minus(of(ends, job.id()));
        assertThat(most).as("seed %s, %s", seed, job.id()).isGreaterThanOrEqualTo(truth);
      }
    }

    /** Nobody says of which job it is: there has to be one that it can be. */
    private void check(LearnedDurations.Remembered remembered) {
      LearnedDurations.Sighting sighting = remembered.sighting();
      assertThat(ends.keySet())
          .as("seed %s, %s", seed, sighting)
          .anyMatch(job -> {
            Duration took = of(ends, job).minus(of(begun, job));
            return switch (sighting) {
              case LearnedDurations.Sighting.StillAlive(Duration at) -> at.compareTo(took) <= 0;
              case LearnedDurations.Sighting.Ended(Duration after, Duration by) ->
                  after.compareTo(took) <= 0 && took.compareTo(by) <= 0;
            };
          });
    }

    private void checkBooks(Poller poller, List<JobHandle> jobs) {
      List<JobOutcome> learnedFrom =
          jobs.stream()
              .filter(job -> job.resumeToken().traits().isFresh())
              .map(job -> job.outcome().join())
              .filter(JobOutcome.Ended.class::isInstance)
              .filter(end -> end.evidence().lateness() instanceof Lateness.AtMost)
              .toList();
      double calls = learnedFrom.stream().mapToDouble(end -> end.evidence().share()).sum();
      List<ClassReport> reports = poller.reports();
      double inBooks = reports.stream().mapToDouble(report -> report.ledger().calls()).sum();
      assertThat(inBooks).as("seed %s", seed).isGreaterThanOrEqualTo(calls - 1e-6);
      assertThat(reports.stream().mapToLong(report -> report.ledger().jobs()).sum())
          .as("seed %s", seed)
          .isBetween((long) learnedFrom.size(), (long) jobs.size());
    }
  }
}
