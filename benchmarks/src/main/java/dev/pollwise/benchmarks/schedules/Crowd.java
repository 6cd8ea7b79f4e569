package dev.pollwise.benchmarks.schedules;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Jobs that one poller waits for at the same time, a call each, in virtual time. It begins without
 * experience and learns from its own polls.
 */
final class Crowd {

  /** Ends after which decisions count. */
  static final int LEARNED_FROM = 30;

  private final DurationLaw law;
  private final PollingPolicy policy;
  private final boolean learns;
  private final RandomGenerator random;
  private final VirtualClock time = new VirtualClock();
  private final Map<JobId, Watched> jobs = new HashMap<>();
  private final Poller poller;
  private int over;
  private double countsFrom = Double.POSITIVE_INFINITY;

  /**
   * A job, when it began, how long it lasts (infinite if stuck), and the ages at which it was asked
   * about.
   */
  private record Watched(double begun, double lasts, List<Double> asked) {}

  /** Without learning each job is of a class of its own. */
  Crowd(DurationLaw law, Duration price, boolean learns, RandomGenerator random) {
    this.law = law;
    this.policy = PollingPolicy.defaults().withCallPrice(price);
    this.learns = learns;
    this.random = random;
    this.poller = time.poller(Poller.builder(this::answer).policy(policy));
  }

  private CompletableFuture<Answer> answer(JobId id) {
    Watched job = requireNonNull(jobs.get(id));
    double age = now() - job.begun();
    job.asked().add(age);
    if (age < job.lasts()) {
      return CompletableFuture.completedFuture(new Answer.Seen(new JobStatus.Running()));
    }
    over++;
    if (over == LEARNED_FROM) {
      countsFrom = now();
    }
    return CompletableFuture.completedFuture(
        new Answer.Seen(new JobStatus.Completed(id, JobStatus.Result.empty())));
  }

  private double now() {
    return Seconds.of(time.steady());
  }

  private void begin() {
    String name = "job-" + jobs.size();
    double lasts = law.sample(random).map(Seconds::of).orElse(Double.POSITIVE_INFINITY);
    jobs.put(JobId.of(name), new Watched(now(), lasts, new ArrayList<>()));
    poller.watchSubmitted(
        JobId.of(name), name, new JobTraits(true, "", learns ? "" : name, Duration.ZERO));
  }

  /** Jobs that come at random, so many in flight on average once the first are over. */
  Crowd stream(int inFlight, int count) {
    double mean =
        IntStream.range(0, 1_000)
            .mapToDouble(i -> Seconds.of(law.quantile((i + 0.5) / 1_000).orElse(policy.deadline())))
            .average()
            .orElseThrow();
    for (int job = 0; job < count; job++) {
      begin();
      time.advance(Seconds.duration(-Math.log(1 - random.nextDouble()) * mean / inFlight));
    }
    time.runUntilIdle();
    return this;
  }

  /** So many that begin at once; those after them when all of these are over. */
  Crowd rounds(int together, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int job = 0; job < together; job++) {
        begin();
      }
      time.runUntilIdle();
    }
    return this;
  }

  /** In calls, from the first on. */
  double wholeCost() {
    return jobs.values().stream().mapToDouble(job -> cost(job, 0)).sum();
  }

  /**
   * What was decided since enough was learned, over the best decisions for the same jobs. Of a job
   * that runs then, what follows the next look at it counts.
   */
  double overOptimum() {
    Outlook best = Outlook.of(law);
    double cost = 0;
    double optimum = 0;
    for (Watched job : jobs.values()) {
      int before = 0;
      while (before < job.asked().size()
          && job.begun() < countsFrom
          && (before == 0 || job.begun() + job.asked().get(before - 1) < countsFrom)) {
        before++;
      }
      if (before < job.asked().size()) {
        cost += cost(job, before);
        optimum += optimum(best, before == 0 ? 0 : job.asked().get(before - 1), job.lasts());
      }
    }
    return cost / optimum;
  }

  private double cost(Watched job, int before) {
    return job.asked().size() - before + lateness(job.asked().getLast(), job.lasts());
  }

  private double optimum(Outlook best, double since, double lasts) {
    double at = since;
    int calls = 0;
    do {
      at =
          Seconds.of(
              best.next(Seconds.duration(at), policy.callPrice(), policy.deadline()).orElseThrow());
      calls++;
    } while (at < lasts && at < Seconds.of(policy.deadline()));
    return calls + lateness(at, lasts);
  }

  /** In calls; who is stuck is not late. */
  private double lateness(double last, double lasts) {
    return last < lasts ? 0 : (last - lasts) / Seconds.of(policy.callPrice());
  }
}
