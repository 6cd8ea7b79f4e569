package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.RandomCrowdServer.Look;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of waits in company, in virtual time: whoever shares calls and a budget with others,
 * whatever the server answers and whoever interferes, the promises hold. A failure names its seed;
 * put it into {@link #FIRST_SEED} to see it alone.
 */
@Timeout(120)
class RandomCrowdsTest {

  private static final long FIRST_SEED = 1;
  private static final int CROWDS = 1_000;

  @Test
  void everyPromiseHoldsInEveryCrowd() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CROWDS; seed++) {
      try {
        new Crowd(seed).run();
      } catch (AssertionError | RuntimeException broken) {
        fail("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
  }

  /** Some waits at one poller, and those who interfere. */
  private static final class Crowd {

    private final Random random;
    private final VirtualClock time = new VirtualClock();
    private final RandomCrowdServer server;
    private final PollingPolicy policy;
    private final boolean policyIsConstant;
    private final Budget.@Nullable Limit budget;
    private final Poller poller;
    private final List<JobEvent> heard = new ArrayList<>();
    private final List<JobHandle> jobs = new ArrayList<>();
    private final List<JobHandle> stopped = new ArrayList<>();

    Crowd(long seed) {
      random = new Random(seed);
      policy = policy();
      policyIsConstant = random.nextBoolean();
      server = new RandomCrowdServer(time, random);
      budget =
          random.nextBoolean()
              ? new Budget.Limit(
                  1 + random.nextInt(5), Duration.ofMillis(1 + random.nextInt(20_000)))
              : null;
      Poller.Builder builder =
          Poller.builder(random.nextInt(3) == 0 ? server.single() : server)
              .policy(policy)
              .clock(time)
              .executor(time)
              .random(new Random(random.nextLong()))
              .listener(heard::add);
      poller =
          (budget == null ? builder : builder.callBudget(budget.calls(), budget.per())).build();
    }

    private PollingPolicy policy() {
      return RandomServer.policy(random)
          .withAttemptTimeout(RandomCrowdServer.LONGEST.plusSeconds(1));
    }

    void run() {
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        JobId job = JobId.of("job-" + i);
        jobs.add(random.nextBoolean() ? poller.watchSubmitted(job, "title") : poller.watch(job));
        if (random.nextInt(4) == 0) {
          time.advance(Duration.ofMillis(random.nextInt(5_000)));
        }
      }
      interfere();
      time.runUntilIdle();

      assertThat(jobs).as("every wait ends").allMatch(job -> job.outcome().isDone());
      assertThat(poller.active()).isEmpty();
      assertThat(time.pendingTasks()).as("no task left").isZero();
      assertThat(server.disturbances()).as("calls within a pause").isEmpty();
      checkCosts();
      if (budget != null) {
        WindowLaw.assertHolds(budget, server.calls());
      }
      jobs.forEach(this::check);
    }

    private void interfere() {
      int times = random.nextInt(20);
      for (int i = 0; i < times; i++) {
        time.advance(
            Duration.ofMillis(
                random.nextInt(3) == 0 ? random.nextInt(30) : random.nextInt(30_000)));
        JobHandle job = jobs.get(random.nextInt(jobs.size()));
        switch (random.nextInt(6)) {
          case 0 -> {
            stopped.add(job);
            job.stopWatching();
          }
          case 1 -> {
            if (!policyIsConstant) {
              job.changePolicy(policy());
            }
          }
          case 2 -> {
            if (!policyIsConstant) {
              poller.changePolicy(policy());
            }
          }
          case 3 -> poller.announce(job.id());
          default -> job.pollNow();
        }
      }
    }

    private void checkCosts() {
      double shares = jobs.stream().mapToDouble(job -> job.evidence().share()).sum();

      assertThat(shares)
          .as("each call is paid for once, by whoever shared it")
          .isEqualTo(server.calls().size() + server.repeats(), within(1e-6));
    }

    private void check(JobHandle job) {
      JobOutcome outcome = job.outcome().join();
      List<Look> looks = server.looks(job.id());
      assertThat(outcome.evidence()).isEqualTo(job.evidence());
      assertThat(job.evidence().calls())
          .as("%s: calls counted", job.id())
          .isBetween(looks.size(), looks.size() + server.repeats());
      checkEvents(job, outcome);
      for (int i = 1; i < looks.size(); i++) {
        assertThat(looks.get(i).at())
            .as("%s, look %s: not while another is open, not within a pause", job.id(), i + 1)
            .isGreaterThanOrEqualTo(looks.get(i - 1).mayFollowAt());
      }
      if (policyIsConstant) {
        checkLimits(job, looks);
      }
      switch (outcome) {
        case JobOutcome.Cancelled cancelled -> {
          assertThat(stopped).contains(job);
          assertThat(server.leftNoDoubt(job.id())).isFalse();
        }
        case JobOutcome.Ended ended -> assertThat(server.sawAnEnd(job.id())).isTrue();
        case JobOutcome.TimedOut timedOut -> assertThat(server.leftNoDoubt(job.id())).isFalse();
        case JobOutcome.GaveUp gaveUp -> assertThat(server.leftNoDoubt(job.id())).isFalse();
      }
    }

    private void checkLimits(JobHandle job, List<Look> looks) {
      Duration begun =
          heard.stream()
              .filter(event -> event.jobId().equals(job.id()))
              .findFirst()
              .map(event ->
                  Duration.between(time.instant(), event.moment().at()).plus(time.steady()))
              .orElseThrow();
      Duration last = begun.plus(policy.deadline()).plus(CallCoalescer.WINDOW);
      long late = looks.stream().filter(look -> look.at().compareTo(last) > 0).count();
      assertThat(looks).hasSizeLessThanOrEqualTo(policy.maxPolls());
      assertThat(late)
          .as("%s: after the deadline at most a look for one that straddled it", job.id())
          .isLessThan(2);
    }

    private void checkEvents(JobHandle job, JobOutcome outcome) {
      List<JobEvent> own = heard.stream().filter(event -> event.jobId().equals(job.id())).toList();
      assertThat(own).filteredOn(JobEvent.Ended.class::isInstance).as("exactly one end").hasSize(1);
      assertThat(own.getLast())
          .isInstanceOfSatisfying(
              JobEvent.Ended.class, ended -> assertThat(ended.outcome()).isEqualTo(outcome));
      assertThat(own).noneMatch(JobEvent.Broken.class::isInstance);
    }
  }
}
